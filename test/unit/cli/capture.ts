import { Writable } from 'node:stream';
import { runCommandLine } from '../../../cli/command-line.ts';
import type { Stream, Terminal } from '../../../cli/terminal.ts';

/** A terminal that keeps what is written, and can press Ctrl-C. */
export interface Capture {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
  readonly interrupt: () => void;
}

/** A terminal for tests; `isTTY` says whether its stderr passes for a real one. */
export function openCapture(env: Terminal['env'] = {}, isTTY = false): Capture {
  const out: string[] = [];
  const err: string[] = [];
  const callbacks = new Set<() => void>();
  const onInterrupt = (callback: () => void) => {
    callbacks.add(callback);
    return () => void callbacks.delete(callback);
  };
  const stderr = Object.assign(keep(err), { isTTY });
  return {
    terminal: { stdout: keep(out), stderr, env, onInterrupt },
    out: () => out.join(''),
    err: () => err.join(''),
    interrupt: () => {
      for (const callback of callbacks) callback();
    },
  };
}

/** Runs one command line and gives its exit code and everything it said. */
export async function play(...words: string[]) {
  const capture = openCapture();
  const code = await runCommandLine(words, capture.terminal);
  return { code, out: capture.out(), err: capture.err() };
}

function keep(texts: string[]): Stream {
  return new Writable({
    write: (chunk, _encoding, done) => {
      texts.push(String(chunk));
      done();
    },
  });
}

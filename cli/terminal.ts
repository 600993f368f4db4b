import picocolors from 'picocolors';

/** A stream of the process; in tests, one that keeps what is written. */
export type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean | undefined };

/** What a command may touch of the process it runs in. */
export interface Terminal {
  /** Data only: the same bytes for the same inputs. */
  readonly stdout: Stream;
  /** Everything else: progress, problems, timings. */
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back on Ctrl-C; the returned function ends that. */
  readonly onInterrupt: (callback: () => void) => () => void;
}

/** Exit codes every command keeps to. */
export const exitCodes = { fine: 0, failed: 1, input: 2, broken: 3, interrupted: 130 } as const;

/** Says what is wrong with the user's input; gives the exit code for it. */
export function refuse(terminal: Terminal, found: string): number {
  terminal.stderr.write(`${coloursOf(terminal).red('playtwin:')} ${found}\n`);
  return exitCodes.input;
}

/** Colours for stderr: none unless it is a terminal, and none under NO_COLOR. */
export function coloursOf(terminal: Terminal): ReturnType<typeof picocolors.createColors> {
  const isBare = (terminal.env.NO_COLOR ?? '') !== '' || terminal.env.TERM === 'dumb';
  return picocolors.createColors(terminal.stderr.isTTY === true && !isBare);
}

/**
 * What a kernel allocates per event in steady state: `node bench/run.mjs allocation`. Each subject
 * runs in a process of its own over ten million events after its warm-up, once under V8's sampling
 * heap profiler (objects that were collected since count too) and once counting collections of the
 * young generation. A kernel that allocates one 16-byte object an event shows 16 bytes an event and
 * some hundred scavenges.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { drawTable } from './document-text.ts';

const EVENTS = 10_000_000;

/**
 * Style, model, pending events and the span that ten million events take. The first two walk
 * increments drawn beforehand: what they allocate is the agenda's alone.
 */
const SUBJECTS = [
  ['agenda', 'hold-exponential', 1_000, EVENTS],
  ['agenda', 'hold-exponential', 100_000, EVENTS],
  ['agenda', 'hold', 1_000, EVENTS / 1_000],
  ['agenda', 'hold', 100_000, EVENTS / 100_000],
  ['event', 'hold', 1_000, EVENTS / 1_000],
  ['event', 'hold', 100_000, EVENTS / 100_000],
  ['event', 'mm1', 2, EVENTS / 2 / 0.9],
  ['process', 'hold', 1_000, EVENTS / 1_000],
  ['process', 'mm1', 2, EVENTS / 2 / 0.9],
] as const;

const FOUND = z.object({ bytes: z.number(), scavenges: z.number(), sites: z.array(z.string()) });

const child = fileURLToPath(new URL('allocation-child.mjs', import.meta.url));
const body = SUBJECTS.map((subject) => measure(subject.map(String)));
const head = ['subject', 'events', 'scavenges', 'bytes/event', 'most bytes from'];
console.log(drawTable(head, body));

function measure(words: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    const reason = stderr.split('\n').find((line) => /error/i.test(line)) ?? stderr.trim();
    return [words.join(' '), '–', '–', '–', reason];
  }
  const { bytes, scavenges, sites } = FOUND.parse(JSON.parse(stdout));
  const [style, name, pending] = words;
  const subject = `playtwin ${style}, ${name} at ${pending}`;
  const perEvent = (bytes / EVENTS).toFixed(3);
  return [subject, EVENTS.toExponential(0), String(scavenges), perEvent, sites.join(', ')];
}

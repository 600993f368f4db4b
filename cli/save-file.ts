import { z } from 'zod';
import { decodePlain, encodePlain, sealOf } from '../engine/save.ts';
import type { SimTime } from '../engine/units.ts';
import type { Forked } from '../reports/result.ts';
import type { SavedReplication } from '../scenarios/saved.ts';
import type { Edit } from './edit-yaml.ts';
import type { ScenarioFile } from './scenario-file.ts';

/** Every replication of every contender at one instant, and all it takes to go on. */
export interface Save {
  readonly at: SimTime;
  readonly scenario: ScenarioFile;
  /** All that was put into the scenario on command lines, the oldest first. */
  readonly edits: readonly Edit[];
  /** The recorded data it needs: each by its name and the digest of its content. */
  readonly provenance: readonly { readonly name: string; readonly digest: string }[];
  /** Digest of what the scenario compiled to: another build may compile it otherwise. */
  readonly setup: string;
  readonly forks: readonly Forked[];
  readonly replications: readonly SavedReplication[];
}

/** Raised when the lines below mean something else than before. */
const FORMAT = 1;
const FIRST_LINE = /^playtwin save (\d+), written by playtwin (\S+)$/;
const LONGEST_FIRST_LINE = 120;

/** The lines of a save file: what it is, its head, then one line a replication. */
export function formatSave(save: Save, version: string): readonly string[] {
  const { replications, ...rest } = save;
  const seals = replications.map(({ state, ...one }) => ({ ...one, seal: sealOf(state) }));
  const head = encodePlain({ ...rest, replications: seals });
  const lines = [`playtwin save ${FORMAT}, written by playtwin ${version}`, head];
  return [...lines, ...replications.map((one) => one.state)].map((line) => `${line}\n`);
}

/** A save and its digest, or in words what is wrong with these bytes. */
export type ReadSave =
  | { readonly save: Save; readonly digest: string }
  | { readonly fault: string };

/** Reads the bytes of a save file; whatever is not whole, or of another build, is refused. */
export function parseSave(bytes: Uint8Array, version: string): ReadSave {
  const end = bytes.subarray(0, LONGEST_FIRST_LINE).indexOf(NEWLINE);
  const first = FIRST_LINE.exec(String.fromCharCode(...bytes.subarray(0, Math.max(end, 0))));
  if (first === null) return { fault: 'is no save; wanted a file that "run --save-at" wrote' };
  if (first[1] !== String(FORMAT)) {
    return { fault: `is a save of format ${first[1]}; this playtwin reads format ${FORMAT}` };
  }
  if (first[2] !== version) {
    const reason = 'only the build that saved goes on the same way';
    return { fault: `was written by playtwin ${first[2]}, this is ${version}; ${reason}` };
  }
  try {
    return readLines(splitLines(bytes.subarray(end + 1)));
  } catch {
    return damaged;
  }
}

const NEWLINE = 10;
const damaged = { fault: 'is damaged or cut short: its fingerprint does not fit' } as const;

/** Lines as texts; throws on bytes that are no UTF-8, and when the last line has no end. */
function splitLines(bytes: Uint8Array): readonly string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    if (end < 0) throw new Error('the last line has no end');
    lines.push(decoder.decode(bytes.subarray(from, end)));
    from = end + 1;
  }
  return lines;
}

function readLines([line, ...states]: readonly string[]): ReadSave {
  const head = headSchema.safeParse(decodePlain(line));
  if (!head.success || head.data.replications.length !== states.length) return damaged;
  const { replications, ...rest } = head.data;
  if (replications.some(({ seal }, i) => sealOf(states[i]) !== seal)) return damaged;
  const whole = replications.map(({ seal: _, ...one }, i) => ({ ...one, state: states[i] }));
  return { save: { ...rest, replications: whole }, digest: sealOf(line) ?? '' };
}

const digest = z.string().regex(/^[0-9a-f]{16}$/);
const count = z.int().min(0);

const headSchema = z.strictObject({
  at: count,
  scenario: z.strictObject({
    file: z.string(),
    text: z.string(),
    catalogue: z.strictObject({ name: z.string(), file: z.string(), text: z.string() }).optional(),
  }),
  edits: z.array(
    z.strictObject({ label: z.string(), path: z.array(z.string()), value: z.unknown() }),
  ),
  provenance: z.array(z.strictObject({ name: z.string(), digest })),
  setup: digest,
  forks: z.array(z.strictObject({ at: count, save: digest, edits: z.array(z.string()) })),
  replications: z
    .array(
      z.strictObject({
        contender: z.string(),
        replication: count,
        at: count,
        events: count,
        seal: digest,
      }),
    )
    .min(1),
});

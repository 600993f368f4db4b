import { listed } from './parse/reading.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';

/** A value put at a path of the scenario file, and what to call that in a message. */
export interface ForkEdit {
  readonly label: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

/** A scenario as it was saved and as it is to go on. */
export interface Fork {
  readonly saved: Scenario;
  readonly edited: Scenario;
  readonly edits: readonly ForkEdit[];
}

/** Fields that may change in mid-run; `*` is any name. They hold from the fork on. */
export const FORKABLE: readonly string[] = [
  'question',
  'replications',
  'regions.*.pue',
  'regions.*.quota',
  'regions.*.edge slots',
  'players.arrivals',
  'players.daily cycle',
  'players.weekly cycle',
  'players.session',
  'players.think',
  'players.match',
  'players.churn',
  'players.groups.*.share',
  'players.groups.*.clock',
  'players.groups.*.access',
  'serving.idle power',
  'serving.full power',
  'serving.boot',
  'serving.notice',
  'serving.least billed',
  'serving.service',
  'serving.budget',
  'serving.queue limit',
  'serving.give up',
  'serving.low fidelity.fidelity',
  'serving.edge',
  'observing.every',
  'observing.loss',
  'observing.probes',
  'observing.thinking',
  'observing.actuation',
  'policies.*.capacity',
  'policies.*.routing',
  'policies.*.jobs',
  'policies.*.placement',
  'policies.*.searches',
  'policies.*.governance',
  'faults',
];

/** Why a field is fixed once a run has begun; the first that fits is told. */
const FIXED: readonly (readonly [string, string])[] = [
  ['seed', 'its streams have been drawn from since the start'],
  ['epoch', 'the recorded data have been read from it since the start'],
  ['traces', 'the recorded data have been lived through up to the save'],
  ['horizon', 'recorded spot markets and forecasts were laid over the whole of it at the start'],
  ['warm-up', 'its end was settled at the start'],
  ['at start', 'the start is over'],
  ['serving.slots', 'instances that hold requests are laid out by it'],
  ['serving.batching', 'instances that hold requests are laid out by it'],
  ['serving.instance', 'instances that hold requests are laid out by it'],
  ['serving.work classes', 'requests under way were sized by it'],
  ['pools', 'the world was laid out by it at the start'],
  ['serving.embodied', 'it is charged for the whole run at its end'],
  ['serving.life', 'it is charged for the whole run at its end'],
  ['serving.low fidelity.work', 'requests under way were sized by it'],
  ['accounts', 'it is charged for the whole run at its end'],
  ['observing.delay', 'no older scrapes were kept'],
  ['observing.forecast', 'its issues have been made since the start'],
  ['searches', 'searches under way were drawn from it'],
  ['slo', 'its windows have been judged since the start'],
  ['placement', 'frames under way were sized and sent by it'],
  ['detail', 'players have been counted or followed since the start'],
  ['regions', 'the world was laid out by it at the start'],
  ['features', 'look-ups under way were drawn from it'],
  ['players.groups', 'the world was laid out by it at the start'],
];

/** Everything that keeps a fork from going on as edited: none when it may. */
export function checkFork(fork: Fork): readonly Problem[] {
  const fixed = fork.edits.filter(({ path }) => !isForkable(path) && !keepsSeed(fork, path));
  if (fixed.length > 0) return fixed.map((edit) => refuse(edit, wordFixed(edit.path)));
  return [
    ...checkCounted(fork),
    ...checkBatched(fork),
    ...checkReplications(fork),
    ...checkQuotas(fork),
    ...checkNames(fork),
    ...checkBoot(fork),
  ];
}

/** To name the seed that the save has anyway changes nothing. */
function keepsSeed({ saved, edited }: Fork, path: readonly string[]): boolean {
  return path.join('.') === 'seed' && saved.seed === edited.seed;
}

/** What the tables of a run that is not exact were made from at the start. */
const TABLED = ['serving.service', 'serving.give up', 'serving.budget', 'players.session'] as const;

function checkCounted({ saved, edits }: Fork): readonly Problem[] {
  if (saved.detail === undefined) return [];
  const fixed = edits.filter(({ path }) => TABLED.some((pattern) => isBelow(pattern, path)));
  const wanted = 'it unchanged: a run that is not exact has tabled it at the start';
  return fixed.map((edit) => refuse(edit, wanted));
}

/** Batches under way end by the times they were begun with. */
function checkBatched({ saved, edits }: Fork): readonly Problem[] {
  if (saved.serving.batching === undefined) return [];
  const wanted = 'it unchanged: requests in batches under way are timed by it';
  return blame(edits, ['serving', 'service'], wanted);
}

function isForkable(path: readonly string[]): boolean {
  return FORKABLE.some((pattern) => isBelow(pattern, path));
}

/** Whether the path is that of the pattern or lies below it. */
function isBelow(pattern: string, path: readonly string[]): boolean {
  const keys = pattern.split('.');
  return keys.length <= path.length && keys.every((key, i) => key === '*' || key === path[i]);
}

function wordFixed(path: readonly string[]): string {
  const reason = FIXED.find(([pattern]) => isBelow(pattern, path))?.[1];
  if (reason !== undefined) return `it unchanged: ${reason}`;
  const inside = FORKABLE.filter((pattern) => isAbove(path, pattern));
  return inside.length === 0
    ? 'it unchanged: it is fixed once a run has begun'
    : `the one field that changes: ${listed(inside, 'or')}`;
}

/** Whether the pattern lies below the path. */
function isAbove(path: readonly string[], pattern: string): boolean {
  const keys = pattern.split('.');
  return path.length < keys.length && path.every((key, i) => keys[i] === '*' || keys[i] === key);
}

function refuse({ label, path, value }: ForkEdit, wanted: string): Problem {
  const found = typeof value === 'string' ? value : JSON.stringify(value);
  return { file: label, line: 1, column: 1, path: path.join('.'), found: cut(found), wanted };
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function checkReplications({ saved, edited, edits }: Fork): readonly Problem[] {
  if (edited.replications <= saved.replications) return [];
  return blame(edits, ['replications'], `${saved.replications} at most, as saved`);
}

/** Instances live in tables as long as the largest quota of the start. */
function checkQuotas({ saved, edited, edits }: Fork): readonly Problem[] {
  const room = Math.max(...saved.regions.map((region) => region.quota));
  const over = edited.regions.filter((region) => region.quota > room);
  const wanted = `${room} at most, the largest quota of the save`;
  return over.flatMap((region) => blame(edits, ['regions', region.name, 'quota'], wanted));
}

function checkNames({ saved, edited, edits }: Fork): readonly Problem[] {
  const names = saved.contenders.map((contender) => contender.name);
  const strangers = edited.contenders.filter((contender) => !names.includes(contender.name));
  const wanted = `a contender of the save: ${listed(names, 'or')}`;
  return strangers.flatMap(({ name }) => blame(edits, ['policies', name], wanted));
}

/** Instances under way are laid out by the stages they boot by. */
function checkBoot({ saved, edited, edits }: Fork): readonly Problem[] {
  const kinds = [saved.serving.boot.kind, edited.serving.boot.kind];
  if (!kinds.includes('stages')) return [];
  return blame(edits, ['serving', 'boot'], 'it unchanged: boots under way are laid out by stages');
}

/** The edits at or below a path: one of them brought the fault in. */
function blame(
  edits: readonly ForkEdit[],
  path: readonly string[],
  wanted: string,
): readonly Problem[] {
  const causes = edits.filter((edit) => path.every((key, i) => edit.path[i] === key));
  return causes.map((edit) => refuse(edit, wanted));
}

import { compareTurns, type SeenTurn, type TurnPart } from '../policies/journal/compare.ts';
import type { JournalHead } from '../policies/journal/lines.ts';
import {
  type Divergence,
  openReplay,
  type ReplayedLoop,
  replayTurn,
} from '../policies/journal/replay.ts';
import { wordBecause, wordDecision, wordDifference, wordSpan } from '../policies/journal/words.ts';
import { judgeEnding, type OpenedJournal, openJournal } from './journal-file.ts';
import { type AskedChanges, LOOP_POLICIES, readChanges } from './loop-changes.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** What `playtwin replay` was asked for. */
export interface ReplayOptions extends AskedChanges {
  /** Another journal to hold this one against; nothing is decided again. */
  readonly against?: string;
}

/** Gives every decision of a journal again, or holds two journals against each other. */
export function replay(path: string, options: ReplayOptions, terminal: Terminal): number {
  const journal = openJournal(path);
  if ('refusal' in journal) return refuse(terminal, journal.refusal);
  const { against } = options;
  if (against === undefined) return replayOne(journal, options, terminal);
  if (options.use.length + options.set.length > 0) {
    return refuse(terminal, '--against compares two journals as they are; leave --use and --set');
  }
  const other = openJournal(against);
  if ('refusal' in other) return refuse(terminal, other.refusal);
  return compareBoth(journal, other, terminal);
}

function replayOne(journal: OpenedJournal, asked: AskedChanges, terminal: Terminal): number {
  const { head, steps } = journal;
  const read = readChanges(head, asked);
  if ('refusal' in read) return refuse(terminal, read.refusal);
  const opened = openLoops(head, read.changes);
  if (typeof opened === 'string') return refuse(terminal, opened);
  for (const { turn, observation } of steps) replayTurn(opened, turn, observation);
  const lines = [wordHead(head), ...opened.map(wordLoop), ...wordEnding(journal)];
  const diverged = opened.filter(({ first }) => first !== undefined);
  const firsts = diverged.flatMap(({ first }) => first ?? []);
  const first = firsts.sort((one, other) => one.recorded.at - other.recorded.at)[0];
  lines.push(first === undefined ? wordAllAgain(opened) : '');
  if (first !== undefined) lines.push(...wordDivergence(first, head));
  terminal.stdout.write(`${lines.join('\n')}\n`);
  return codeOf([journal], first === undefined, terminal);
}

function openLoops(
  head: JournalHead,
  changes: Parameters<typeof openReplay>[2],
): readonly ReplayedLoop[] | string {
  try {
    return openReplay(head, LOOP_POLICIES, changes);
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/** 2 where a journal is damaged before its end, 1 where something differs. */
function codeOf(journals: readonly OpenedJournal[], isSame: boolean, terminal: Terminal): number {
  for (const journal of journals) {
    const ending = judgeEnding(journal);
    if (ending !== undefined && 'refusal' in ending) return refuse(terminal, ending.refusal);
  }
  return isSame ? exitCodes.fine : exitCodes.failed;
}

function wordHead({ scenario, contender, replication, playtwin }: JournalHead): string {
  return `${scenario}, ${contender}, replication ${replication}; written by playtwin ${playtwin}`;
}

function wordEnding(journal: OpenedJournal): readonly string[] {
  const ending = judgeEnding(journal);
  return ending !== undefined && 'note' in ending ? [`note: ${ending.note}`] : [];
}

function wordLoop(loop: ReplayedLoop): string {
  const { name, choice, turns, decisions, diverged, isChanged } = loop;
  const shield = choice.shield === undefined ? '' : ', shielded';
  const policy = `${choice.use}${shield}${isChanged ? ' (changed)' : ''}`;
  const outcome = diverged === 0 ? 'all given again' : `${diverged} turns otherwise`;
  return `  ${name}: ${policy}, ${turns} turns, ${decisions} decisions, ${outcome}`;
}

function wordAllAgain(loops: readonly ReplayedLoop[]): string {
  const turns = loops.reduce((sum, loop) => sum + loop.turns, 0);
  const decisions = loops.reduce((sum, loop) => sum + loop.decisions, 0);
  return `all ${decisions} decisions of ${turns} turns given again`;
}

function wordDivergence(
  { recorded, given, observation, differs }: Divergence,
  head: JournalHead,
): readonly string[] {
  const { loop, turn, at, observedAt } = recorded;
  const seen = `on an observation ${wordSpan(at - observedAt)} old`;
  const place = `first turn that came out otherwise: ${loop}/${turn} at ${wordSpan(at)}, ${seen}`;
  const before = wordVerdict('recorded', recorded, head);
  if ('threw' in given) return [place, ...before, `  now: it threw: ${given.threw}`];
  const now = wordVerdict('now', given.verdict, head);
  const regions = regionsOf([...recorded.decisions, ...given.verdict.decisions]);
  const load = regions.map((region) => {
    const { queueLength, inService, ready, booting } = observation.regions[region];
    const held = `${ready['on-demand'] + ready.spot} ready, ${sumOf(booting)} booting`;
    const { name } = head.brief.regions[region];
    return `    ${name}: ${inService} served, ${queueLength} wait, ${held}`;
  });
  return [place, `  differs: ${differs.join(', ')}`, ...before, ...now, '  both saw', ...load];
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

type Verdict = Pick<Divergence['recorded'], 'decisions' | 'because'>;

function regionsOf(decisions: Verdict['decisions']): readonly number[] {
  const places = decisions.flatMap((one) => ('region' in one ? [one.region] : []));
  return [...new Set(places)].sort((a, b) => a - b);
}

function wordVerdict(
  name: string,
  { decisions, because }: Verdict,
  { brief }: JournalHead,
): readonly string[] {
  const words = decisions.map((decision) => `    ${wordDecision(decision, brief)}`);
  const all = words.length === 0 ? ['    nothing'] : words;
  return [`  ${name}, ${wordBecause(because)}`, ...all];
}

const MOST_SHOWN = 8;

function compareBoth(one: OpenedJournal, other: OpenedJournal, terminal: Terminal): number {
  const lines = [wordHead(one.head), `against ${wordHead(other.head)}`];
  const firsts = new Map<TurnPart, readonly [SeenTurn, SeenTurn]>();
  let turns = 0;
  for (const step of one.steps) {
    const next = other.steps.next();
    if (next.done === true) break;
    turns++;
    for (const part of compareTurns(step, next.value).keys()) {
      if (!firsts.has(part)) firsts.set(part, [step, next.value]);
    }
    // Once loops turn at other times there is nothing left to hold against each other.
    if (firsts.has('turn')) break;
  }
  const isLonger = other.steps.next().done !== true || one.steps.next().done !== true;
  if (isLonger) lines.push('one of them goes on where the other ends, or turns at other times');
  const places = [...firsts].sort(([, [early]], [, [late]]) => early.turn.at - late.turn.at);
  for (const [part, pair] of places) lines.push(...wordPart(part, pair, one.head));
  const isSame = firsts.size === 0 && !isLonger;
  if (isSame) lines.push(`all ${turns} turns are the same`);
  terminal.stdout.write(`${lines.join('\n')}\n`);
  return codeOf([one, other], isSame, terminal);
}

function wordPart(
  part: TurnPart,
  [one, other]: readonly [SeenTurn, SeenTurn],
  head: JournalHead,
): readonly string[] {
  const { loop, turn, at } = one.turn;
  const place = `${part} differ first at ${wordSpan(at)}, ${loop}/${turn}`;
  if (part === 'decisions' || part === 'because') {
    return [
      place,
      ...wordVerdict('the one', one.turn, head),
      ...wordVerdict('the other', other.turn, head),
    ];
  }
  const differences = compareTurns(one, other).get(part) ?? [];
  const shown = differences.slice(0, MOST_SHOWN).map((difference) => {
    return `  ${wordDifference(difference, head.brief)}`;
  });
  const rest = differences.length - shown.length;
  return [place, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

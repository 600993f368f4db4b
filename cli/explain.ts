import type { SimTime } from '../engine/units.ts';
import {
  type Explanation,
  explainTurn,
  type InForce,
  openExplanation,
  standingOrders,
  unseenChanges,
} from '../policies/journal/explain.ts';
import type { JournalHead } from '../policies/journal/lines.ts';
import {
  wordBecause,
  wordDecision,
  wordDifference,
  wordReceipt,
  wordSpan,
} from '../policies/journal/words.ts';
import { readInstant } from '../scenarios/parse/instant.ts';
import { readQuantity } from '../scenarios/parse/quantity.ts';
import { listed } from '../scenarios/parse/reading.ts';
import { judgeEnding, listJournals, openJournal } from './journal-file.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** What `playtwin explain` was asked for. */
export interface ExplainOptions {
  /** An instant, UTC, or a duration from time 0. */
  readonly at: string;
  /** One loop only. */
  readonly loop?: string;
}

const SECOND = 1_000_000;
const MOST_CHANGES = 6;
const MOST_ORDERS = 12;

/** Tells why every loop of a journal, or of all journals of a folder, did what it did at a time. */
export function explain(path: string, options: ExplainOptions, terminal: Terminal): number {
  const paths = listJournals(path);
  if (paths.length === 0) return refuse(terminal, `${path} holds no journal of "run --journal"`);
  for (const one of paths) {
    const code = explainOne(one, options, terminal);
    if (code !== exitCodes.fine) return code;
  }
  return exitCodes.fine;
}

function explainOne(path: string, { at: given, loop }: ExplainOptions, terminal: Terminal): number {
  const journal = openJournal(path);
  if ('refusal' in journal) return refuse(terminal, journal.refusal);
  const { head, steps } = journal;
  const at = readTime(given, head);
  if (at === undefined) {
    const wanted = 'a duration from time 0, for example 36h, or an instant, 2026-03-02T12:00:00Z';
    return refuse(terminal, `--at found "${given}", wanted ${wanted}`);
  }
  const names = head.loops.map(({ name }) => name);
  if (loop !== undefined && !names.includes(loop)) {
    return refuse(terminal, `--loop found "${loop}", wanted ${listed(names, 'or')}`);
  }
  const asked = names.filter((name) => loop === undefined || name === loop);
  const explanations = asked.map(openExplanation);
  for (const step of steps) {
    for (const explanation of explanations) explainTurn(explanation, step, at);
  }
  const ending = judgeEnding(journal);
  if (ending !== undefined && 'refusal' in ending) return refuse(terminal, ending.refusal);
  const title = `${head.scenario}, ${head.contender}, replication ${head.replication}`;
  const lines = explanations.flatMap((one) => wordExplanation(one, head, at));
  const notes = ending === undefined ? [] : [`note: ${ending.note}`];
  terminal.stdout.write(`${[`${title}, at ${wordSpan(at)}`, ...notes, ...lines].join('\n')}\n`);
  return exitCodes.fine;
}

function readTime(text: string, { epoch }: JournalHead): SimTime | undefined {
  const instant = readInstant(text);
  if (instant !== undefined) return instant >= epoch ? (instant - epoch) * SECOND : undefined;
  const reading = readQuantity(text, 'duration', { least: 0, most: Number.MAX_SAFE_INTEGER });
  return 'value' in reading ? Math.round(reading.value) : undefined;
}

function wordExplanation(
  explanation: Explanation,
  head: JournalHead,
  at: SimTime,
): readonly string[] {
  const { loop, latest } = explanation;
  const policy = head.loops.find(({ name }) => name === loop)?.use ?? '';
  if (latest === undefined) return ['', `${loop} (${policy}) had taken no turn yet`];
  const { turn } = latest;
  const { decisions, because, interventions = [] } = turn;
  const age = wordSpan(turn.at - turn.observedAt);
  const decided = decisions.length === 0 ? ['    nothing new'] : [];
  return [
    '',
    `${loop} (${policy}), turn ${turn.turn} at ${wordSpan(turn.at)}`,
    `  saw what was true at ${wordSpan(turn.observedAt)}, ${age} before it decided`,
    `  decided, ${wordBecause(because)}`,
    ...decisions.map((one) => `    ${wordDecision(one, head.brief)}`),
    ...decided,
    ...interventions.map(({ rule, detail }) => `  shield, ${rule}: ${detail}`),
    ...wordStanding(standingOrders(explanation), head, at),
    ...wordUnseen(explanation, head),
  ];
}

function wordStanding(
  orders: readonly InForce[],
  head: JournalHead,
  at: SimTime,
): readonly string[] {
  if (orders.length === 0) return ['  nothing was ordered yet'];
  const shown = orders.slice(-MOST_ORDERS).map(({ order, at: given, decision, receipt }) => {
    const fate = receipt === undefined ? 'no receipt' : wordFate(receipt, at);
    return `    ${order} of ${wordSpan(given)}: ${wordDecision(decision, head.brief)}; ${fate}`;
  });
  const older = orders.length - shown.length;
  return ['  in force', ...(older > 0 ? [`    ${older} older orders`] : []), ...shown];
}

function wordFate(receipt: NonNullable<InForce['receipt']>, at: SimTime): string {
  return receipt.at > at ? `on its way, then ${wordReceipt(receipt)}` : wordReceipt(receipt);
}

function wordUnseen(explanation: Explanation, head: JournalHead): readonly string[] {
  const { unseen } = explanation;
  if (unseen === undefined) return ['  nothing newer is on record that was true by then'];
  const changes = unseenChanges(explanation);
  const shown = changes.slice(0, MOST_CHANGES).map((one) => {
    return `    ${wordDifference(one, head.brief)}`;
  });
  const before = wordSpan(unseen.turn.observedAt);
  const rest = changes.length - shown.length;
  const title = `  what it knew was old: true at ${before}, but not yet seen, was`;
  return [title, ...shown, ...(rest > 0 ? [`    and ${rest} more changes`] : [])];
}

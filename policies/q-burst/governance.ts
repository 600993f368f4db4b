import type { Duration } from '../../engine/units.ts';
import { SEARCH_RULES, type SearchGate, type SearchOutcome, type SearchView } from '../search.ts';

/** Limits within which searches may be off-loaded; Infinity: no such limit. */
export interface Governance {
  /** Money on the annealer in one simulated day, USD. */
  readonly budgetPerDay: number;
  /** Intensity of the annealer's grid, g/kWh. */
  readonly carbon: number;
  /** Wait at the annealer as last told. */
  readonly queue: Duration;
  /** Off-loads that may fail among the last 32 since the rule last held. */
  readonly failures: number;
  /** Age of the last word on the waits. */
  readonly age: Duration;
  /** A rule that held lets go when this long has passed and its figure is below `back` times it. */
  readonly hold: Duration;
  readonly back: number;
}

const CLASSICAL = 0;

interface Memory {
  readonly inner: unknown;
  /** Place of the rule that holds in `SEARCH_RULES`, and since when. */
  rule: number;
  since: number;
  /** The last off-loads, one bit each, 1 for a failure. */
  failed: number;
}

/**
 * A gate under rules: while one of them holds every search is solved classically, whatever the gate
 * would say. The first rule that is broken holds, in the order of `SEARCH_RULES`; it lets go after
 * `hold`, once its figure is well below its limit. The failure rule forgets what it knew when it
 * lets go: with nothing off-loaded nothing else could clear it.
 */
export function govern(gate: SearchGate, limits: Governance): SearchGate {
  return {
    id: gate.id,
    begin: (): Memory => ({ inner: gate.begin(), rule: 0, since: 0, failed: 0 }),
    choose(view: SearchView, memory: Memory) {
      settle(view, memory, limits);
      return memory.rule === 0 ? gate.choose(view, memory.inner) : CLASSICAL;
    },
    hear(outcome: SearchOutcome, memory: Memory) {
      if (outcome.choice !== CLASSICAL) {
        memory.failed = (memory.failed << 1) | (outcome.isFailure ? 1 : 0);
      }
      gate.hear?.(outcome, memory.inner);
    },
    standing: (memory: Memory) => memory.rule,
  };
}

function settle(view: SearchView, memory: Memory, limits: Governance): void {
  if (memory.rule !== 0) {
    const rests = view.at - memory.since < limits.hold;
    if (rests || stillHolds(view, memory, limits)) return;
    if (SEARCH_RULES[memory.rule] === 'failures') memory.failed = 0;
    memory.rule = 0;
  }
  for (let rule = 1; rule < SEARCH_RULES.length; rule++) {
    if (figureOf(rule, view, memory) <= limitOf(rule, limits)) continue;
    memory.rule = rule;
    memory.since = view.at;
    return;
  }
}

function stillHolds(view: SearchView, memory: Memory, limits: Governance): boolean {
  const { rule } = memory;
  if (SEARCH_RULES[rule] === 'failures') return false;
  return figureOf(rule, view, memory) > limits.back * limitOf(rule, limits);
}

function figureOf(rule: number, view: SearchView, { failed }: Memory): number {
  switch (SEARCH_RULES[rule]) {
    case 'age':
      return Number.isFinite(view.waitAge[1]) ? view.waitAge[1] : view.at;
    case 'budget':
      return view.spent[1];
    case 'carbon':
      return view.intensityGPerKwh;
    case 'queue':
      return view.wait[1];
    case 'failures':
      return bitsOf(failed);
    default:
      return 0;
  }
}

function limitOf(rule: number, limits: Governance): number {
  switch (SEARCH_RULES[rule]) {
    case 'age':
      return limits.age;
    case 'budget':
      return limits.budgetPerDay;
    case 'carbon':
      return limits.carbon;
    case 'queue':
      return limits.queue;
    case 'failures':
      return limits.failures;
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function bitsOf(word: number): number {
  let count = 0;
  for (let left = word >>> 0; left > 0; left = Math.floor(left / 2)) count += left % 2;
  return count;
}

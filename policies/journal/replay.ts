import { decodePlain } from '../../engine/save.ts';
import type { Verdict } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { LoopPolicy, PolicyListing } from '../listing.ts';
import type { Observation } from '../observation.ts';
import { type LoopChoice, openLoop } from '../open-loop.ts';
import type { JournalHead, JournalTurn } from './lines.ts';
import { encodeValue } from './value.ts';
import { memoryDigest } from './write.ts';

/** What a policy gave at a replayed turn, or what it threw. */
export type Given = { readonly verdict: Verdict<Decision, unknown> } | { readonly threw: string };

/** A turn that came out otherwise than recorded. */
export interface Divergence {
  readonly recorded: JournalTurn;
  readonly observation: Observation;
  readonly given: Given;
  /** What differs, the weightiest first. */
  readonly differs: readonly ('decisions' | 'because' | 'interventions' | 'memory')[];
}

/** One loop of a journal, driven again. */
export interface ReplayedLoop {
  readonly name: string;
  readonly choice: LoopChoice;
  /** Whether it is another policy, or has other parameters, than the one recorded. */
  readonly isChanged: boolean;
  readonly policy: LoopPolicy;
  memory: unknown;
  turns: number;
  /** Decisions recorded. */
  decisions: number;
  /** Turns that came out otherwise. Of a changed loop only decisions are compared. */
  diverged: number;
  first: Divergence | undefined;
}

/** Makes every policy of a journal again; `changes` puts others in the place of some, by loop. */
export function openReplay(
  head: JournalHead,
  registry: Readonly<Record<string, PolicyListing>>,
  changes: ReadonlyMap<string, LoopChoice> = new Map(),
): readonly ReplayedLoop[] {
  return head.loops.map(({ name, turn, memory, ...recorded }) => {
    const change = changes.get(name);
    const choice = change ?? recorded;
    const policy = openLoop(listingOf(registry, choice.use), choice, head.brief);
    // Another policy cannot take over a memory that is not its own: it begins anew.
    const isOwn = change === undefined || change.use === recorded.use;
    const kept = memory === undefined || !isOwn ? policy.begin() : decodePlain(memory);
    const counts = { turns: 0, decisions: 0, diverged: 0, first: undefined };
    return { name, choice, isChanged: change !== undefined, policy, memory: kept, ...counts };
  });
}

function listingOf(registry: Readonly<Record<string, PolicyListing>>, use: string): PolicyListing {
  if (Object.hasOwn(registry, use)) return registry[use];
  throw new Error(`no policy ${use} in this playtwin`);
}

/** Drives the loop of a recorded turn by what it was told then, and by its own memory. */
export function replayTurn(
  loops: readonly ReplayedLoop[],
  recorded: JournalTurn,
  observation: Observation,
): void {
  const loop = loops.find(({ name }) => name === recorded.loop);
  if (loop === undefined) throw new Error(`a turn of ${recorded.loop}, which the head lacks`);
  const { at, observedAt, receipts } = recorded;
  const given = decideAgain(loop, { at, observedAt, observation, receipts, memory: loop.memory });
  loop.turns++;
  loop.decisions += recorded.decisions.length;
  if ('verdict' in given) loop.memory = given.verdict.memory;
  const differs = compareTurn(recorded, given, loop.isChanged);
  if (differs.length === 0) return;
  loop.diverged++;
  loop.first ??= { recorded, observation, given, differs };
}

function decideAgain(loop: ReplayedLoop, turn: Parameters<LoopPolicy['decide']>[0]): Given {
  try {
    return { verdict: loop.policy.decide(turn) };
  } catch (thrown) {
    return { threw: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function compareTurn(
  recorded: JournalTurn,
  given: Given,
  isChanged: boolean,
): Divergence['differs'] {
  if ('threw' in given) return ['decisions'];
  const { decisions, because, interventions, memory } = given.verdict;
  const isOther = {
    decisions: differ(recorded.decisions, decisions),
    because: differ(recorded.because, because),
    interventions: differ(recorded.interventions, interventions),
    memory: recorded.memory !== memoryDigest(memory),
  };
  if (isOther.decisions) return ['decisions'];
  if (isChanged) return [];
  return (['because', 'interventions', 'memory'] as const).filter((part) => isOther[part]);
}

function differ(one: unknown, other: unknown): boolean {
  return encodeValue(one, []) !== encodeValue(other, []);
}

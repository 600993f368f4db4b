import { aggregateStep } from './aggregate.ts';
import { expectPair, longRunOf } from './kernel.ts';
import { type LinkMdp, linksOf, type Solution } from './mdp.ts';

/** When to stop, and how often a policy is followed before it is improved again. */
export interface SolveSettings {
  /** Wanted bound of `Solution.loss`, in the unit of rewards. */
  readonly tolerance: number;
  readonly sweeps: number;
  readonly roundsMost: number;
  /** Values of a problem much like it, to begin with. */
  readonly start?: Float64Array;
}

/** Sweeps of methods that are in use, 10 to 20; the loss is far below what a frame is worth. */
export const solveDefaults: SolveSettings = { tolerance: 2e-9, sweeps: 10, roundsMost: 500 };

// USD or whatever rewards are in: far below any difference that a reward is known to.
const HAIR = 1e-15;

interface Room {
  readonly values: Float64Array;
  readonly ahead: Float64Array;
  readonly table: Uint8Array;
  readonly best: Float64Array;
  readonly half: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Modified policy iteration (Puterman and Shin, 1978), relative: after each sweep the worth of own
 * state 0 is taken off at every link. As links go their own way, that changes no action, and what
 * is left settles as fast as own states do, however slowly links change. Stops when the span of one
 * sweep's change is within the tolerance, which bounds the loss.
 */
export function solveMdp(mdp: LinkMdp, settings: SolveSettings = solveDefaults): Solution {
  const room = openRoom(mdp, settings.start);
  let loss = Infinity;
  let rounds = 0;
  while (rounds < settings.roundsMost && loss > settings.tolerance) {
    rounds++;
    lookAhead(mdp, room);
    loss = improve(mdp, room);
    if (loss <= settings.tolerance) break;
    for (let sweep = 0; sweep < settings.sweeps; sweep++) {
      lookAhead(mdp, room);
      follow(mdp, room);
    }
    lookAhead(mdp, room);
    aggregateStep(mdp, room);
  }
  return { table: room.table, values: room.values, ahead: room.ahead, loss, rounds };
}

function openRoom(mdp: LinkMdp, start: Float64Array | undefined): Room {
  const links = linksOf(mdp);
  const [outer, inner] = [longRunOf(mdp.outer), longRunOf(mdp.inner)];
  return {
    values: start?.slice() ?? new Float64Array(mdp.owns * links),
    ahead: new Float64Array(mdp.owns * links),
    table: new Uint8Array(mdp.owns * links),
    best: new Float64Array(mdp.owns * links),
    half: new Float64Array(links),
    weights: Float64Array.from({ length: links }, (_, link) => {
      return outer[Math.floor(link / inner.length)] * inner[link % inner.length];
    }),
  };
}

function lookAhead(mdp: LinkMdp, { values, ahead, half }: Room): void {
  const links = linksOf(mdp);
  for (let own = 0; own < mdp.owns; own++) {
    const at = own * links;
    const out = ahead.subarray(at, at + links);
    expectPair([mdp.outer, mdp.inner], values.subarray(at, at + links), half, out);
  }
}

/** Best action everywhere; values become theirs. Answers the span of the change. */
function improve(mdp: LinkMdp, room: Room): number {
  const links = linksOf(mdp);
  room.best.fill(-Infinity);
  for (let own = 0; own < mdp.owns; own++) {
    for (let action = 0; action < mdp.actions; action++) tryAction(mdp, room, own, action);
  }
  return replaceValues(room.values, room.best, links);
}

function tryAction(mdp: LinkMdp, { ahead, best, table }: Room, own: number, action: number): void {
  const links = linksOf(mdp);
  const pair = own * mdp.actions + action;
  const [one, other] = [mdp.nexts[2 * pair] * links, mdp.nexts[2 * pair + 1] * links];
  const stay = mdp.discount * mdp.chances[2 * pair];
  const move = mdp.discount * mdp.chances[2 * pair + 1];
  const { rewards } = mdp;
  for (let link = 0; link < links; link++) {
    const later = stay * ahead[one + link] + move * ahead[other + link];
    const worth = rewards[pair * links + link] + later;
    // A hair more is luck of rounding: of equal actions the first stays.
    if (!(worth > best[own * links + link] + HAIR)) continue;
    best[own * links + link] = worth;
    table[own * links + link] = action;
  }
}

/** Values of the policy of the table, one step further. */
function follow(mdp: LinkMdp, { values, ahead, table }: Room): void {
  const links = linksOf(mdp);
  const { actions, nexts, chances, rewards, discount } = mdp;
  for (let at = 0; at < values.length; at++) {
    const link = at % links;
    const pair = ((at - link) / links) * actions + table[at];
    const later =
      chances[2 * pair] * ahead[nexts[2 * pair] * links + link] +
      chances[2 * pair + 1] * ahead[nexts[2 * pair + 1] * links + link];
    values[at] = rewards[pair * links + link] + discount * later;
  }
  takeOff(values, links);
}

function takeOff(values: Float64Array, links: number): void {
  for (let at = values.length - 1; at >= 0; at--) values[at] -= values[at % links];
}

function replaceValues(values: Float64Array, best: Float64Array, links: number): number {
  let [low, high] = [Infinity, -Infinity];
  takeOff(best, links);
  for (let at = 0; at < best.length; at++) {
    const change = best[at] - values[at];
    low = Math.min(low, change);
    high = Math.max(high, change);
    values[at] = best[at];
  }
  return high - low;
}

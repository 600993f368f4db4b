import { moveLevel, scoreAt } from '../../policies/cecal/miss/conformal.ts';
import { quantile, table } from '../calibrate-network-tables.ts';
import type { FrameSplit } from './judge.ts';
import type { Example } from './seattle-examples.ts';

const goal = 0.05;
const step = 0.02;

/** How often a bound on the round trip is exceeded, over all and in the worst tenth of devices. */
export function boundTable(split: FrameSplit): string {
  const scores = [...split.blocks.learn, ...split.blocks.calibrate].map(scoreOf);
  const sorted = scores.sort((a, b) => a - b);
  const fixed = scoreAt(sorted, goal);
  const plain = split.heldOut.map((one) => scoreOf(one) > fixed);
  const moved = movedExceedances(split.heldOut, sorted);
  const rows = [
    ['split conformal, one level', ...describe(split.heldOut, plain)],
    [`adaptive, a level a device, step ${step}`, ...describe(split.heldOut, moved)],
  ];
  return table(['bound at 5 %', 'exceeded', 'tenth of devices it is exceeded for most'], rows);
}

function scoreOf({ rtt, mean }: Example): number {
  return rtt / mean;
}

// A device's level moves once its slice is over: what is not known yet may not be learnt from.
function movedExceedances(examples: readonly Example[], sorted: readonly number[]): boolean[] {
  const levels = new Map<number, number>();
  const told: boolean[] = [];
  for (let from = 0; from < examples.length; ) {
    const { slice, device } = examples[from];
    let to = from;
    const level = levels.get(device) ?? goal;
    const bound = scoreAt(sorted, Math.max(0, Math.min(1, level)));
    let next = level;
    while (to < examples.length && sameRow(examples[to], slice, device)) {
      const isLate = scoreOf(examples[to]) > bound;
      next = moveLevel(next, isLate, { goal, step });
      told.push(isLate);
      to++;
    }
    levels.set(device, next);
    from = to;
  }
  return told;
}

function sameRow(one: Example, slice: number, device: number): boolean {
  return one.slice === slice && one.device === device;
}

function describe(examples: readonly Example[], late: readonly boolean[]): string[] {
  const counts = new Map<number, [number, number]>();
  examples.forEach(({ device }, i) => {
    const [hits, all] = counts.get(device) ?? [0, 0];
    counts.set(device, [hits + (late[i] ? 1 : 0), all + 1]);
  });
  const shares = [...counts.values()].map(([hits, all]) => hits / all);
  const overall = late.filter(Boolean).length / late.length;
  return [percent(overall), `${percent(quantile(shares, 0.9))} and more`];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

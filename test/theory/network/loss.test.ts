import { describe, expect, it } from 'vitest';
import { openStream, uniform } from '../../../engine/random.ts';
import { minusLog } from '../../../engine/unit-log.ts';
import { MILLISECOND } from '../../../engine/units.ts';
import { type AccessSetup, drawLoss, leastTimeOut } from '../../../models/network/access.ts';

const line: AccessSetup = {
  upTo: 1,
  base: 0,
  delayMedian: 0,
  delaySigma: 0,
  loss: 0.05,
  burst: 300 * MILLISECOND,
};
const rtt = 100 * MILLISECOND;
const wait = rtt + leastTimeOut;

function draws(way: AccessSetup, count: number): number[] {
  const state = openStream(11, 'loss');
  return Array.from({ length: count }, () => drawLoss(way, rtt, state, 0));
}

describe('losses in spells (Gilbert 1960): a chain that loses all while it is bad', () => {
  it('cost one time-out and then twice as much each time, and never anything else', () => {
    const costs = new Set(draws(line, 100_000));
    const possible = [0, 1, 3, 7, 15, 31, 63].map((times) => times * wait);
    for (const cost of costs) expect(possible).toContain(cost);
  });

  it('come as often, and last as long, as the two rates of the chain say', () => {
    const all = draws(line, 400_000);
    const share = (least: number) => all.filter((cost) => cost >= least).length / all.length;
    // P(bad after t | bad) = p + (1 - p) exp(-t (α + β)), with β = 1 / burst, p = α / (α + β).
    const rate = 1 / line.burst / (1 - line.loss);
    const again = line.loss + (1 - line.loss) * Math.exp(-wait * rate);
    expect(share(wait)).toBeCloseTo(line.loss, 2);
    expect(share(3 * wait) / share(wait)).toBeCloseTo(again, 2);
    expect(again).toBeGreaterThan(0.37);
  });

  it('are those of the chain itself, run step by step', () => {
    const state = openStream(5, 'chain');
    const good = (line.burst * (1 - line.loss)) / line.loss;
    let lost = 0;
    let twice = 0;
    // Bad spells of 300 ms, good ones of 5.7 s; a packet at an instant of each, and one a wait later.
    for (let i = 0; i < 200_000; i++) {
      let isBad = uniform(state, 0) < line.loss;
      if (!isBad) continue;
      lost++;
      let left = wait;
      for (;;) {
        left -= (isBad ? line.burst : good) * minusLog(1 - uniform(state, 0));
        if (left <= 0) break;
        isBad = !isBad;
      }
      if (isBad) twice++;
    }
    const all = draws(line, 200_000);
    const share = (least: number) => all.filter((cost) => cost >= least).length;
    expect(share(3 * wait) / share(wait)).toBeCloseTo(twice / lost, 1);
  });

  it('are independent from try to try when spells are short', () => {
    const all = draws({ ...line, loss: 0.2, burst: 1 }, 200_000);
    const share = (least: number) => all.filter((cost) => cost >= least).length / all.length;
    expect(share(wait)).toBeCloseTo(0.2, 2);
    expect(share(3 * wait)).toBeCloseTo(0.04, 2);
    expect(share(7 * wait)).toBeCloseTo(0.008, 2);
  });

  it('do not happen on a line that loses nothing', () => {
    expect(new Set(draws({ ...line, loss: 0 }, 1000))).toEqual(new Set([0]));
  });
});

import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import type { ReadStage } from '../../../../models/cold-start/setup.ts';
import { totalsOf } from '../../../../models/totals.ts';
import { smallScenario } from '../../../fixtures/small-world.ts';
import { hold, openStaged, reads, stagedBoot, storeOf } from '../../../fixtures/staged-boot.ts';

const { players, serving } = smallScenario();
const scenario = {
  players: { ...players, quitPerLateAnswer: 0, quitPerBudgetOver: 0 },
  serving: { ...serving, service: { kind: 'law', law: { kind: 'deterministic', value: SECOND } } },
} as const;

/** A model of 100 GB at 100 MB/s, a tenth of it hot: the rest takes 15 min. */
function play(changes: Partial<ReadStage>) {
  const stage = reads('model', 100e9, { hot: 0.1, shards: 100, needed: 0.5, ...changes });
  const boot = stagedBoot({ stages: [stage], stores: [storeOf('files', { client: 100 })] });
  const simulation = openStaged(boot, { 0: [hold(40)] }, { scenario });
  const stalls = () => simulation.world.coldStart?.meters.stalls[0] ?? -1;
  return { simulation, stalls };
}

describe('cold shards', () => {
  it('make requests wait while they are in the background, and never after', () => {
    const { simulation, stalls } = play({});
    simulation.run(16 * MINUTE);
    const met = stalls();
    expect(met).toBeGreaterThan(20);
    simulation.run(17 * MINUTE);
    const after = stalls();
    simulation.run(HOUR);
    // The last byte is in after 1000 s, 16.7 min.
    expect(stalls()).toBe(after);
  });

  it('meet the share of requests that need one, less and less as they come in', () => {
    const { simulation, stalls } = play({ needed: 1 });
    const { counts } = simulation.world.ledger;
    const shares: number[] = [];
    for (let at = 2; at <= 16; at += 2) {
      const before = [stalls(), counts.requestsAnswered];
      simulation.run(at * MINUTE);
      if (at > 4) shares.push((stalls() - before[0]) / (counts.requestsAnswered - before[1]));
    }
    // Missing share at the middle of each two minutes, in the mean over the instances.
    const wanted = [6, 8, 10, 12, 14, 16].map((at) => (1000 - (at - 1) * 60) / 900);
    const gaps = shares.map((share, i) => Math.abs(share - wanted[i]));
    expect(Math.max(...gaps)).toBeLessThan(0.09);
  });

  it('make an answer later by the time one shard takes', () => {
    const wait = (needed: number) => {
      const { simulation, stalls } = play({ needed });
      simulation.run(15 * MINUTE);
      const { responseSum, requestsAnswered } = totalsOf(simulation);
      return { mean: responseSum / requestsAnswered, share: stalls() / requestsAnswered };
    };
    const [stalled, quick] = [wait(1), wait(0)];
    expect(quick.share).toBe(0);
    // 1 GB at 100 MB/s is 10 s; slots are plenty.
    const shift = (stalled.mean - quick.mean) / SECOND;
    expect(Math.abs(shift / (10 * stalled.share) - 1)).toBeLessThan(0.05);
  });

  it('are none where the whole is hot', () => {
    const { simulation, stalls } = play({ hot: 1, needed: 1 });
    simulation.run(HOUR);
    expect(stalls()).toBe(0);
  });
});

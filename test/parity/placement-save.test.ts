import { expect, it } from 'vitest';
import { encodePlain } from '../../engine/save.ts';
import { MINUTE } from '../../engine/units.ts';
import { openReplication } from '../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../scenarios/saved.ts';
import { framesScenario } from '../fixtures/placement.ts';
import { smallBundle } from '../fixtures/small-world.ts';

it('a world of placed frames, cut anywhere, goes on as if it had not been', () => {
  const scenario = framesScenario({ use: 'baselines/last-rtt', placement: { hasFallback: true } });
  const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
  const trunk = openReplication(input);
  const branches = [1, 3.003, 6.66].map((minute) => {
    trunk.run(Math.round(minute * MINUTE));
    const saved = saveReplication(trunk, 'one', 0);
    return resumeReplication({ ...input, origin: { scenario, saved } });
  });
  trunk.run(10 * MINUTE);
  const end = encodePlain(trunk.save());
  expect(trunk.world.placement?.counts.chosen[2]).toBeGreaterThan(100);
  for (const branch of branches) {
    branch.run(10 * MINUTE);
    expect(encodePlain(branch.save()) === end).toBe(true);
  }
});

it('a fork that takes another gate goes on with it', () => {
  const scenario = framesScenario({ use: 'baselines/always-cloud' });
  const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
  const trunk = openReplication(input);
  trunk.run(5 * MINUTE);
  const saved = saveReplication(trunk, 'one', 0);
  const other = framesScenario({ use: 'baselines/always-edge' });
  const fork = resumeReplication({ ...input, scenario: other, origin: { scenario, saved } });
  const before = fork.world.placement?.counts.chosen[2];
  fork.run(10 * MINUTE);
  expect(fork.world.placement?.counts.chosen[2]).toBe(before);
  expect(fork.world.placement?.counts.chosen[1]).toBeGreaterThan(100);
});

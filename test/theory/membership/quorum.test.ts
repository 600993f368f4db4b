import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../engine/units.ts';
import { quorumOf } from '../../../models/membership/setup.ts';
import { councilSetup, leaseHolder, simulateMembers } from '../../fixtures/membership.ts';

/** Chance that fewer than a quorum of n are up, each with this chance, independently. */
function unavailability(n: number, up: number): number {
  const quorum = quorumOf({ voters: Array.from({ length: n }, (_, voter) => voter) });
  let sum = 0;
  let ways = 1;
  for (let k = 0; k < quorum; k++) {
    sum += ways * up ** k * (1 - up) ** (n - k);
    ways = (ways * (n - k)) / (k + 1);
  }
  return sum;
}

test('members manage in just the patterns of losses in which a quorum is up', () => {
  for (const n of [1, 3, 4, 5]) {
    const chances = new Map([0.99, 0.999].map((up) => [up, 0]));
    for (let pattern = 0; pattern < 2 ** n; pattern++) {
      const simulation = simulateMembers(councilSetup(n), n, pattern + 1);
      simulation.run(20 * SECOND);
      for (let member = 0; member < n; member++) {
        simulation.world.down[member] = 1 - ((pattern >> member) & 1);
      }
      simulation.run(MINUTE);
      if (leaseHolder(simulation) >= 0) continue;
      const up = simulation.world.down.filter((one) => one === 0).length;
      for (const [chance, sum] of chances) {
        chances.set(chance, sum + chance ** up * (1 - chance) ** (n - up));
      }
    }
    for (const [chance, sum] of chances) expect(sum).toBeCloseTo(unavailability(n, chance), 12);
  }
});

test('three of 99.9 % fail once in 3.0e-6, five in 1.0e-8, three of 99 % in 3.0e-4', () => {
  expect(unavailability(3, 0.999)).toBeCloseTo(3.0e-6, 7);
  expect(unavailability(5, 0.999)).toBeCloseTo(1.0e-8, 9);
  expect(unavailability(3, 0.99)).toBeCloseTo(3.0e-4, 5);
});

test('a sound region is put out after as many lost round trips as runs of bad luck take', () => {
  // One voter and one listener: a round trip fails with 1 - 0.6²; six in a row are a silence.
  const fails = 1 - 0.6 ** 2;
  const beats = (fails ** -6 - 1) / (1 - fails);
  const seeds = 1000;
  let sum = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const setup = councilSetup(2, { voters: [0], drift: 0, loss: 0.4, suspectAfter: 1_950_000 });
    const simulation = simulateMembers(setup, 2, seed);
    const { state } = simulation.world;
    while (state.counts.elections === 0) simulation.run(simulation.now + SECOND / 10);
    const began = simulation.now;
    while (state.counts.falseOuts === 0) simulation.run(simulation.now + SECOND / 10);
    sum += (simulation.now - began) / setup.heartbeat;
  }
  // Mean of a run of six in independent trials (Feller I, XIII.7); the standard error is 3 %.
  expect(sum / seeds / beats).toBeGreaterThan(0.9);
  expect(sum / seeds / beats).toBeLessThan(1.1);
});

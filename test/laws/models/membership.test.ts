import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../engine/units.ts';
import { brokenAgreement, seenNothing } from '../../checkers/membership.ts';
import {
  councilOf,
  councilSetup,
  diceOf,
  leaseHolder,
  simulateMembers,
  strikeAtRandom,
} from '../../fixtures/membership.ts';

const SEEDS = Array.from({ length: 24 }, (_, seed) => seed + 1);

/** Four stormy minutes, looked at before every event, then two calm ones. */
function play(seed: number) {
  const many = 3 + (seed % 5);
  const voters = Array.from({ length: many - (seed % 2) }, (_, member) => member);
  const setup = councilSetup(many, {
    voters,
    loss: (seed % 4) * 0.05,
    moveTakes: { kind: 'exponential', mean: 3 * SECOND },
  });
  const simulation = simulateMembers(setup, many, seed);
  const seen = seenNothing();
  const broken: string[] = [];
  const dice = diceOf(seed);
  simulation.watch(() => {
    broken.push(...brokenAgreement(councilOf(simulation), seen));
  });
  for (let strikes = 1; strikes <= 160; strikes++) {
    simulation.run((strikes * 3 * SECOND) / 2);
    strikeAtRandom(simulation.world, dice);
  }
  const stormy = simulation.world.state.counts.elections;
  simulation.world.down.fill(0);
  simulation.world.cuts.fill(0);
  simulation.run(6 * MINUTE);
  return { seed, broken, simulation, stormy, agreed: seen.committed.length };
}

const PLAYED = SEEDS.map(play);

test('whatever is cut and lost, nothing that was agreed is undone and one leader acts', () => {
  let elections = 0;
  let agreed = 0;
  for (const played of PLAYED) {
    expect(played.broken.slice(0, 3), `seed ${played.seed}`).toEqual([]);
    elections += played.stormy;
    agreed += played.agreed;
  }
  // The storms do bite: leaders fall and much is agreed.
  expect(elections).toBeGreaterThan(5 * SEEDS.length);
  expect(agreed).toBeGreaterThan(15 * SEEDS.length);
});

test('once all is whole again there is one leader, and every region is in', () => {
  for (const { simulation, seed } of PLAYED) {
    expect(leaseHolder(simulation), `seed ${seed}`).toBeGreaterThanOrEqual(0);
    expect([...simulation.world.state.isIn], `seed ${seed}`).not.toContain(0);
  }
});

test('a lease longer than voters wait lets two act at once: the margin for drift is needed', () => {
  const brokenWith = (lease: number) => {
    let broken = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const setup = councilSetup(5, { lease, drift: 0.2 });
      const simulation = simulateMembers(setup, 5, seed);
      simulation.run(20 * SECOND);
      // The leader is cut off: it must stop acting before anybody else begins.
      const leader = leaseHolder(simulation);
      const { cuts, state } = simulation.world;
      // Clocks at their worst: the leader's is slow and all others are fast.
      state.members.forEach((one, member) => {
        Object.assign(one, { drift: member === leader ? -0.2 : 0.2 });
        cuts[leader * 5 + member] = 1;
        cuts[member * 5 + leader] = 1;
      });
      const seen = seenNothing();
      simulation.watch(() => {
        broken += brokenAgreement(councilOf(simulation), seen).length;
      });
      simulation.run(32 * SECOND);
    }
    return broken;
  };
  expect(brokenWith(2 * SECOND)).toBe(0);
  expect(brokenWith(8 * SECOND)).toBeGreaterThan(0);
});

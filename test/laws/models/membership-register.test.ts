import { expect, test } from 'vitest';
import { uniform } from '../../../engine/random.ts';
import { SECOND } from '../../../engine/units.ts';
import { propose } from '../../../models/membership/leading.ts';
import { mayManage } from '../../../models/membership/lease.ts';
import type { Member } from '../../../models/membership/state.ts';
import {
  councilOf,
  councilSetup,
  diceOf,
  simulateMembers,
  strikeAtRandom,
} from '../../fixtures/membership.ts';
import { isLinearizable, type Operation } from '../../fixtures/register.ts';

interface Pending {
  readonly member: number;
  readonly index: number;
  readonly term: number;
  readonly value: number;
  readonly begins: number;
}

/** What was written last of what a member knows to be committed; 0: nothing. */
function registerOf({ log, commit }: Member): number {
  const writes = log.slice(0, commit).filter(({ value }) => value >= 1000);
  return writes.at(-1)?.value ?? 0;
}

/** A minute of writes and reads at whoever takes itself for the leader, amid losses and cuts. */
function historyOf(seed: number, readsNeedLease: boolean): Operation[] {
  // Nobody is put out here: the log holds what clients write.
  const setup = councilSetup(5, { loss: 0.05, suspectAfter: 3600 * SECOND });
  const simulation = simulateMembers(setup, 5, seed);
  const dice = diceOf(seed);
  const history: Operation[] = [];
  let pending: Pending[] = [];
  simulation.watch((now) => {
    pending = pending.filter(({ member, index, term, value, begins }) => {
      const { commit, log, term: at } = simulation.world.state.members[member];
      if (at !== term || commit < index || log[index - 1].value !== value) return true;
      history.push({ kind: 'write', value, begins, ends: now });
      return false;
    });
  });
  for (let step = 1; history.length + pending.length < 190 && step <= 400; step++) {
    simulation.run((step * SECOND) / 5);
    if (step % 8 === 0) strikeAtRandom(simulation.world, dice);
    const council = councilOf(simulation);
    const { now } = simulation;
    simulation.world.state.members.forEach((self, member) => {
      if (self.role !== 'leader' || simulation.world.down[member] === 1) return;
      if (uniform(dice, 0) < 0.4) {
        const value = 1000 + step * 5 + member;
        propose(council, member, value);
        const index = self.log.length;
        pending.push({ member, index, term: self.term, value, begins: now });
      } else if (!readsNeedLease || mayManage(council, member)) {
        history.push({ kind: 'read', value: registerOf(self), begins: now, ends: now });
      }
    });
  }
  const lost = pending.map(({ value, begins }) => {
    return { kind: 'write', value, begins, ends: Number.POSITIVE_INFINITY } as const;
  });
  return [...history, ...lost];
}

test('a register kept by the members reads as if there were one copy of it', () => {
  let reads = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const history = historyOf(seed, true);
    reads += history.filter(({ kind }) => kind === 'read').length;
    expect(isLinearizable(history), `seed ${seed}`).toBe(true);
  }
  expect(reads).toBeGreaterThan(1000);
});

test('without the lease a leader that was cut off reads what is overwritten', () => {
  const seeds = Array.from({ length: 30 }, (_, seed) => seed + 1);
  expect(seeds.some((seed) => !isLinearizable(historyOf(seed, false)))).toBe(true);
});

test('the judge of histories knows a stale read and an unfinished write', () => {
  const write = { kind: 'write', value: 1, begins: 0, ends: 1 } as const;
  const read = (value: number, begins: number) =>
    ({ kind: 'read', value, begins, ends: begins }) as const;
  expect(isLinearizable([write, read(0, 2)])).toBe(false);
  expect(isLinearizable([write, read(1, 2)])).toBe(true);
  const unknown = { ...write, value: 2, ends: Number.POSITIVE_INFINITY };
  expect(isLinearizable([write, unknown, read(1, 3), read(2, 4)])).toBe(true);
  expect(isLinearizable([write, unknown, read(2, 3), read(1, 4)])).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../engine/units.ts';
import { smallScenario } from '../fixtures/small-world.ts';
import { type WatchedTurn, watchLoops } from './watched-loops.ts';

/** Invariant 8: what is wrong with the receipts that one loop was told, in words. */
function brokenReceipts(turns: readonly WatchedTurn[]): readonly string[] {
  const givenAt = new Map<string, number>();
  const told = new Set<string>();
  const faults: string[] = [];
  for (const { turn, orders } of turns) {
    for (const receipt of turn.receipts) {
      const given = givenAt.get(receipt.order);
      if (given === undefined) faults.push(`${receipt.order}: a receipt without an order`);
      if (told.has(receipt.order)) faults.push(`${receipt.order}: a second receipt`);
      if (receipt.at < (given ?? 0)) faults.push(`${receipt.order}: a receipt before its order`);
      if (receipt.at > turn.at) faults.push(`${receipt.order}: a receipt from the future`);
      if ((receipt.outcome === 'done') !== (receipt.reason === '')) {
        faults.push(`${receipt.order}: ${receipt.outcome} because "${receipt.reason}"`);
      }
      told.add(receipt.order);
    }
    for (const id of orders) {
      if (givenAt.has(id)) faults.push(`${id}: the id was used before`);
      givenAt.set(id, turn.at);
    }
  }
  const last = turns.at(-1)?.turn.at ?? 0;
  return [...faults, ...withoutReceipt(givenAt, told, last)];
}

/** Orders of the last minute may still be on their way. */
function withoutReceipt(
  givenAt: ReadonlyMap<string, number>,
  told: ReadonlySet<string>,
  last: number,
): readonly string[] {
  const silent = [...givenAt].filter(([id, at]) => !told.has(id) && at < last - 60 * SECOND);
  return silent.map(([id]) => `${id}: an order without a receipt`);
}

const { observing } = smallScenario();

describe('every order has one receipt and every receipt an order', () => {
  it.each([
    ['as observed', observing],
    ['with no dead time at all', { ...observing, delay: 0, thinking: 0, actuation: 0 }],
    ['with half a minute of dead time', { ...observing, actuation: 30 * SECOND }],
  ])('%s', (_name, changed) => {
    const scenario = smallScenario({ horizon: 3 * HOUR, observing: changed });
    for (const contender of scenario.contenders.keys()) {
      const { turns, simulation } = watchLoops(scenario, contender);
      const loops = [...new Set(turns.map((one) => one.loop))];
      const faults = loops.flatMap((loop) => brokenReceipts(turns.filter((o) => o.loop === loop)));
      expect(faults.slice(0, 10)).toEqual([]);
      const given = turns.reduce((sum, one) => sum + one.orders.length, 0);
      expect(given).toBeGreaterThan(0);
      expect(simulation.world.ledger.counts.ordersGiven).toBe(given);
    }
  });
});

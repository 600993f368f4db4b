import { HOUR, SECOND } from '../../engine/units.ts';
import { type Search, STAGE } from '../../models/searches/state.ts';
import type { World, WorldSimulation } from '../../models/world.ts';

/**
 * Invariant 25 from outside: between two events it reads off how many workers are busy. What they
 * have worked since is the time that was charged, and what is begun and not charged yet.
 */
export function watchWorkers(simulation: WorldSimulation): () => readonly string[] {
  const { world } = simulation;
  if (world.searches === undefined) return () => [];
  const chargedBefore = chargedTo(world, simulation.now);
  const state = { last: simulation.now, busy: 0, reopened: 0 };
  simulation.watch((now) => {
    const { workers, counts } = world.searches ?? { workers: [], counts: { workTime: 0 } };
    for (const free of workers) {
      state.busy += Math.max(0, Math.min(free, now) - state.last);
    }
    state.last = now;
    if (now === world.setup.warmUp) state.reopened = Math.max(state.reopened, counts.workTime);
  });
  return () => {
    const { now } = simulation;
    const { workers } = world.searches ?? { workers: [] };
    for (const free of workers) state.busy += Math.max(0, Math.min(free, now) - state.last);
    state.last = now;
    const found = chargedTo(world, now) - chargedBefore + state.reopened;
    if (Math.abs(found - state.busy) <= 1e-6 * state.busy + 1) return [];
    return [`workers were busy for ${state.busy} us, ${found} us were charged`];
  };
}

/** Time of workers charged, and of what is begun: all that is sent to them less what is to come. */
function chargedTo({ searches }: World, now: number): number {
  if (searches === undefined) return 0;
  const isThere = ({ stage }: Search) => stage === STAGE.classical;
  const sent = searches.rows.filter(isThere).reduce((sum, { classical }) => sum + classical, 0);
  const toCome = searches.workers.reduce((sum, free) => sum + Math.max(0, free - now), 0);
  return searches.counts.workTime + sent - toCome;
}

/** Money and joules of searches are their times at one price and one power. */
export function brokenSearchBooks({ searches, setup, ledger }: World): string[] {
  if (searches === undefined || setup.searches === undefined) return [];
  const { classical, annealer } = setup.searches;
  const { counts, meters } = searches;
  const { workTime, embeddingTime, accessTime, heldTime } = counts;
  const hosted = setup.regions[classical.region].pue;
  const cooled = setup.regions[annealer.region].pue;
  const { idleW, busyW, pricePerHour, isHeld } = classical;
  const paid = isHeld ? heldTime : workTime;
  const above = isHeld ? idleW * heldTime + (busyW - idleW) * workTime : busyW * workTime;
  const held = classical.workers * (searches.heldSince - ledger.openedAt);
  const [workers, embedding, annealing] = meters.energyJ;
  const { device, sold } = annealer;
  return [
    ...tell('workers cost', meters.cost[0], (paid / HOUR) * pricePerHour),
    ...tell('embedding costs', meters.cost[1], (embeddingTime / HOUR) * pricePerHour),
    ...tell('the annealer costs', meters.cost[2], (accessTime / HOUR) * annealer.pricePerHour),
    ...tell('workers draw', workers, (above / SECOND) * hosted),
    ...tell('embedding draws', embedding, ((busyW * embeddingTime) / SECOND) * hosted),
    ...tell(
      'the annealer draws',
      annealing,
      ((device.busyW * accessTime) / SECOND / sold) * cooled,
    ),
    ...(isHeld ? tell('held time', heldTime, held) : []),
  ];
}

function tell(what: string, found: number, wanted: number): string[] {
  const isEqual = Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
  return isEqual ? [] : [`searches: ${what} ${found}, not ${wanted}`];
}

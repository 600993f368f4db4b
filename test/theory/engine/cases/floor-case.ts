import { type Law, meanOf, scvOf } from '../../../../engine/distributions.ts';
import { type Case, type CaseOf, type Check, caseOf, is } from '../case.ts';
import { exponential } from '../laws.ts';
import { accountsOf } from '../models/accounts.ts';
import type { Floor } from '../models/floor.ts';
import { shareOver } from '../models/measures.ts';
import { type Queue, runStation } from '../models/station.ts';

/** What a case of a single station says of itself. */
export type Named = Omit<CaseOf<Floor>, 'simulate' | 'accounts'>;

/** A case of a single station, simulated as told. */
export function floorCase(named: Named, simulate: CaseOf<Floor>['simulate']): Case {
  return caseOf({ ...named, simulate, accounts: accountsOf });
}

/** A case on the engine's station. */
export function stationCase(named: Named, queue: Queue): Case {
  return floorCase(named, (chance) => runStation(queue, chance));
}

/** Poisson arrivals, one per unit of time on average unless told, of one class. */
export function poisson(service: Law, customers: number, gap = 1) {
  return { interarrival: exponential(gap), classes: [{ share: 1, service }], customers };
}

/** Mean and scv of a law. */
export function momentsOf(law: Law) {
  return { mean: meanOf(law), scv: scvOf(law) };
}

/** The tail of the wait at several points. */
export function tails(tail: (t: number) => number, points: readonly number[]): Check<Floor>[] {
  return points.map((t) => is(`P(W > ${t})`, tail(t), (floor) => shareOver(floor, t)));
}

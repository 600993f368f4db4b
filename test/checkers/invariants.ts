import type { WorldSimulation } from '../../models/world.ts';
import { brokenBatches } from './batches.ts';
import {
  brokenCapacity,
  brokenCuts,
  brokenEnergy,
  brokenRequests,
  brokenSessions,
} from './books.ts';
import { brokenBoots } from './boots.ts';
import { brokenCauses } from './causes.ts';
import { brokenFaults } from './faults.ts';
import { brokenAttempts } from './gateway.ts';
import { brokenJobs } from './jobs.ts';
import { brokenObservations, brokenOrders } from './looks.ts';
import { brokenEvents } from './pipeline.ts';
import { brokenFrames } from './placement.ts';
import { brokenResidency } from './residency.ts';
import { brokenRows, brokenThrong } from './rows.ts';
import { brokenSearchBooks } from './search-books.ts';
import { brokenSearches } from './searches.ts';
import { brokenSigns } from './signs.ts';

/** One numbered invariant of docs/invariants.md, checked on a world between two events. */
export interface Invariant {
  readonly number: number;
  readonly broken: (simulation: WorldSimulation) => readonly string[];
}

/** Every invariant that can be read off a world at an instant; the others need a run, or two. */
export const INVARIANTS: readonly Invariant[] = [
  {
    number: 1,
    broken: ({ world }) => [...brokenSessions(world), ...brokenCuts(world), ...brokenRows(world)],
  },
  { number: 2, broken: ({ world }) => brokenRequests(world) },
  {
    number: 3,
    broken: ({ world }) =>
      world.setup.regions.flatMap((_, region) => brokenCapacity(world, region)),
  },
  { number: 4, broken: brokenCauses },
  { number: 5, broken: brokenEnergy },
  { number: 6, broken: brokenSigns },
  { number: 8, broken: ({ world }) => brokenOrders(world) },
  { number: 9, broken: brokenObservations },
  { number: 17, broken: ({ world }) => brokenJobs(world) },
  { number: 18, broken: ({ world }) => brokenEvents(world) },
  { number: 19, broken: ({ world }) => brokenBoots(world) },
  { number: 20, broken: brokenFaults },
  { number: 21, broken: ({ world }) => brokenThrong(world) },
  { number: 22, broken: ({ world }) => brokenAttempts(world) },
  { number: 23, broken: brokenBatches },
  { number: 24, broken: ({ world }) => brokenFrames(world) },
  {
    number: 25,
    broken: ({ world }) => [...brokenSearches(world), ...brokenSearchBooks(world)],
  },
  { number: 27, broken: ({ world }) => brokenResidency(world) },
];

/** Every broken invariant of a world between two events, in words; empty when all hold. */
export function brokenInvariants(simulation: WorldSimulation): string[] {
  return INVARIANTS.flatMap(({ number, broken }) => {
    return broken(simulation).map((words) => `invariant ${number}: ${words}`);
  });
}

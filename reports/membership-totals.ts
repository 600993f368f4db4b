import { z } from 'zod';

const count = z.int().min(0);
const time = z.number().min(0);

/** How the totals of the agreement on members are written; times in microseconds. */
export const membershipShape = {
  failOvers: count.describe('Regions lost since the run began'),
  failOversMoved: count.describe('Of these, players were sent elsewhere'),
  failOversRecovered: count.describe('Of these, late answers were back at their level'),
  failOverDetectSum: time.describe('From losses to their detection, where players were moved'),
  failOverElectSum: time.describe('From there to a manager elsewhere'),
  failOverAgreeSum: time.describe('From there to an agreement that the region is out'),
  failOverMoveSum: time.describe('From there to players being sent elsewhere'),
  failOverWarmSum: time.describe('From there to the level of late answers before'),
  failOverSum: time.describe('From losses to that level'),
  elections: count.describe('Leaders elected since the run began'),
  falseElections: count.describe('Of these, while the leader before was up'),
  falseOuts: count.describe('Regions proposed out while they were up'),
  turnsUnmanaged: count.describe('Turns of loops that nobody took'),
};

/** The part of a run's totals about the agreement; all 0 where there is none. */
export type MembershipTotals = { readonly [K in keyof typeof membershipShape]: number };

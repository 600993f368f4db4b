import { z } from 'zod';

const count = z.int().min(0);

/** How the gateways' totals are written: what became of every attempt. */
export const gatewayShape = {
  attempts: count.describe('Sent by clients, first ones and retries'),
  attemptsAnswered: count.describe('Answered while their client waited'),
  attemptsWasted: count.describe('Served to the end for nobody'),
  attemptsShed: count.describe('Refused by gateways'),
  attemptsRejected: count.describe('Refused by full regions'),
  attemptsLost: count.describe('Sent to regions that could not be reached'),
  attemptsCancelled: count.describe('Taken back after a time-out'),
  attemptsTimedOut: count.describe('Given up by their client, whatever became of them'),
  retriesOverBudget: count.describe('Retries that the budget did not allow'),
  ejections: count.describe('Times a gateway took a region out'),
  faultsSeenByGateways: count.describe('First times out, per gateway and fault'),
  faultDelaySum: z.number().min(0).describe('From faults to these, microseconds'),
};

/** The gateways' part of a run's totals; all 0 where a contender has none. */
export type GatewayTotals = { readonly [K in keyof typeof gatewayShape]: number };

import { z } from 'zod';
import { accountShape } from './account-totals.ts';
import { billRow, footprintRow } from './bill.ts';
import type { BootTotals } from './boot-totals.ts';
import { crowdShape } from './crowd-totals.ts';
import { faultShape } from './fault-outcome.ts';
import { gatewayShape } from './gateway-totals.ts';
import { insuranceShape } from './insurance-totals.ts';
import { kpis } from './kpis.ts';
import { lookUpShape } from './look-up-totals.ts';
import { membershipShape } from './membership-totals.ts';
import { placementShape } from './placement-totals.ts';
import type {
  ContenderResult,
  Estimate,
  ReplicationResult,
  ScenarioResult,
  Value,
} from './result.ts';
import type { RunTotals } from './run-totals.ts';
import { searchShape, switchShape } from './search-totals.ts';
import { sloShape } from './slo-outcome.ts';

/** JSON has no NaN: a mean or quantile of nothing is written as text. */
type WrittenTotals = { readonly [K in keyof RunTotals]: number | 'NaN' };
type WrittenReplication = Omit<ReplicationResult, 'totals'> & { readonly totals: WrittenTotals };
type WrittenContender = Omit<ContenderResult, 'replications'> & {
  readonly replications: readonly WrittenReplication[];
};
type WrittenResult = Omit<ScenarioResult, 'contenders'> & {
  readonly contenders: readonly WrittenContender[];
};

const undefinedBecause = z.string().min(1).describe('Why there is no number');
const count = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{16}$/);
const time = z.number().min(0).describe('Microseconds');
const timeOfAny = z.union([time, z.literal('NaN').describe('There was none')]);
const seconds = z.number().min(0).describe('Seconds');
const usd = z.number().min(0).describe('USD');

const value: z.ZodType<Value> = z.union([
  z.strictObject({ value: z.number() }),
  z.strictObject({ undefinedBecause }),
]);

const estimate: z.ZodType<Estimate> = z.union([
  z.strictObject({
    mean: z.number(),
    halfWidth: z
      .number()
      .min(0)
      .exactOptional()
      .describe("Half-width of Student's 95 % interval; absent for a single replication"),
    replications: z.int().min(1),
  }),
  z.strictObject({ undefinedBecause }),
]);

const totals: z.ZodType<WrittenTotals> = z.strictObject({
  span: time,
  sessionsArrived: count,
  sessionsAbandoned: count,
  sessionsStarted: count,
  sessionsCompleted: count,
  sessionsQuit: count,
  matchesEnded: count,
  matchesCompleted: count,
  playerSeconds: seconds,
  peakConcurrentPlayers: count,
  requestsIssued: count,
  requestsAway: count,
  requestsAnswered: count,
  requestsRejected: count,
  requestsAbandoned: count,
  requestsLate: count,
  requestsInFlight: count,
  sloWindows: count,
  sloGoodWindows: count,
  playersAtOpen: count.describe('At play when the warm-up ended'),
  lobbyAtOpen: count,
  requestsAtOpen: count,
  answeredByEdge: count,
  answeredLowFidelity: count,
  requestsInterrupted: count,
  responseSum: time,
  responseP50: timeOfAny,
  responseP95: timeOfAny,
  responseP99: timeOfAny,
  waitSum: time,
  matchmakingWaitSum: time,
  ...crowdShape,
  costOnDemand: usd,
  costSpot: usd,
  costEdge: usd,
  costWarm: usd,
  costStores: usd.describe('USD for what boots read from stores'),
  instancesReady: count,
  readyP50: timeOfAny,
  readyP95: timeOfAny,
  energyJ: z.number().min(0).describe('Joules'),
  operationalG: z.number().min(0).describe('Grams of CO2 equivalent'),
  embodiedG: z.number().min(0).describe('Grams of CO2 equivalent'),
  marginalG: z.number().min(0).describe('Grams of CO2 equivalent at the margin'),
  marginalEnergyJ: z.number().min(0).describe('Joules of regions with a marginal intensity'),
  instanceSeconds: seconds,
  busySlotSeconds: seconds,
  readySlotSeconds: seconds,
  upTime: time,
  ...accountShape,
  spills: count,
  returns: count,
  revocations: count,
  capacityErrors: count,
  ordersGiven: count,
  ordersRefused: count,
  reversals: count,
  shieldedTurns: count,
  shieldInterventions: count,
  jobsArrived: count,
  jobsFinished: count,
  jobsInTime: count,
  jobsLate: count,
  jobRevocations: count,
  jobInstanceSeconds: seconds,
  jobWorkSeconds: seconds,
  jobLostSeconds: seconds,
  costJobs: usd,
  jobEnergyJ: z.number().min(0).describe('Joules'),
  jobOperationalG: z.number().min(0).describe('Grams of CO2 equivalent'),
  jobEmbodiedG: z.number().min(0).describe('Grams of CO2 equivalent'),
  eventsSent: count,
  eventsStored: count,
  eventsLate: z.number().min(0).describe('Events, from a sample of each batch'),
  eventsDropped: count,
  eventLagP50: timeOfAny,
  eventLagP95: timeOfAny,
  eventLagP99: timeOfAny,
  eventDeliveryP99: timeOfAny,
  eventOfflineLagSum: z.number().min(0).describe('Events × microseconds'),
  eventsOffline: count,
  costPipeline: usd,
  ...gatewayShape,
  ...membershipShape,
  ...placementShape,
  ...lookUpShape,
  ...insuranceShape,
  ...searchShape,
});

const boots: z.ZodType<BootTotals> = z.strictObject({
  stages: z.array(
    z.strictObject({
      name: z.string(),
      ended: count,
      seconds,
      waitSeconds: seconds,
      instanceSeconds: seconds,
      cost: usd,
    }),
  ),
  reads: z.array(
    z.strictObject({
      name: z.string().describe('Of a store'),
      gb: z.number().min(0).describe('On the wire, in units of 1e9 bytes'),
      cost: usd,
    }),
  ),
  stalledRequests: count,
  parkedSeconds: seconds,
});

const replication: z.ZodType<WrittenReplication> = z.strictObject({
  contender: z.string(),
  replication: count,
  seed: z.int(),
  digest: digest.describe('Over every event of the run'),
  events: count,
  totals,
  kpis: byKpi(value),
  boots: boots
    .exactOptional()
    .describe('Where the time and money of boots went; absent where they follow a law'),
  faults: z
    .array(faultShape)
    .exactOptional()
    .describe('How the run got over each fault; absent where the scenario has none'),
  switches: z
    .array(switchShape)
    .exactOptional()
    .describe('When rules began or ceased to overrule the gate of searches'),
  slo: sloShape
    .exactOptional()
    .describe('How the run kept its objective; absent where the scenario has none'),
  bill: z.array(billRow).exactOptional().describe('What was paid, line by line'),
  footprint: z.array(footprintRow).exactOptional().describe('What was emitted, line by line'),
});

/** What a `result.json` must look like; the published JSON Schema is made from it. */
export const resultSchema: z.ZodType<WrittenResult> = z.strictObject({
  schema: z.literal('playtwin/result/1'),
  scenario: z.string(),
  question: z.string(),
  seed: z.int(),
  provenance: z.array(
    z.strictObject({ name: z.string(), source: z.string(), licence: z.string(), digest }),
  ),
  contenders: z
    .array(
      z.strictObject({
        name: z.string(),
        kpis: byKpi(estimate),
        replications: z.array(replication).min(1),
      }),
    )
    .min(1),
  comparisons: z
    .array(z.strictObject({ contender: z.string(), against: z.string(), kpis: byKpi(estimate) }))
    .describe('The first contender minus each other, paired by replication'),
  regrets: z
    .array(z.strictObject({ contender: z.string(), against: z.string(), kpis: byKpi(estimate) }))
    .exactOptional()
    .describe('Each contender minus one that sees the future; absent where none does'),
  forks: z
    .array(z.strictObject({ at: time, save: digest, edits: z.array(z.string()) }))
    .exactOptional()
    .describe('Where the run left a saved one, and with which changes; absent in a straight run'),
  ties: z
    .array(
      z.strictObject({
        name: z.string(),
        runs: count,
        moved: count.describe('Runs whose totals were not those of the order as scheduled'),
        kpis: z.record(
          z.string(),
          z.strictObject({
            shift: z.number().describe('Widest shift of the estimate over the shuffles'),
            ofHalfWidth: z.number().min(0).exactOptional(),
          }),
        ),
      }),
    )
    .exactOptional()
    .describe('What --shuffle-ties found: does the outcome hang on the order of ties?'),
  resolved: z.unknown().describe('The scenario with every default written out, in base units'),
});

/** The JSON Schema of `result.json`, as text of a file. */
export function formatResultSchema(): string {
  const schema = z.toJSONSchema(resultSchema, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Result of playtwin run', ...schema }, undefined, 2)}\n`;
}

/** One entry for every KPI, by id. */
function byKpi<T extends z.ZodType>(entry: T) {
  return z.strictObject(Object.fromEntries(kpis.map((kpi) => [kpi.id, entry])));
}

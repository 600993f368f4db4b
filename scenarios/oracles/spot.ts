import { type Duration, HOUR, MINUTE, type SimTime } from '../../engine/units.ts';
import type { Policy } from '../../policies/contract.ts';
import type { Decision, JobDecision } from '../../policies/decision.ts';
import type { JobClassBrief } from '../../policies/job-brief.ts';
import { type Need, needOf } from '../../policies/jobs/need.ts';
import {
  type JobMemory,
  jobsToDecide,
  NO_ORDERS,
  remember,
  settle,
} from '../../policies/jobs/orders.ts';
import { cheapest, hasSpot, runAt } from '../../policies/jobs/places.ts';
import { openKept } from '../../policies/kept.ts';
import { resolveParameters } from '../../policies/listing.ts';
import type { JobObservation, Observation } from '../../policies/observation.ts';
import type { Series } from '../../traces/series.ts';
import { nextChange, valueAt } from '../../traces/series-ops.ts';
import type { Foreknowledge, OracleListing } from './listing.ts';
import { followPlan, planSpot, type SpotPlan } from './spot-plan.ts';

const ID = 'oracle/spot';
const TICK = 5 * MINUTE;
const UNIT = MINUTE;
const KEPT_PLANS = 64;

/**
 * Spot with full knowledge of when each zone sells: the cheapest plan for each job on its own. It
 * does not know how long launches will take, which instances a loss in part takes, or what other
 * jobs leave of the quota, so it is a yardstick and not a strict bound. Where a region has several
 * zones it plans on one that stays open, and the cloud may put the job into another.
 */
export const spotOracle: OracleListing = {
  doc: 'Sees the future: places each job by the cheapest plan over the zones as they will sell.',
  parameters: {
    'dead-time': {
      unit: 'duration',
      least: 0,
      most: HOUR,
      default: 2 * MINUTE,
      doc: 'Time from a loss to the order that mends it: scrape, turn and actuation.',
    },
  },
  create(given, known, every) {
    const settings = resolveParameters(ID, spotOracle.parameters, given);
    const deadTime = settings['dead-time'] + every;
    const plans = openKept<Planned>(KEPT_PLANS);
    const classes = known.brief.jobClasses ?? [];
    const policy: Policy<Observation, Decision, JobMemory> = {
      id: ID,
      wakes: { every },
      begin: () => NO_ORDERS,
      decide(turn) {
        const { at, observation } = turn;
        const memory = settle(turn);
        const decisions = jobsToDecide(observation, memory).flatMap((job) => {
          const one = classes[job.jobClass];
          const need = needOf(job, one, at, deadTime);
          const planned = plans(String(job.job), () => planJob(job, one, known, deadTime));
          return place({ job, one, need, planned, at, observation });
        });
        const because = { rule: 'full knowledge', facts: { ordered: decisions.length } };
        return { decisions, memory: remember(memory, decisions), because };
      },
    };
    return policy;
  },
};

interface Planned {
  readonly plan: SpotPlan;
  readonly from: SimTime;
}

function planJob(
  job: JobObservation,
  one: JobClassBrief,
  { setup }: Foreknowledge,
  deadTime: Duration,
): Planned {
  const from = Math.floor(job.arrivedAt / TICK) * TICK;
  const whole = needOf({ ...job, state: 'waiting', saved: 0 }, one, from, deadTime);
  const ticks = Math.max(1, Math.floor((job.deadlineAt - deadTime - from) / TICK));
  const priceAt = (series: Series) => valueAt(series, from);
  const onDemand = one.regions.map((region) => priceAt(setup.regions[region].prices.onDemand));
  const cheapestPrice = onDemand.reduce((least, price) => Math.min(least, price));
  const lead = deadTime + one.checkpointTakes;
  const markets = one.regions.map((region) => {
    const { zoneSeries, prices } = setup.regions[region];
    const isUp = Uint8Array.from({ length: ticks }, (_, tick) => {
      const at = from + tick * TICK;
      return zoneSeries.some((zone) => isOpenOver(zone, at, at + TICK + lead)) ? 1 : 0;
    });
    return { isUp, price: priceAt(prices.spot) / cheapestPrice };
  });
  const work = Math.ceil(whole.work / UNIT);
  const changeover = Math.max(1, Math.ceil(whole.changeover / UNIT));
  const problem = { ticks, unitsPerTick: TICK / UNIT, work, changeover, markets };
  return { plan: planSpot(problem), from };
}

function isOpenOver(zone: Series, from: SimTime, until: SimTime): boolean {
  for (let at = from; at < until; at = nextChange(zone, at)) {
    if (valueAt(zone, at) === 0) return false;
  }
  return true;
}

interface Situation {
  readonly job: JobObservation;
  readonly one: JobClassBrief;
  readonly need: Need;
  readonly planned: Planned;
  readonly at: SimTime;
  readonly observation: Observation;
}

// A zone counts as open no longer than leaves time to write a checkpoint before it closes: a job
// on spot that the plan takes elsewhere, or nowhere, loses no work.
function place({ job, one, need, planned, at, observation }: Situation): readonly JobDecision[] {
  if (job.state === 'leaving' || job.state === 'starting') return [];
  const runs = placeOf(job, one);
  const action = followPlan(planned.plan, {
    tick: Math.floor((at - planned.from) / TICK),
    work: Math.max(1, Math.ceil(need.work / UNIT)),
    runs,
    pending: 0,
  });
  if (action === runs) return [];
  if (action === 1) return runAt(job, 'on-demand', cheapest(observation, one.regions, 'on-demand'));
  if (action === 0) {
    return [{ kind: 'job', job: job.job, action: 'pause', market: job.market, region: job.region }];
  }
  const region = one.regions[action - 2];
  return hasSpot(observation, region) ? runAt(job, 'spot', region) : [];
}

function placeOf({ state, market, region }: JobObservation, { regions }: JobClassBrief): number {
  if (state === 'waiting') return 0;
  return market === 'on-demand' ? 1 : 2 + regions.indexOf(region);
}

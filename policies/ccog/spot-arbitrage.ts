import { type Duration, HOUR, MINUTE, type SimTime } from '../../engine/units.ts';
import type { Policy, Turn } from '../contract.ts';
import type { Decision, JobDecision } from '../decision.ts';
import type { JobClassBrief } from '../job-brief.ts';
import { isLastMoment, type Need, needOf } from '../jobs/need.ts';
import { type JobMemory, jobsToDecide, NO_ORDERS, remember, settle } from '../jobs/orders.ts';
import { cheapest, hasSpot, runAt } from '../jobs/places.ts';
import type { PolicyListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { Brief, JobObservation, Observation, SpotHazardBrief } from '../observation.ts';
import { ageBucket } from './spot-arbitrage/hazards.ts';
import { type MarketAge, watchMarkets } from './spot-arbitrage/markets.ts';
import { ACTION } from './spot-arbitrage/problem.ts';
import { lookUp } from './spot-arbitrage/table.ts';
import { openTables, type Tables } from './spot-arbitrage/tables.ts';

const ID = 'ccog/spot-arbitrage';

interface Memory {
  readonly orders: JobMemory;
  readonly ages: readonly MarketAge[];
}

/**
 * Spot arbitrage by dynamic programming: the best of waiting, spot and on-demand for what is left
 * of the job and of its time and for the age of the market's run, under hazards fitted to another
 * recording. Above the table stands the safety net of Uniform Progress (Wu et al., NSDI 2024).
 */
export const spotArbitrage: PolicyListing = {
  doc:
    'Waits, uses spot or uses on-demand as a dynamic program over time left, work left and age ' +
    'of the spot market says, under hazards fitted to another recording; from the last safe ' +
    'moment on, on-demand to the end, whatever the hazards say.',
  parameters: {
    'dead-time': {
      unit: 'duration',
      least: 0,
      most: HOUR,
      default: 2 * MINUTE,
      doc: 'Time from a loss to the order that mends it: scrape, turn and actuation.',
    },
  },
  create(given, brief, every) {
    const settings = resolveParameters(ID, spotArbitrage.parameters, given);
    const hazards = hazardsOf(brief);
    const classes = brief.jobClasses ?? [];
    const tables = openTables(hazards);
    const deadTime = settings['dead-time'] + every;
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({ orders: NO_ORDERS, ages: [] }),
      decide(turn) {
        const { at, observation, observedAt, memory } = turn;
        const orders = settle({ ...turn, memory: memory.orders } satisfies Turn<
          unknown,
          JobMemory
        >);
        const ages = watchMarkets(memory.ages, observation, observedAt);
        const decisions = jobsToDecide(observation, orders).flatMap((job) => {
          const one = classes[job.jobClass];
          const need = needOf(job, one, at, deadTime);
          return place(job, need, one, { observation, at, ages, hazards, tables });
        });
        const because = { rule: 'spot arbitrage', facts: { ordered: decisions.length } };
        return { decisions, memory: { orders: remember(orders, decisions), ages }, because };
      },
    };
    return policy;
  },
};

function hazardsOf({ spotHazards }: Brief): SpotHazardBrief {
  if (spotHazards !== undefined) return spotHazards;
  throw new Error(`${ID}: the brief has no hazards of spot; scenarios give them at jobs.hazards`);
}

interface Situation {
  readonly observation: Observation;
  readonly at: SimTime;
  readonly ages: readonly MarketAge[];
  readonly hazards: SpotHazardBrief;
  readonly tables: Tables;
}

function place(
  job: JobObservation,
  need: Need,
  one: JobClassBrief,
  situation: Situation,
): readonly JobDecision[] {
  const { observation } = situation;
  if (job.state === 'leaving' || job.state === 'starting') return [];
  const onDemand = cheapest(observation, one.regions, 'on-demand');
  const runsSpot = job.state === 'working' && job.market === 'spot';
  // The safety net: it holds for whoever runs nothing, and keeps on-demand to the end. A job on
  // spot had room for a loss when it got there, and progress has kept that room.
  if (!runsSpot && isLastMoment(need)) return runAt(job, 'on-demand', onDemand);
  const spot = runsSpot ? job.region : chooseRegion(one, need, situation);
  const action = advise(job, need, one, { ...situation, spot });
  if (action === ACTION.onDemand) return runAt(job, 'on-demand', onDemand);
  if (action === ACTION.spot) return runAt(job, 'spot', spot);
  if (job.state === 'waiting' || runsSpot) return [];
  return [{ kind: 'job', job: job.job, action: 'pause', market: job.market, region: job.region }];
}

/** The open region whose spot tick is cheapest, with what a loss in it would cost. */
function chooseRegion(
  { regions }: JobClassBrief,
  { changeover, undone }: Need,
  { observation, at, ages, hazards }: Situation,
): number | undefined {
  const costOf = (region: number) => {
    const hazard = hazards.up[ageOf(ages[region], at, hazards.tick)];
    const loss = (hazard * (changeover + undone / 2)) / hazards.tick;
    return observation.regions[region].spotPricePerHour * (1 + loss);
  };
  let best: number | undefined;
  for (const region of regions) {
    if (!hasSpot(observation, region)) continue;
    if (best === undefined || costOf(region) < costOf(best)) best = region;
  }
  return best;
}

function advise(
  job: JobObservation,
  need: Need,
  one: JobClassBrief,
  {
    observation,
    at,
    ages,
    hazards,
    tables,
    spot,
  }: Situation & { readonly spot: number | undefined },
): number {
  const { regions } = observation;
  const onDemand = cheapest(observation, one.regions, 'on-demand') ?? one.regions[0];
  const market = spot ?? youngest(one, ages);
  const ratio = regions[market].spotPricePerHour / regions[onDemand].onDemandPricePerHour;
  const table = tables.find(job, need, one, ratio);
  const unit = hazards.tick / table.problem.unitsPerTick;
  const ticks = need.left / hazards.tick;
  const runsSpot = job.state === 'working' && job.market === 'spot';
  return lookUp(table, {
    // Progress keeps the room that a job on spot has for a loss: it need not leave for a part tick.
    ticksLeft: runsSpot ? Math.ceil(ticks) : Math.floor(ticks),
    work: Math.max(1, Math.ceil(need.work / unit)),
    runs: job.state === 'waiting' ? 'nothing' : job.market,
    pending: 0,
    isUp: spot !== undefined,
    age: ageOf(ages[market], at, hazards.tick),
  });
}

/** The region that closed last: young down runs end soonest. */
function youngest({ regions }: JobClassBrief, ages: readonly MarketAge[]): number {
  return regions.reduce((best, region) => {
    return ages[region].since > ages[best].since ? region : best;
  });
}

function ageOf({ since }: MarketAge, at: SimTime, tick: Duration): number {
  return ageBucket(Math.floor((at - since) / tick));
}

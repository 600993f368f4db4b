import { type Duration, MINUTE, SECOND, type SimTime } from '../../engine/units.ts';
import type { Policy } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import { medianProbe, planLoads } from '../global-plan.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Brief, Observation } from '../observation.ts';
import type { ParameterSpec, Parameters } from '../parameters.ts';
import { coverAnyLoss } from './fault-domains/matrix.ts';

const ID = 'ecim-g/fault-domains';

/** What each region's players needed at each look back to the down-window, oldest first. */
interface Memory {
  readonly looks: readonly Look[];
}

interface Look {
  readonly at: SimTime;
  readonly erlangs: readonly number[];
}

const PARAMETERS: Readonly<Record<string, ParameterSpec>> = {
  target: {
    unit: 'ratio',
    least: 0.05,
    most: 1,
    default: 0.7,
    doc: 'Utilisation aimed at while nothing is lost.',
  },
  'target-after-loss': {
    unit: 'ratio',
    least: 0.05,
    most: 1,
    default: 0.85,
    doc: 'Utilisation at which the others carry everybody while a region is lost.',
  },
  'down-window': {
    unit: 'duration',
    least: 0,
    most: 60 * MINUTE,
    default: 5 * MINUTE,
    doc: 'Capacity is let go when nothing in this time has needed it.',
  },
  least: {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 1,
    doc: 'Fewest instances held in any region that can be reached.',
  },
  'lost-at': {
    unit: 'duration',
    least: 1,
    most: 60 * SECOND,
    default: SECOND,
    doc: 'A region is lost when no group has a middle round trip to it below this.',
  },
};

/** Holds enough in the other regions that the loss of any one of them is carried at once. */
export const faultDomains: PolicyListing = {
  doc:
    'Fault domains: what groups ask for is planned onto the nearest regions, and so much is held ' +
    'beyond it, where it is cheapest, that the others carry everybody when any one region is ' +
    'lost. A region out of reach is planned around. On-demand instances only.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({ looks: [] }),
      decide({ at, observation, memory }) {
        if (observation.window === 0) {
          return { decisions: [], memory, because: { rule: 'wait for a first look', facts: {} } };
        }
        const isOut = lostRegions(observation, parameters['lost-at']);
        const erlangs = planLoads(observation, brief, {
          target: parameters.target,
          isGood: (_, region) => !isOut[region],
        });
        const looks = remember(memory.looks, { at, erlangs }, parameters['down-window']);
        const { wanted, missing } = planRegions({ observation, brief, parameters }, looks, isOut);
        const instances = wanted.reduce((sum, count) => sum + count, 0);
        const lost = isOut.filter((out) => out).length;
        const rule = missing > 0 ? 'no quota survives every loss' : 'survive any one loss';
        const because = { rule, facts: { instances, lost, missing } };
        return { decisions: ordersOf(observation, wanted, isOut), memory: { looks }, because };
      },
    };
    return policy;
  },
};

/** Regions to which no group has a round trip worth the name; where all are, none counts as lost. */
function lostRegions({ regions, groups }: Observation, lostAt: Duration): boolean[] {
  const isOut = regions.map((_, region) => {
    const probed = groups.filter(({ rttProbes }) => rttProbes[region].length > 0);
    return (
      probed.length > 0 && probed.every(({ rttProbes }) => medianProbe(rttProbes[region]) >= lostAt)
    );
  });
  return isOut.every((out) => out) ? isOut.map(() => false) : isOut;
}

function remember(before: readonly Look[], look: Look, window: Duration): readonly Look[] {
  return [...before.filter(({ at }) => at > look.at - window), look];
}

interface Known {
  readonly observation: Observation;
  readonly brief: Brief;
  readonly parameters: Parameters;
}

function planRegions(
  { observation, brief, parameters }: Known,
  looks: readonly Look[],
  isOut: readonly boolean[],
): { readonly wanted: readonly number[]; readonly missing: number } {
  const slots = brief.slotsPerInstance;
  const instancesFor = (load: number, target: number) => Math.ceil(load / target / slots);
  const places = brief.regions.map(({ name, quota }, region) => {
    const load = Math.max(...looks.map(({ erlangs }) => erlangs[region]));
    const own = Math.max(parameters.least, instancesFor(load, parameters.target));
    const most = isOut[region] ? 0 : quota;
    const price = observation.regions[region].onDemandPricePerHour;
    return { domains: [name], least: Math.min(own, most), most, price };
  });
  const all = looks.map(({ erlangs }) => erlangs.reduce((sum, one) => sum + one, 0));
  const need = instancesFor(Math.max(...all), parameters['target-after-loss']);
  // One region is lost already: the others carry everybody, and a second loss is not planned for.
  const own = places.map(({ least }) => least);
  if (isOut.some((out) => out)) return { wanted: own, missing: 0 };
  const plan = coverAnyLoss(places, need);
  if ('missing' in plan) return { wanted: places.map(({ most }) => most), missing: plan.missing };
  return { wanted: plan.held, missing: 0 };
}

function ordersOf(
  { regions }: Observation,
  wanted: readonly number[],
  isOut: readonly boolean[],
): ScaleDecision[] {
  return wanted.flatMap((instances, region) => {
    const { ready, booting } = regions[region];
    const held = ready['on-demand'] + booting['on-demand'];
    if (isOut[region] || held === instances) return [];
    return [{ kind: 'scale', region, market: 'on-demand', instances }];
  });
}

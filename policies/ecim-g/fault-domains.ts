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
  /** Slots that each region is to have, and that the others are to have when one is lost. */
  readonly needs: readonly number[];
  readonly all: number;
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
    'Fault domains: what groups ask for is planned onto the nearest regions, once as things are ' +
    'and once for every region that may be lost; each region holds the most of these. A region ' +
    'out of reach is planned around. On-demand instances only.',
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
        const known = { observation, brief, parameters };
        const looks = remember(memory.looks, lookAt(at, known, isOut), parameters['down-window']);
        const { wanted, missing } = planRegions(known, looks, isOut);
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

/** Regions to which no group has a round trip worth the name; where all are, none is lost. */
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

/** What each region is to carry now, and what it would if any one that carries were lost. */
function lookAt(at: SimTime, known: Known, isOut: readonly boolean[]): Look {
  const { target, 'target-after-loss': after } = known.parameters;
  const carried = loadsWithout(known, isOut, { lost: -1, target });
  const needs = carried.map((load) => load / target);
  // One region is lost already: the others carry everybody, and a second loss is not planned for.
  const losses = isOut.some((out) => out) ? [] : [...carried.keys()].filter((r) => carried[r] > 0);
  for (const lost of losses) {
    loadsWithout(known, isOut, { lost, target: after }).forEach((load, region) => {
      needs[region] = Math.max(needs[region], load / after);
    });
  }
  const all = carried.reduce((sum, load) => sum + load, 0) / after;
  return { at, needs, all: losses.length === 0 ? 0 : all };
}

function loadsWithout(
  { observation, brief }: Known,
  isOut: readonly boolean[],
  { lost, target }: { readonly lost: number; readonly target: number },
): number[] {
  const isGood = (_: unknown, region: number) => !isOut[region] && region !== lost;
  return planLoads(observation, brief, { target, isGood });
}

function planRegions(
  { observation, brief, parameters }: Known,
  looks: readonly Look[],
  isOut: readonly boolean[],
): { readonly wanted: readonly number[]; readonly missing: number } {
  const instancesFor = (slots: number) => Math.ceil(slots / brief.slotsPerInstance);
  const places = brief.regions.map(({ name, quota }, region) => {
    const slots = Math.max(...looks.map(({ needs }) => needs[region]));
    const most = isOut[region] ? 0 : quota;
    const least = Math.min(most, Math.max(parameters.least, instancesFor(slots)));
    return {
      domains: [name],
      least,
      most,
      price: observation.regions[region].onDemandPricePerHour,
    };
  });
  // Where quotas cut what was to be held near, it is held where it is cheapest.
  const need = instancesFor(looks[looks.length - 1].all);
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

import { type Duration, MINUTE, type SimTime } from '../../engine/units.ts';
import type { Policy } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import { planLoads } from '../global-plan.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Brief, Observation, RegionObservation } from '../observation.ts';
import type { ParameterSpec, Parameters } from '../parameters.ts';

const ID = 'baselines/global-manager';

/** Instances that each region needed at each look back to the down-window, oldest first. */
interface Memory {
  readonly needs: readonly (readonly Need[])[];
}

interface Need {
  readonly at: SimTime;
  readonly instances: number;
}

const PARAMETERS: Readonly<Record<string, ParameterSpec>> = {
  target: {
    unit: 'ratio',
    least: 0.05,
    most: 1,
    default: 0.7,
    doc: 'Utilisation aimed at.',
  },
  'down-window': {
    unit: 'duration',
    least: 0,
    most: 60 * MINUTE,
    default: 5 * MINUTE,
    doc: 'Capacity is let go when nothing in this time has needed it.',
  },
  'zones-lost': {
    unit: 'count',
    least: 0,
    most: 16,
    default: 0,
    doc: 'Zones of each region whose loss the others of it must carry.',
  },
  least: {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 1,
    doc: 'Fewest instances held in any region.',
  },
};

/** One plan for all regions and zones, from the gateways' own view of load and health. */
export const globalManager: PolicyListing = {
  doc:
    'Global manager: what groups ask for is planned onto the regions their gateways hold for ' +
    'good, the nearest first as far as its quota goes, and each region is spread over its zones. ' +
    'On-demand instances only.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({ needs: brief.regions.map(() => []) }),
      decide({ at, observation, memory }) {
        if (observation.window === 0) {
          return { decisions: [], memory, because: { rule: 'wait for a first look', facts: {} } };
        }
        const loads = planLoads(observation, brief, { target: parameters.target, isGood });
        const needs = memory.needs.map((before, region) => {
          const instances = instancesFor(loads[region], brief, parameters);
          return remember(before, { at, instances }, parameters['down-window']);
        });
        const wanted = needs.map((kept) => Math.max(...kept.map(({ instances }) => instances)));
        const decisions = wanted.flatMap((instances, region) => {
          const settings = { spare: parameters['zones-lost'], quota: brief.regions[region].quota };
          return ordersOf(observation.regions[region], region, instances, settings);
        });
        const facts = { instances: wanted.reduce((sum, count) => sum + count, 0) };
        return { decisions, memory: { needs }, because: { rule: 'plan all regions', facts } };
      },
    };
    return policy;
  },
};

/** Half of the gateways or more hold it for good; without gateways every region is good. */
function isGood({ gateway }: RegionObservation): boolean {
  return gateway === undefined || gateway.outShare <= 0.5;
}

function instancesFor(load: number, brief: Brief, { target, least }: Parameters): number {
  return Math.max(least, Math.ceil(load / target / brief.slotsPerInstance));
}

function remember(before: readonly Need[], need: Need, window: Duration): readonly Need[] {
  return [...before.filter(({ at }) => at > need.at - window), need];
}

/** Orders by zone, such that so many zones may go; by region where zones are not told apart. */
function ordersOf(
  { ready, booting, gateway }: RegionObservation,
  region: number,
  instances: number,
  { spare, quota }: { readonly spare: number; readonly quota: number },
): ScaleDecision[] {
  const scale = { kind: 'scale', region, market: 'on-demand' } as const;
  const zones = gateway?.byZone ?? [];
  if (zones.length < 2) {
    const held = ready['on-demand'] + booting['on-demand'];
    const wanted = Math.min(quota, instances);
    return held === wanted ? [] : [{ ...scale, instances: wanted }];
  }
  const each = Math.ceil(instances / Math.max(1, zones.length - spare));
  const all = Math.min(quota, spare === 0 ? instances : each * zones.length);
  return zones.flatMap((held, zone) => {
    const share = Math.floor(all / zones.length) + (zone < all % zones.length ? 1 : 0);
    return held === share ? [] : [{ ...scale, zone, instances: share }];
  });
}

import type { Policy } from '../contract.ts';
import type { Decision, RouteDecision } from '../decision.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import type { Brief, Observation, RegionObservation } from '../observation.ts';
import { canServe, slotsOf } from '../pools.ts';

const ID = 'baselines/least-loaded';

/** Weights in force, one list for all groups; empty before the first order. */
interface Memory {
  readonly weights: readonly number[];
}

/** Routing by free capacity only. */
export const leastLoaded: PolicyListing = {
  doc:
    'Least loaded: every group is spread over the regions in proportion to their free ready ' +
    'slots, whatever the distance.',
  parameters: {
    'dead-band': {
      unit: 'ratio',
      least: 0,
      most: 1,
      default: 0.02,
      doc: 'Weights change only when one of them moves by more than this.',
    },
  },
  create(given, brief, every): LoopPolicy {
    const deadBand = resolveParameters(ID, leastLoaded.parameters, given)['dead-band'];
    const policy: Policy<Observation, Decision, Memory> = {
      id: ID,
      wakes: { every },
      begin: () => ({ weights: [] }),
      decide({ observation, memory }) {
        const wanted = weightsOf(observation, brief);
        const because = { rule: 'in proportion to free slots', facts: {} };
        if (isWithin(memory.weights, wanted, deadBand)) return { decisions: [], memory, because };
        const decisions = brief.groups.map((_, group): RouteDecision => {
          return { kind: 'route', group, weights: weightsWithin(brief, group, wanted) };
        });
        return { decisions, memory: { weights: wanted }, because };
      },
    };
    return policy;
  },
};

function weightsOf(observation: Observation, brief: Brief): number[] {
  const free = observation.regions.map((region, r) => freeSlots(region, slotsOf(brief, r)));
  const total = free.reduce((sum, slots) => sum + slots, 0);
  if (total > 0) return free.map((slots) => slots / total);
  const ready = observation.regions.map((region, r) => readySlots(region, slotsOf(brief, r)));
  const all = ready.reduce((sum, slots) => sum + slots, 0);
  return ready.map((slots) => (all > 0 ? slots / all : 1 / ready.length));
}

/** Of a group's shares those of regions that can do its work; alike where none of them is free. */
function weightsWithin(brief: Brief, group: number, wanted: readonly number[]): readonly number[] {
  const can = wanted.map((_, region) => canServe(brief, group, region));
  const weights = wanted.map((weight, region) => (can[region] ? weight : 0));
  return weights.some((weight) => weight > 0) ? weights : can.map((one) => (one ? 1 : 0));
}

function readySlots({ ready }: RegionObservation, slotsPerInstance: number): number {
  return (ready['on-demand'] + ready.spot) * slotsPerInstance;
}

function freeSlots(region: RegionObservation, slotsPerInstance: number): number {
  const taken = region.inService + region.queueLength;
  return Math.max(0, readySlots(region, slotsPerInstance) - taken);
}

function isWithin(before: readonly number[], after: readonly number[], band: number): boolean {
  return before.length === after.length && after.every((w, r) => Math.abs(w - before[r]) <= band);
}

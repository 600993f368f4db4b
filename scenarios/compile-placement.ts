import { HOUR, SECOND } from '../engine/units.ts';
import type { Gates } from '../models/gates.ts';
import type { PlacementSetup } from '../models/placement/setup.ts';
import type { Setup } from '../models/setup.ts';
import type { PlacementBrief } from '../policies/placement.ts';
import { placementGates } from '../policies/registry.ts';
import type { Contender, Scenario } from './scenario.ts';

/** How frames are placed; nothing where they are not. */
export function compilePlacement({ placement, players, serving }: Scenario): {
  readonly placement?: PlacementSetup;
} {
  if (placement === undefined) return {};
  const shares = placement.devices.map(({ share }) => share);
  return {
    placement: {
      variants: placement.variants.map(({ name, fidelity, edge, cloud }) => {
        return { name, fidelity, remote: [edge, cloud] };
      }),
      devices: placement.devices.map(({ npu, work }, kind) => {
        return { npu, work, upTo: sum(shares.slice(0, kind + 1)) };
      }),
      edgeRtt: placement.edgeRtt,
      cloudRtt: placement.cloudRtt,
      access: players.groups.map(({ access }) => access),
      memory: placement.lineMemory,
      hasFallback: placement.hasFallback,
      lowFidelity: serving.lowFidelity.fidelity,
    },
  };
}

/** Makes the gate of a contender; nothing where no frame is placed. */
export function compileFrames(setup: Setup, contender: Contender, known: Known): Gates {
  const { placement: choice } = contender;
  const brief = briefPlacement(setup, known);
  if (choice === undefined || brief === undefined) return {};
  return { frames: placementGates[choice.use].create(choice.parameters, brief) };
}

/** What of a scenario the setup does not say by itself: means, microseconds. */
interface Known {
  /** Mean work of a full answer, and time from one frame to the next. */
  readonly work: number;
  readonly every: number;
}

/** What every gate is told beforehand: the same for all contenders. */
function briefPlacement(setup: Setup, { work, every }: Known): PlacementBrief | undefined {
  const { placement, regions } = setup;
  if (placement === undefined) return undefined;
  const total = placement.devices.at(-1)?.upTo ?? 0;
  const shareOf = (kind: number) => {
    return placement.devices[kind].upTo - (placement.devices[kind - 1]?.upTo ?? 0);
  };
  const meanDevice = (of: (kind: number) => number) => {
    return sum(placement.devices.map((_, kind) => shareOf(kind) * of(kind))) / total;
  };
  const meanRegion = (of: (region: Setup['regions'][number]) => number) => {
    return sum(regions.map(of)) / regions.length;
  };
  return {
    variants: placement.variants.map(({ name, fidelity, remote }, variant) => {
      const local = localMean(placement, variant, meanDevice);
      return { name, fidelity, work: [local, ...remote.map((factor) => factor * work)] };
    }),
    budget: setup.budget,
    frameEvery: every,
    pricePerSecond: [
      0,
      setup.edgePricePerSlotHour / (HOUR / SECOND),
      meanRegion(({ prices, instance }) => {
        return prices.onDemand.values[0] / (HOUR / SECOND) / instance.slots;
      }),
    ],
    powerW: [
      total === 0 ? 0 : meanDevice((kind) => placement.devices[kind].npu.busyW),
      meanRegion(({ pue }) => pue * setup.edgePowerPerSlotW),
      meanRegion(({ pue, instance }) => (pue * instance.maxW) / instance.slots),
    ],
    hasFallback: placement.hasFallback,
  };
}

/** Mean over the kinds of devices; Infinity unless all of them can run it: a gate sees no kind. */
function localMean(
  { devices }: PlacementSetup,
  variant: number,
  mean: (of: (kind: number) => number) => number,
): number {
  const isForAll = devices.every(({ work }) => Number.isFinite(work[variant]));
  if (devices.length === 0 || !isForAll) return Number.POSITIVE_INFINITY;
  return mean((kind) => devices[kind].work[variant]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

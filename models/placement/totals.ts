import { SECOND } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { createCounts, type PlacementCounts } from './counts.ts';
import { PLACE, placementOf } from './state.ts';

/** Starts the account of placed frames afresh; what is under way is carried over. */
export function openPlacementAccount(world: World): void {
  if (world.placement === undefined) return;
  const { state, setup } = placementOf(world);
  state.counts = createCounts(setup.devices.length, state.open, state.away);
}

/** Totals of placed frames since the ledger opened: all 0 where none are placed. */
export function placementTotals(world: World) {
  const { placement } = world;
  const none = new Float64Array(3);
  const counts = placement?.counts ?? createCounts(0, none, none);
  return {
    framesOnDevice: counts.chosen[PLACE.device],
    framesAtEdge: counts.chosen[PLACE.edge],
    framesInCloud: counts.chosen[PLACE.cloud],
    framesUnplaced: counts.unplaced,
    framesFallenBack: sum(counts.fallen),
    framesInTime: counts.onTime,
    fidelitySum: counts.fidelitySum,
    remoteSent: sum(counts.sent),
    remoteWasted: sum(counts.wasted),
    remoteLost: sum(counts.lost),
    remoteRefused: sum(counts.refused),
    remoteDropped: sum(counts.dropped),
    deviceEnergyJ: deviceEnergy(world, counts),
    deviceBusySeconds: (sum(counts.coolTime) + sum(counts.hotTime)) / SECOND,
    deviceHotSeconds: sum(counts.hotTime) / SECOND,
  };
}

/** Energy of local work, joules: full power while cool, what the case gives off while hot. */
function deviceEnergy({ setup }: World, { coolTime, hotTime }: PlacementCounts): number {
  const devices = setup.placement?.devices ?? [];
  return devices.reduce((total, { npu }, kind) => {
    return total + (npu.busyW * coolTime[kind] + npu.sustainedW * hotTime[kind]) / SECOND;
  }, 0);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

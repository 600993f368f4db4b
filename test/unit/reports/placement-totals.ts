import type { PlacementTotals } from '../../../reports/placement-totals.ts';

/** Totals of a small day in which every request was a frame that a gate placed. */
export const placementTotals: PlacementTotals = {
  framesOnDevice: 8_000,
  framesAtEdge: 7_000,
  framesInCloud: 5_000,
  framesUnplaced: 0,
  framesFallenBack: 400,
  framesInTime: 18_810,
  fidelitySum: 17_500,
  remoteSent: 12_000,
  remoteWasted: 300,
  remoteLost: 60,
  remoteRefused: 0,
  remoteDropped: 4,
  deviceEnergyJ: 350,
  deviceBusySeconds: 60,
  deviceHotSeconds: 6,
};

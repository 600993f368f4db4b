import { z } from 'zod';

const count = z.int().min(0);
const seconds = z.number().min(0);

/** How the totals of placed frames are written. */
export const placementShape = {
  framesOnDevice: count.describe('Frames that gates placed on the device'),
  framesAtEdge: count.describe('Frames that gates placed at the edge'),
  framesInCloud: count.describe('Frames that gates placed in the cloud'),
  framesUnplaced: count.describe('Of these, frames placed where they cannot run'),
  framesFallenBack: count.describe('Answered by the local model in the stead of a remote one'),
  framesInTime: count.describe('Answered within the budget'),
  fidelitySum: z.number().min(0).describe('Of the answers within the budget'),
  remoteSent: count.describe('Frames sent away'),
  remoteWasted: count.describe('Remote answers that nobody waited for any longer'),
  remoteLost: count.describe('Frames or answers lost on the way'),
  remoteRefused: count.describe('Frames that full lines refused'),
  remoteDropped: count.describe('Frames that left a line unserved, too old'),
  deviceEnergyJ: z.number().min(0).describe('Joules, in players’ hands'),
  deviceBusySeconds: seconds.describe('Local work'),
  deviceHotSeconds: seconds.describe('Local work on devices that were hot and slow'),
};

/** The part of a run's totals on placed frames; all 0 where none are placed. */
export type PlacementTotals = { readonly [K in keyof typeof placementShape]: number };

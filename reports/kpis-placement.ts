import { servingCost } from './cost.ts';
import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

type Total = (totals: RunTotals) => number;
type Plain = Pick<Kpi, 'id' | 'title' | 'direction'>;

const placed: Divisor = { divides: true, of: allPlaced, none: 'no frame was placed' };
const settled: Divisor = {
  divides: true,
  of: (t) => (allPlaced(t) > 0 ? t.requestsAnswered + t.requestsAbandoned : 0),
  none: 'no frame was placed',
};
const sent: Divisor = {
  divides: true,
  of: (t) => t.remoteSent,
  none: 'no frame was sent away',
};
const inTime: Divisor = {
  divides: true,
  of: (t) => t.framesInTime,
  none: 'no frame was answered in time',
};
const busy: Divisor = {
  divides: true,
  of: (t) => t.deviceBusySeconds,
  none: 'no device did any work',
};

function allPlaced(t: RunTotals): number {
  return t.framesOnDevice + t.framesAtEdge + t.framesInCloud;
}

function share(plain: Plain, formula: string, numerator: Total, denominator: Divisor): Kpi {
  return { ...plain, unit: '%', scale: 0.01, formula, numerator, denominator, isPart: true };
}

const where = (id: string, title: string, formula: string, numerator: Total): Kpi => {
  return share({ id, title, direction: 'none' }, `${formula} ÷ frames placed`, numerator, placed);
};

/** What became of frames that gates placed; only where frames are placed. */
export const placementKpis: readonly Kpi[] = [
  where('frames-on-device', 'frames on the device', 'placed on it', (t) => t.framesOnDevice),
  where('frames-at-edge', 'frames at the edge', 'placed there', (t) => t.framesAtEdge),
  where('frames-in-cloud', 'frames in the cloud', 'placed there', (t) => t.framesInCloud),
  share(
    { id: 'fallback-share', title: 'frames fallen back', direction: 'min' },
    'answered by the local model in the stead of a remote one ÷ frames settled',
    (t) => t.framesFallenBack,
    settled,
  ),
  share(
    { id: 'fidelity', title: 'fidelity in time', direction: 'max' },
    'mean fidelity of the frames answered within the budget',
    (t) => t.fidelitySum,
    inTime,
  ),
  share(
    { id: 'fidelity-delivered', title: 'fidelity delivered', direction: 'max' },
    'fidelity of frames, 0 where late or unanswered ÷ frames settled',
    (t) => t.fidelitySum,
    settled,
  ),
  share(
    { id: 'remote-wasted', title: 'remote work for nobody', direction: 'min' },
    'frames sent away whose answer came too late to be waited for, was lost, refused or dropped' +
      ' ÷ frames sent away',
    (t) => t.remoteWasted + t.remoteLost + t.remoteRefused + t.remoteDropped,
    sent,
  ),
  {
    id: 'device-energy',
    title: 'energy of devices',
    unit: 'J per 1000 frames',
    scale: 0.001,
    direction: 'min',
    formula: 'energy of local work in players’ hands ÷ frames placed; in no other sum',
    numerator: (t) => t.deviceEnergyJ,
    denominator: placed,
    isPart: true,
  },
  share(
    { id: 'hot-share', title: 'local work on hot devices', direction: 'min' },
    'local work on devices that were hot and slow ÷ local work',
    (t) => t.deviceHotSeconds,
    busy,
  ),
  {
    id: 'cost-per-million-frames',
    title: 'cost per million frames',
    unit: 'USD',
    scale: 0.000001,
    direction: 'min',
    formula: 'cost of serving ÷ frames placed',
    numerator: servingCost,
    denominator: placed,
    isPart: true,
  },
];

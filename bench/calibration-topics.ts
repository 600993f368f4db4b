import { writeArrivals } from './calibrate-arrivals.ts';
import { writeBreakEven } from './calibrate-break-even.ts';
import { writeCarbon } from './calibrate-carbon.ts';
import { writeDevices } from './calibrate-devices.ts';
import { writeFrames } from './calibrate-frames.ts';
import { writeJobs } from './calibrate-jobs.ts';
import { writeNetwork } from './calibrate-network.ts';
import { writePlayers } from './calibrate-players.ts';
import { writeQueueTail } from './calibrate-queue-tail.ts';
import { writeSearch } from './calibrate-search.ts';
import { writeSpot } from './calibrate-spot.ts';
import { writeSpotArbitrage } from './calibrate-spot-arbitrage.ts';

/** One page of docs/calibration/: its name is the page's, its text the page's generated part. */
export interface Topic {
  readonly name: string;
  /** Markdown of the generated part; `traces` is the folder of recordings. */
  readonly write: (traces: string) => string | Promise<string>;
}

/** Every calibration that `npm run docs:calibration` makes. */
export const topics: readonly Topic[] = [
  { name: 'players', write: writePlayers },
  { name: 'arrivals', write: writeArrivals },
  { name: 'devices', write: writeDevices },
  { name: 'carbon', write: writeCarbon },
  { name: 'break-even', write: writeBreakEven },
  { name: 'jobs', write: writeJobs },
  { name: 'network', write: writeNetwork },
  { name: 'frames', write: writeFrames },
  { name: 'spot', write: writeSpot },
  { name: 'queue-tail', write: writeQueueTail },
  { name: 'search', write: writeSearch },
  { name: 'spot-arbitrage', write: writeSpotArbitrage },
];

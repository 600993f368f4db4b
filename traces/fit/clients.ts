import { draw, type Law } from '../../engine/distributions.ts';
import { gamma } from '../../engine/special.ts';
import { SECOND, type SimTime } from '../../engine/units.ts';
import type { ClientWindow } from '../import/servegen.ts';

/** Gap CVs of clients' windows, each as often as it has requests: ascending, with weights. */
export interface CvLaw {
  readonly cvs: readonly number[];
  /** Requests up to and with each, as a share of all. */
  readonly upTo: readonly number[];
}

/** The burstiness of a population of clients. */
export function fitClients(clients: readonly (readonly ClientWindow[])[]): CvLaw {
  const windows = clients.flat().filter(({ rate, cv }) => rate > 0 && cv > 0);
  const sorted = [...windows].sort((one, other) => one.cv - other.cv);
  const total = sorted.reduce((sum, { rate }) => sum + rate, 0);
  let reached = 0;
  const upTo = sorted.map(({ rate }) => {
    reached += rate / total;
    return reached;
  });
  return { cvs: sorted.map(({ cv }) => cv), upTo };
}

/** The CV that this share of requests does not exceed. */
export function cvAt({ cvs, upTo }: CvLaw, share: number): number {
  const place = upTo.findIndex((reached) => reached >= share);
  return cvs[place < 0 ? cvs.length - 1 : place];
}

/** Law of the gaps of a window, seconds; of mean 1 / rate. */
export type GapLaw = (window: ClientWindow) => Law;

/** The law that was recorded for a window, its scale set so that the rate is the recorded one. */
export function recordedGaps({ rate, gaps }: ClientWindow): Law {
  const mean = 1 / rate;
  if (gaps === undefined) return { kind: 'exponential', mean };
  const { family, shape } = gaps;
  if (family === 'gamma') return { kind: 'gamma', shape, scale: mean / shape };
  return { kind: 'weibull', shape, scale: mean / gamma(1 + 1 / shape) };
}

/** Gamma gaps of one CV. */
export function gammaGaps(rate: number, cv: number): Law {
  const shape = 1 / (cv * cv);
  return { kind: 'gamma', shape, scale: 1 / (rate * shape) };
}

/** Requests of one client, window by window: a renewal process that begins anew in each. */
export function drawClient(
  windows: readonly ClientWindow[],
  gaps: GapLaw,
  stream: Int32Array,
): readonly SimTime[] {
  const length = windows.length < 2 ? 0 : windows[1].at - windows[0].at;
  const arrivals: SimTime[] = [];
  for (const window of windows) {
    if (window.rate === 0) continue;
    const law = gaps(window);
    let at = window.at + draw(law, stream, 0);
    while (at < window.at + length) {
      arrivals.push(Math.round(at * SECOND));
      at += draw(law, stream, 0);
    }
  }
  return arrivals;
}

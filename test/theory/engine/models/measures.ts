import type { Meter } from '../../../../engine/meter.ts';
import { SECOND } from '../../../../engine/units.ts';
import { type Floor, firstCounted } from './floor.ts';

/** Whether a customer counts; `undefined` for everybody. */
type Choice = ((floor: Floor, customer: number) => boolean) | undefined;

/** Mean over the customers who were served, after the warm-up. */
function mean(floor: Floor, value: (customer: number) => number, choice?: Choice): number {
  let [sum, count] = [0, 0];
  for (let i = firstCounted(floor); i < floor.gaps.length; i++) {
    if (Number.isNaN(floor.leftAt[i]) || choice?.(floor, i) === false) continue;
    sum += value(i);
    count++;
  }
  return sum / count;
}

const sojournOf = ({ arrivedAt, leftAt }: Floor, i: number) => leftAt[i] - arrivedAt[i];
const waitOf = (floor: Floor, i: number) => sojournOf(floor, i) - floor.services[i];

/** Mean time not in service, in seconds. */
export function meanWait(floor: Floor, choice?: Choice): number {
  return mean(floor, (i) => waitOf(floor, i), choice) / SECOND;
}

/** Mean time from arrival to departure, in seconds. */
export function meanSojourn(floor: Floor, choice?: Choice): number {
  return mean(floor, (i) => sojournOf(floor, i), choice) / SECOND;
}

/** Mean of sojourns over mean of services. */
export function slowdown(floor: Floor, choice?: Choice): number {
  return meanSojourn(floor, choice) / (mean(floor, (i) => floor.services[i], choice) / SECOND);
}

/** Share of the served who waited longer than this, in seconds. */
export function shareOver(floor: Floor, seconds: number): number {
  return mean(floor, (i) => (waitOf(floor, i) > seconds * SECOND ? 1 : 0));
}

/** Share of the arrivals who found no room. */
export function shareLost(floor: Floor): number {
  const counted = floor.leftAt.subarray(firstCounted(floor));
  return counted.reduce((sum, left) => sum + (Number.isNaN(left) ? 1 : 0), 0) / counted.length;
}

/** Share of the arrivals who found so many or more there. */
export function shareFinding(floor: Floor, least: number): number {
  return mean(floor, (i) => (floor.found[i] >= least ? 1 : 0));
}

/** Number present, or waiting, averaged over time. */
export function meanNumber({ windows }: Floor, who: 'present' | 'waiting'): number {
  const [opened, closed]: Meter[] = windows[who];
  return (closed.area - opened.area) / (closed.changedAt - opened.changedAt);
}

/** Mean wait + E[I²]/(2·E[I]) of the idle periods I of a single server, in seconds. */
export function waitAndIdle(floor: Floor): number {
  const { arrivedAt, leftAt, gaps } = floor;
  let [first, second] = [0, 0];
  for (let i = firstCounted(floor); i < gaps.length; i++) {
    const idle = Math.max(0, arrivedAt[i] - leftAt[i - 1]) / SECOND;
    first += idle;
    second += idle * idle;
  }
  return meanWait(floor) + second / (2 * first);
}

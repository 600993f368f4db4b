/**
 * Priorities on one server, one arrival per second in all, the most urgent class first.
 * A. Cobham, Operations Research 2, 1954 (non-preemptive, one or more servers); R. G. Miller, Annals
 * of Mathematical Statistics 31, 1960, and R. W. Conway, W. L. Maxwell, L. W. Miller, Theory of
 * Scheduling, Addison-Wesley 1967, ch. 8 (preemptive-resume).
 * Processor sharing: L. Kleinrock, Journal of the ACM 14, 1967; M. Sakata, S. Noguchi, J. Oizumi,
 * Operations Research 19, 1971 (any service law).
 */
import { erlangC } from './birth-death.ts';
import { type Moments, residualWork } from './single-server.ts';

/** A class of customers: its share of the arrivals and its service time. */
export interface ClassMoments extends Moments {
  readonly share: number;
}

/** Load of the first `count` classes. */
function loadOf(classes: readonly ClassMoments[], count: number): number {
  return classes.slice(0, count).reduce((sum, { share, mean }) => sum + share * mean, 0);
}

function workFound(classes: readonly ClassMoments[]): number {
  return classes.reduce((sum, one) => sum + one.share * residualWork(one), 0);
}

/** Mean wait of class k without preemption. */
export function cobhamWait(classes: readonly ClassMoments[], k: number): number {
  return workFound(classes) / ((1 - loadOf(classes, k)) * (1 - loadOf(classes, k + 1)));
}

/** Mean wait of class k on several servers; exponential services of one mean. */
export function cobhamWaitOnServers(
  classes: readonly ClassMoments[],
  servers: number,
  k: number,
): number {
  const load = loadOf(classes, classes.length);
  const first = (erlangC(servers, load) * classes[0].mean) / servers;
  const [above, upTo] = [loadOf(classes, k) / servers, loadOf(classes, k + 1) / servers];
  return first / ((1 - above) * (1 - upTo));
}

/** Mean sojourn of class k where the urgent interrupt and the interrupted resume. */
export function resumeSojourn(classes: readonly ClassMoments[], k: number): number {
  const above = 1 - loadOf(classes, k);
  const work = workFound(classes.slice(0, k + 1));
  return classes[k].mean / above + work / (above * (1 - loadOf(classes, k + 1)));
}

/** Mean sojourn of a job of this size where all share one server: in proportion to its size. */
export function sharedSojourn(load: number, size: number): number {
  return size / (1 - load);
}

/** Share of time with n or more present under sharing: geometric, whatever the service law. */
export function sharedTail(load: number, n: number): number {
  return load ** n;
}

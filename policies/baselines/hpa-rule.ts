import type { Duration, SimTime } from '../../engine/units.ts';

/**
 * The horizontal pod autoscaler's rule for one metric, as Kubernetes codes it in
 * `pkg/controller/podautoscaler/{replica_calculator,horizontal}.go` (read November 2026):
 * ratio, tolerance, unready pods, stabilisation windows, rate limits, bounds.
 */
export interface HpaSettings {
  /** Utilisation aimed at. */
  readonly target: number;
  /** A ratio this close to 1 changes nothing. */
  readonly tolerance: number;
  readonly upWindow: Duration;
  readonly downWindow: Duration;
  /** Largest change within one period: a share of the start, or so many pods, the larger. */
  readonly upShare: number;
  readonly upPods: number;
  readonly downShare: number;
  readonly period: Duration;
  readonly least: number;
  readonly most: number;
}

/** A recommendation or a change of the past; `value` in instances, signed for changes. */
export interface Dated {
  readonly at: SimTime;
  readonly value: number;
}

/** What the rule remembers of one region. */
export interface HpaMemory {
  /** Instances last asked for; -1 before the first turn. */
  readonly current: number;
  readonly recommendations: readonly Dated[];
  readonly changes: readonly Dated[];
}

/** One look at one region. */
export interface HpaSample {
  readonly at: SimTime;
  readonly ready: number;
  /** Instances that serve nothing yet: they count as idle when scaling out. */
  readonly unready: number;
  /** Busy over ready slot time of the ready instances; undefined: nothing was measured. */
  readonly utilisation: number | undefined;
}

/** One run of the rule: what to ask for now, and the memory for the next run. */
export function adviseReplicas(
  settings: HpaSettings,
  memory: HpaMemory,
  sample: HpaSample,
): HpaMemory {
  const held = sample.ready + sample.unready;
  const current = memory.current < 0 ? held : memory.current;
  if (current === 0 && settings.least > 0) return { ...memory, current };
  const proposal = proposeReplicas(settings, current, sample);
  const recommendations = [
    ...keepSince(memory.recommendations, sample.at - longestWindow(settings)),
    { at: sample.at, value: proposal },
  ];
  const stable = stabilise(settings, recommendations, current, sample.at);
  const changes = keepSince(memory.changes, sample.at - settings.period);
  const next = limitRate(settings, changes, current, stable);
  const change = { at: sample.at, value: next - current };
  return {
    current: next,
    recommendations,
    changes: next === current ? changes : [...changes, change],
  };
}

/** Step 1 and 2: the count the metric alone asks for. */
function proposeReplicas(
  { target, tolerance }: HpaSettings,
  current: number,
  { ready, unready, utilisation }: HpaSample,
): number {
  if (ready === 0 || utilisation === undefined) return current;
  const ratio = utilisation / target;
  if (unready === 0 || ratio <= 1) {
    return isNear(ratio, tolerance) ? current : ceilOf(ratio * ready);
  }
  const counted = ready + unready;
  const damped = (ratio * ready) / counted;
  if (isNear(damped, tolerance) || damped < 1) return current;
  const proposal = ceilOf(damped * counted);
  return proposal < current ? current : proposal;
}

function isNear(ratio: number, tolerance: number): boolean {
  return Math.abs(1 - ratio) <= tolerance;
}

/** Ceiling that forgives the last bits of a product: 0.9 / 0.6 * 4 is 6, not 7. */
function ceilOf(x: number): number {
  return Math.ceil(x - 1e-9);
}

function longestWindow({ upWindow, downWindow }: HpaSettings): Duration {
  return Math.max(upWindow, downWindow);
}

function keepSince(dated: readonly Dated[], since: SimTime): readonly Dated[] {
  return dated.length > 0 && dated[0].at <= since ? dated.filter(({ at }) => at > since) : dated;
}

function stabilise(
  { upWindow, downWindow }: HpaSettings,
  recommendations: readonly Dated[],
  current: number,
  now: SimTime,
): number {
  const latest = recommendations[recommendations.length - 1].value;
  let lowest = latest;
  let highest = latest;
  for (const { at, value } of recommendations) {
    if (at > now - upWindow) lowest = Math.min(lowest, value);
    if (at > now - downWindow) highest = Math.max(highest, value);
  }
  return Math.min(Math.max(current, lowest), highest);
}

function limitRate(
  settings: HpaSettings,
  changes: readonly Dated[],
  current: number,
  wanted: number,
): number {
  const added = sumOf(changes, (value) => value > 0);
  const removed = -sumOf(changes, (value) => value < 0);
  const bounded = Math.min(settings.most, Math.max(settings.least, wanted));
  if (bounded > current) {
    const start = current - added + removed;
    const byShare = ceilOf(start * (1 + settings.upShare));
    const limit = Math.max(start + settings.upPods, byShare);
    return Math.min(bounded, Math.max(limit, current));
  }
  const start = current + removed - added;
  const limit = Math.trunc(start * (1 - settings.downShare));
  return Math.max(bounded, Math.min(limit, current));
}

function sumOf(changes: readonly Dated[], isCounted: (value: number) => boolean): number {
  return changes.reduce((sum, { value }) => (isCounted(value) ? sum + value : sum), 0);
}

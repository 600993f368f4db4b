import type { Duration } from '../../engine/units.ts';

/** One instance of a region's pool: what it serves, draws and emits. */
export interface InstanceSetup {
  /** Requests it serves at once. */
  readonly slots: number;
  /** Power with nothing to do and with every slot busy, host share included. */
  readonly idleW: number;
  readonly maxW: number;
  /** Power above idle by busy slots 0 to `slots`, microwatts; absent: a straight line. */
  readonly dynamicUw?: Float64Array;
  readonly embodiedGPerSecond: number;
  /** Added to every boot: what its device takes beside the machine, such as loading gates. */
  readonly bootExtra: Duration;
  /** Ready on demand at time 0. */
  readonly atStart: number;
}

import type { Duration } from '../engine/units.ts';
import type { Npu } from '../models/devices/npu.ts';

/** One rung of the ladder of variants. */
export interface VariantScenario {
  readonly name: string;
  readonly fidelity: number;
  /** Work there over the work of `service`; Infinity where it is not offered. */
  readonly edge: number;
  readonly cloud: number;
}

/** One kind of device and what it needs for each variant. */
export interface DeviceScenario {
  readonly npu: Npu;
  readonly share: number;
  /** One answer of a cool device by variant; Infinity where it does not fit. */
  readonly work: readonly Duration[];
}

/** Frames that are placed one by one. */
export interface PlacementScenario {
  readonly variants: readonly VariantScenario[];
  readonly devices: readonly DeviceScenario[];
  readonly edgeRtt: Duration;
  readonly cloudRtt: Duration;
  readonly lineMemory: Duration;
  readonly hasFallback: boolean;
}

import type { Duration } from '../../engine/units.ts';
import type { Npu } from '../devices/npu.ts';

/** One kind of device in players' hands, and what it needs for each variant when it is cool. */
export interface DeviceSetup {
  readonly npu: Npu;
  /** Share of the players up to and with this kind; the rest of 1 has no neural unit. */
  readonly upTo: number;
  /** One answer by variant, microseconds; Infinity where the variant does not fit. */
  readonly work: readonly Duration[];
}

/** One rung of the ladder; `remote` is work at the edge and in the cloud over a full answer's. */
export interface VariantSetup {
  readonly name: string;
  readonly fidelity: number;
  readonly remote: readonly [edge: number, cloud: number];
}

/** Frames that are placed one by one; times in microseconds. */
export interface PlacementSetup {
  readonly variants: readonly VariantSetup[];
  readonly devices: readonly DeviceSetup[];
  /** Round trip between the end of a player's access line and the near point of presence. */
  readonly edgeRtt: Duration;
  /** The same to a player's home region; what lies between regions comes on top. */
  readonly cloudRtt: Duration;
  /** Access time by group where it is one time for all; 0 where the setup has `ways`. */
  readonly access: readonly Duration[];
  /** How long a line's delays stay alike: correlation over t is e^(-t/memory); 0: fresh draws. */
  readonly memory: Duration;
  readonly hasFallback: boolean;
  /** What the ring of low fidelity leaves of a variant's fidelity. */
  readonly lowFidelity: number;
}

/** What every kind of device has: power, memory, price and failures. */
export interface DeviceFacts {
  readonly name: string;
  readonly memoryGb: number;
  /** Power with nothing to do, W. */
  readonly idleW: number;
  /** Power with its work going on without a gap, W. */
  readonly busyW: number;
  /** Price of an hour of the device alone, USD; absent where it is not rented alone. */
  readonly pricePerHour?: number | undefined;
  /** Faults that end what it is doing, per hour of use. */
  readonly faultsPerHour: number;
}

/** What becomes of one batch of equal requests. */
export interface Served {
  /** From the first request in hand to the last answer out, ms. */
  readonly latencyMs: number;
  /** Time before the device can begin the next batch, ms; less than the latency in a pipeline. */
  readonly busyMs: number;
  /** Energy of the device for the batch, J. */
  readonly energyJ: number;
  /** Share of such batches that come to nothing: 0 all succeed, 1 the device cannot do them. */
  readonly failure: number;
}

const MS_PER_HOUR = 3_600_000;

/** Power at a utilisation from 0 to 1, W: straight from idle to busy. */
export function powerAt({ idleW, busyW }: DeviceFacts, utilisation: number): number {
  return idleW + (busyW - idleW) * Math.min(1, Math.max(0, utilisation));
}

/** A batch that keeps the device to itself from first to last, at busy power. */
export function serveAlone(device: DeviceFacts, latencyMs: number): Served {
  const energyJ = (powerAt(device, 1) * latencyMs) / 1000;
  const failure = faultChance(device, latencyMs);
  return { latencyMs, busyMs: latencyMs, energyJ, failure };
}

/** What a device does with a batch it has no room for: nothing. */
export const UNFIT: Served = { latencyMs: 0, busyMs: 0, energyJ: 0, failure: 1 };

/** Chance that a fault ends a batch of this length; faults are rare, so the chance is linear. */
export function faultChance({ faultsPerHour }: DeviceFacts, latencyMs: number): number {
  return Math.min(1, (faultsPerHour * latencyMs) / MS_PER_HOUR);
}

import { powerOfTwo } from '../engine/bits.ts';

/** Bins per octave of the telemetry histograms, as a power of two. */
const SUB_BITS = 2;
const SUB = 1 << SUB_BITS;

/** Everything up to this many microseconds falls into the first bins: one bin each 2^8 µs. */
const UNIT_BITS = 8;

/** Number of bins: up to 2^(UNIT_BITS + 24) µs, about 72 minutes. */
export const BINS = SUB * 24;

/** Bin of a duration in microseconds; widths grow with the value, four bins an octave. */
export function binOf(duration: number): number {
  const units = Math.floor(duration / 256);
  if (units < SUB) return units;
  const octave = 31 - Math.clz32(units);
  const bin = (octave - SUB_BITS + 1) * SUB + ((units >>> (octave - SUB_BITS)) & (SUB - 1));
  return bin < BINS ? bin : BINS - 1;
}

/** Upper edges of the bins, microseconds. */
export function binUppers(): number[] {
  const uppers: number[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const octave = Math.max(0, Math.floor(bin / SUB) - 1);
    const step = bin < SUB ? bin : SUB + (bin & (SUB - 1));
    uppers.push((step + 1) * powerOfTwo(octave + UNIT_BITS));
  }
  return uppers;
}

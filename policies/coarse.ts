/**
 * The value to four or five significant binary digits: within 3.2 %, in steps of 1/64 at least.
 * Inputs that mean the same become the same, so that what was worked out for one serves the
 * other. From 0 to 33 million.
 */
export function coarse(value: number): number {
  const parts = Math.round(value * 64);
  const step = 1 << Math.max(0, 27 - Math.clz32(parts));
  return (Math.round(parts / step) * step) / 64;
}

/** A count of decimals at which `size` shows `digits` significant digits, 0 to 8; of zero, 8. */
export function decimalsFor(size: number, digits: number): number {
  if (size === 0 || !Number.isFinite(size)) return 8;
  const exponent = Number(size.toExponential(digits - 1).split('e')[1]);
  return Math.min(8, Math.max(0, digits - 1 - exponent));
}

/** A number for people: fixed decimals, thousands apart by a space, never "-0". */
export function formatNumber(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** Twelve significant digits: what is kept of a fraction in a file; whole numbers stay exact. */
export function roundForFile(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}

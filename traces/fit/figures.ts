/** A figure for a table: three significant digits, none for nothing. */
export function figure(value: number | undefined, digits = 3): string {
  if (value === undefined || !Number.isFinite(value)) return '-';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(digits - 1);
  let decimals = digits - 1;
  for (let scale = 1; scale * 10 <= size; scale *= 10) decimals--;
  for (let scale = 1; scale > size; scale /= 10) decimals++;
  return value.toFixed(Math.max(0, decimals));
}

/** A share as per cent. */
export function percent(share: number): string {
  return `${figure(100 * share)} %`;
}

/** Two figures side by side: model, then recording. */
export function beside([model, recorded]: readonly [number, number | undefined]): string {
  return `${figure(model)} / ${figure(recorded)}`;
}

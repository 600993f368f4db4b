import { pow } from '../../engine/power.ts';

/** Use of a device, 0 to 1, and the share of the way from idle to full power that it draws. */
export type CurvePoint = readonly [use: number, share: number];

/**
 * Shapes of power by use. `bent`: 2u - u^1.4, Fan, Weber and Barroso, "Power provisioning for a
 * warehouse-sized computer", ISCA 2007, fitted to thousands of servers. `teads`: four points by
 * Teads for AWS instances (as in ccf-coefficients, 2021 to 2023): 21 to 22 % of the way at a tenth
 * of use and 67 to 69 % at half, the same for T4, V100 and A100 machines within 2 points, since
 * their graphics cards were given one shape.
 */
export const SHAPES: Readonly<Record<'bent' | 'teads', readonly CurvePoint[]>> = {
  bent: Array.from({ length: 101 }, (_, i) => [i / 100, bend(i / 100)] as const),
  teads: [
    [0, 0],
    [0.1, 0.219],
    [0.5, 0.684],
    [1, 1],
  ],
};

/** As much of the way as is in use. */
export const STRAIGHT: readonly CurvePoint[] = [
  [0, 0],
  [1, 1],
];

/** All of the way with whatever is in use: an instance that works as a whole. */
export const WHOLE: readonly CurvePoint[] = [
  [0, 0],
  [1e-9, 1],
  [1, 1],
];

function bend(use: number): number {
  return use === 0 ? 0 : 2 * use - pow(use, 1.4);
}

/** Power above idle by busy slots 0 to `slots`, whole microwatts, straight between points. */
export function compileCurve(
  points: readonly CurvePoint[],
  { idleW, maxW, slots }: { readonly idleW: number; readonly maxW: number; readonly slots: number },
): Float64Array {
  return Float64Array.from({ length: slots + 1 }, (_, busy) => {
    return Math.round(1e6 * (maxW - idleW) * shareAt(points, busy / slots));
  });
}

function shareAt(points: readonly CurvePoint[], use: number): number {
  const after = points.findIndex(([at]) => at >= use);
  if (after <= 0) return points[after < 0 ? points.length - 1 : 0][1];
  const [[fromUse, from], [toUse, to]] = [points[after - 1], points[after]];
  return from + ((to - from) * (use - fromUse)) / (toUse - fromUse);
}

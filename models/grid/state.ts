import { openStream } from '../../engine/random.ts';
import type { SimTime } from '../../engine/units.ts';
import type { Setup } from '../setup.ts';

/** What a world keeps of its grids beside the average intensity: forecasts and marginal account. */
export interface GridState {
  /** The newest forecast of each region, by hours ahead; replaced as a whole, never changed. */
  readonly forecasts: (readonly number[])[];
  issuedAt: SimTime;
  /** Four words a region: the key of its forecast's errors. */
  readonly errorKeys: Int32Array;
  /** Marginal intensity in force by region; NaN where none is given. */
  readonly marginal: Float64Array;
  /** Energy of each region that has been charged to it, joules. */
  readonly chargedJ: Float64Array;
  readonly marginalG: Float64Array;
  readonly marginalJ: Float64Array;
  /** Readings when the ledger opened. */
  readonly atOpenG: Float64Array;
  readonly atOpenJ: Float64Array;
}

/** The grids of a setup at time 0; undefined where nothing is forecast or marginal. */
export function createGrid(setup: Setup): GridState | undefined {
  const hasMarginal = setup.regions.some((region) => region.marginal !== undefined);
  if (setup.forecast === undefined && !hasMarginal) return undefined;
  const regions = setup.regions.length;
  const one = () => new Float64Array(regions);
  const errorKeys = new Int32Array(regions * 4);
  setup.regions.forEach(({ name }, r) => {
    errorKeys.set(openStream(setup.seed, `forecast/${name}`), r * 4);
  });
  return {
    forecasts: setup.regions.map(() => []),
    issuedAt: 0,
    errorKeys,
    marginal: one().fill(Number.NaN),
    chargedJ: one(),
    marginalG: one(),
    marginalJ: one(),
    atOpenG: one(),
    atOpenJ: one(),
  };
}

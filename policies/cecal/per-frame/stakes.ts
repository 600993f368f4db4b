import type { ParameterSpecs } from '../../listing.ts';
import type { Parameters } from '../../parameters.ts';
import type { PlacementBrief } from '../../placement.ts';

/** What a frame is worth and costs, USD, with everything brought to one unit. */
export interface Stakes {
  /** An answer in time at fidelity 1. */
  readonly frameValue: number;
  readonly lateCost: number;
  /** Of another place than the frame before. */
  readonly switchCost: number;
  readonly energyPricePerKwh: number;
  readonly carbonPricePerTonne: number;
  /** Intensity of the grid that devices hang on, g/kWh. */
  readonly homeIntensity: number;
}

const money = 'money';

/** Parameters of what is at stake; every default is assumed. */
export const stakeSpecs: ParameterSpecs = {
  'frame-value': {
    unit: money,
    least: 0,
    most: 1,
    default: 1e-6,
    doc: 'Worth of one answer in time at fidelity 1, USD; assumed.',
  },
  'late-cost': {
    unit: money,
    least: 0,
    most: 1,
    default: 2e-5,
    doc: 'Cost of one late frame, USD: what it takes off a player; assumed.',
  },
  'switch-cost': {
    unit: money,
    least: 0,
    most: 1,
    default: 0,
    doc: 'Cost of placing a frame elsewhere than the one before, USD; a hysteresis.',
  },
  'energy-price': {
    unit: money,
    least: 0,
    most: 10,
    default: 0.3,
    doc: "Price of a kWh drawn by the player's device, USD; assumed.",
  },
  'carbon-price': {
    unit: money,
    least: 0,
    most: 10_000,
    default: 100,
    doc: 'Price of a tonne of emissions, USD; assumed.',
  },
};

/** Stakes from resolved parameters. */
export function stakesOf(resolved: Parameters): Stakes {
  return {
    frameValue: resolved['frame-value'],
    lateCost: resolved['late-cost'],
    switchCost: resolved['switch-cost'],
    energyPricePerKwh: resolved['energy-price'],
    carbonPricePerTonne: resolved['carbon-price'],
    homeIntensity: 300,
  };
}

const JOULES_PER_KWH = 3_600_000;
const GRAMS_PER_TONNE = 1_000_000;

/** What so many busy microseconds at a place cost, USD: price, device energy, emissions. */
export function workCost(
  brief: PlacementBrief,
  stakes: Stakes,
  place: number,
  at: { readonly work: number; readonly intensity: number },
): number {
  const seconds = at.work / 1e6;
  const kwh = (brief.powerW[place] * seconds) / JOULES_PER_KWH;
  const intensity = place === 0 ? stakes.homeIntensity : at.intensity;
  const carbon = (kwh * intensity * stakes.carbonPricePerTonne) / GRAMS_PER_TONNE;
  const energy = place === 0 ? kwh * stakes.energyPricePerKwh : 0;
  return brief.pricePerSecond[place] * seconds + carbon + energy;
}

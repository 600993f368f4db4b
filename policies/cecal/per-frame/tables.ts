import { MILLISECOND, SECOND } from '../../../engine/units.ts';
import type { ParameterSpecs } from '../../listing.ts';
import type { Parameters } from '../../parameters.ts';
import type { PlacementBrief } from '../../placement.ts';
import { gameMdp, type LinkLaws, ownsOf } from './game-mdp.ts';
import { LINK_BINS } from './link-bins.ts';
import { countLinks } from './link-law.ts';
import type { Solution } from './mdp.ts';
import { CLOUD_LORE, EDGE_LORE, practise } from './practice.ts';
import type { FrameGame } from './rewards.ts';
import { solveDefaults, solveMdp } from './solve.ts';
import { stakeSpecs, stakesOf } from './stakes.ts';

/** Intensities that tables are solved for, g/kWh, and where one takes over from the one before. */
export const INTENSITIES: readonly number[] = [100, 300, 600];
const INTENSITY_CUTS: readonly number[] = [200, 450];
/** Pairs of link bins. */
export const LINK_PAIRS = LINK_BINS * LINK_BINS;

/** Everything a per-frame gate looks up. */
export interface FrameTables {
  readonly game: FrameGame;
  readonly laws: LinkLaws;
  readonly owns: number;
  /** Where choices lead by own state and choice, as in the decision process. */
  readonly nexts: Int32Array;
  readonly chances: Float64Array;
  /** One solution an intensity. */
  readonly solutions: readonly Solution[];
  readonly discount: number;
  /** A way not measured for so long is tried again, microseconds. */
  readonly probeEvery: number;
}

/** Parameters of a per-frame gate. */
export const frameSpecs: ParameterSpecs = {
  ...stakeSpecs,
  horizon: {
    unit: 'duration',
    least: 100 * MILLISECOND,
    most: 3600 * SECOND,
    default: 5 * SECOND,
    doc: 'How far ahead a frame is weighed: later frames count for less by e each horizon.',
  },
  'probe-every': {
    unit: 'duration',
    least: 100 * MILLISECOND,
    most: 3600 * SECOND,
    default: 2 * SECOND,
    doc: 'A way that was not measured for so long is tried with the smallest variant.',
  },
  'hot-after': {
    unit: 'duration',
    least: SECOND,
    most: 7200 * SECOND,
    default: 90 * SECOND,
    doc: 'From cool to hot at full use; the default is that of the phone in the catalogue.',
  },
  'hot-speed': {
    unit: 'ratio',
    least: 0.05,
    most: 1,
    default: 0.55,
    doc: 'Speed of a hot device over its cool one; the default is that of the phone.',
  },
  'practice-seed': {
    unit: 'count',
    least: 0,
    most: 2 ** 31,
    default: 1,
    doc: 'Seed of the practice from which the first chances of links are counted.',
  },
};

/** Counts links in practice and solves one table an intensity. `isMyopic` looks no step ahead. */
export function solveTables(
  brief: PlacementBrief,
  resolved: Parameters,
  isMyopic: boolean,
): FrameTables {
  const lore = {
    hotAfter: resolved['hot-after'],
    hotSpeed: resolved['hot-speed'],
    bearable: 0.5,
  };
  const game = { brief, stakes: stakesOf(resolved), lore };
  const laws = lawsOf(brief, resolved);
  const discount = isMyopic ? 0 : Math.max(0, 1 - brief.frameEvery / resolved.horizon);
  const solutions: Solution[] = [];
  const mdps = INTENSITIES.map((intensity) => gameMdp(game, laws, { intensity, discount }));
  for (const mdp of mdps) {
    const start = solutions.at(-1)?.values;
    solutions.push(
      solveMdp(mdp, start === undefined ? solveDefaults : { ...solveDefaults, start }),
    );
  }
  const { nexts, chances } = mdps[0];
  return {
    game,
    laws,
    owns: ownsOf(game),
    nexts,
    chances,
    solutions,
    discount,
    probeEvery: resolved['probe-every'],
  };
}

function lawsOf(brief: PlacementBrief, resolved: Parameters): LinkLaws {
  const { budget, variants, frameEvery } = brief;
  const seed = resolved['practice-seed'];
  const stale = 2 * resolved['probe-every'] + SECOND;
  const of = (place: number) => {
    const practice = practise(place === 1 ? EDGE_LORE : CLOUD_LORE, frameEvery, seed);
    return countLinks(practice, { variants, place, budget, stale });
  };
  return [of(1), of(2)];
}

/** Which of the tables an intensity belongs to. */
export function tableOf(intensity: number): number {
  let table = 0;
  for (const cut of INTENSITY_CUTS) table += intensity >= cut ? 1 : 0;
  return table;
}

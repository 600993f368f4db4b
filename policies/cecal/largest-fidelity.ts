import { SECOND } from '../../engine/units.ts';
import { type GateListing, type ParameterSpecs, resolveParameters } from '../listing.ts';
import type {
  PlacementBrief,
  PlacementGate,
  PlacementOutcome,
  PlacementView,
} from '../placement.ts';
import { DANGERS, fillDangers, fillLogs, LOGS } from './miss/features.ts';
import { hearMiss, type MissMemory, missChance, openMissMemory } from './miss/memory.ts';
import { keepFrame } from './outstanding.ts';
import { isFit } from './per-frame/fits.ts';
import { heatBin, localWork } from './per-frame/own.ts';
import { probeChoice } from './per-frame/probing.ts';

const specs: ParameterSpecs = {
  'late-most': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.01,
    doc: 'Share of late answers that is borne; a variant must be foretold to keep it.',
  },
  'level-step': {
    unit: 'ratio',
    least: 0,
    most: 0.1,
    default: 0.005,
    doc: 'How far one outcome moves the level that forecasts must keep; 0 leaves it alone.',
  },
  'probe-every': {
    unit: 'duration',
    least: SECOND / 10,
    most: 3600 * SECOND,
    default: 2 * SECOND,
    doc: 'A way that was not measured for so long is tried with the smallest variant.',
  },
  'hot-speed': {
    unit: 'ratio',
    least: 0.05,
    most: 1,
    default: 0.55,
    doc: 'Speed of a hot device over its cool one; the default is that of the phone.',
  },
};

/** `cecal/largest-fidelity`: the best variant whose foretold chance of being late is borne. */
export const largestFidelity: GateListing<PlacementBrief, PlacementGate> = {
  doc:
    'The best variant that is foretold to be in time often enough, at the cheapest place that ' +
    'offers it; the forecast is a regression that learns from outcomes and is calibrated.',
  parameters: specs,
  create(parameters, brief) {
    const id = 'cecal/largest-fidelity';
    const resolved = resolveParameters(id, specs, parameters);
    const fit: Fit = {
      brief,
      order: orderOf(brief),
      goal: resolved['late-most'],
      step: resolved['level-step'],
      probeEvery: resolved['probe-every'],
      hotSpeed: resolved['hot-speed'],
      dangers: new Float64Array(DANGERS),
      logs: [new Float64Array(LOGS), new Float64Array(LOGS)],
      known: [false, false],
    };
    return {
      id,
      begin: () => openMissMemory(fit.goal),
      choose: (view, memory: MissMemory) => chooseFit(fit, view, memory),
      hear: (outcome: PlacementOutcome, memory: MissMemory) => hearMiss(outcome, memory, fit),
    };
  },
};

interface Fit {
  readonly brief: PlacementBrief;
  /** Choices by falling fidelity, then by rising price. */
  readonly order: readonly number[];
  readonly goal: number;
  readonly step: number;
  readonly probeEvery: number;
  readonly hotSpeed: number;
  /** Room for one forecast; what is in it is of no use afterwards. */
  readonly dangers: Float64Array;
  /** Logarithms of both links, and whether they were ever measured, for the view of now. */
  readonly logs: readonly Float64Array[];
  readonly known: boolean[];
}

function orderOf({ variants, pricePerSecond }: PlacementBrief): readonly number[] {
  const priceOf = (choice: number) => {
    const place = Math.floor(choice / variants.length);
    return pricePerSecond[place] * variants[choice % variants.length].work[place];
  };
  return Array.from({ length: 3 * variants.length }, (_, choice) => choice)
    .filter((choice) => {
      const place = Math.floor(choice / variants.length);
      return Number.isFinite(variants[choice % variants.length].work[place]);
    })
    .sort((a, b) => {
      const better =
        variants[b % variants.length].fidelity - variants[a % variants.length].fidelity;
      return better !== 0 ? better : priceOf(a) - priceOf(b);
    });
}

function chooseFit(fit: Fit, view: PlacementView, memory: MissMemory): number {
  for (let way = 0; way < 2; way++) fit.known[way] = fillLogs(view.links[way], fit.logs[way]);
  const probe = probeChoice(view, fit.brief, fit.probeEvery);
  const choice = probe >= 0 ? probe : bestFit(fit, view, memory);
  const place = Math.floor(choice / fit.brief.variants.length);
  if (place === 0) return choice;
  if (!fillFor(fit, view, choice)) return choice;
  const slot = keepFrame(memory.kept, view.player, choice);
  memory.kept.notes.set(fit.dangers, slot * DANGERS);
  return choice;
}

// Where nothing fits well enough, what fits best; the first such in the order of fidelity.
function bestFit(fit: Fit, view: PlacementView, memory: MissMemory): number {
  let [safest, least] = [fit.order[0], Infinity];
  for (let i = 0; i < fit.order.length; i++) {
    const choice = fit.order[i];
    const chance = chanceOf(fit, view, memory, choice);
    if (chance <= memory.level[0]) return choice;
    if (chance < least) [safest, least] = [choice, chance];
  }
  return safest;
}

function chanceOf(fit: Fit, view: PlacementView, memory: MissMemory, choice: number): number {
  const place = Math.floor(choice / fit.brief.variants.length);
  if (place === 0) {
    return isFit(memory.fits, view.player, choice) ? localChance(fit, view, choice) : 2;
  }
  if (!fillFor(fit, view, choice)) return roomOf(fit, view, choice) > 0 ? UNKNOWN : 1;
  return missChance(memory, fit.dangers);
}

function fillFor(fit: Fit, view: PlacementView, choice: number): boolean {
  const way = Math.floor(choice / fit.brief.variants.length) - 1;
  const room = roomOf(fit, view, choice);
  const given = { room, logs: fit.logs[way] };
  return fit.known[way] && fillDangers(view.links[way], given, fit.dangers);
}

// A way that was never measured may be good or bad.
const UNKNOWN = 0.5;

function localChance({ brief, hotSpeed }: Fit, view: PlacementView, variant: number): number {
  const lore = { hotAfter: 1, hotSpeed, bearable: 1 };
  const work = localWork(brief, lore, heatBin(view.heat), variant);
  if (work === Infinity) return 2;
  return work <= Math.min(brief.budget, brief.frameEvery) ? 0 : 1;
}

function roomOf({ brief }: Fit, view: PlacementView, choice: number): number {
  const place = Math.floor(choice / brief.variants.length);
  const { wait } = view.links[place - 1];
  const work = brief.variants[choice % brief.variants.length].work[place];
  return brief.budget - work - (wait > 0 ? wait : 0);
}

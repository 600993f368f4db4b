import { readFileSync } from 'node:fs';
import { HOUR, MINUTE, SECOND } from '../engine/units.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import type { Contender, Scenario } from '../scenarios/scenario.ts';

/** One state of the world in which the details are held against each other. */
export interface Situation {
  readonly name: string;
  readonly scenario: Scenario;
}

/** Players at play to which `million-players` is brought down, by its arrivals and quotas. */
const STUDIED = 30_000;
/** Of an evening that begins empty: about a hundred thousand after the first hour. */
const LARGE = 140_000;
const MILLION = 1_080_000;
/** The launch: arrivals rise to four times their level within ten minutes, and fall off again. */
const RISES = { at: 100 * MINUTE, within: 10 * MINUTE, to: 3, halves: 20 * MINUTE } as const;

/** The library's scenario of a million players. */
export function readMillion(): Scenario {
  const url = new URL('../../scenarios/library/million-players.yaml', import.meta.url);
  const parsed = parseScenario(readFileSync(url, 'utf8'), 'million-players.yaml');
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}

/** Every situation of the study, calm ones first. */
export function situations(): readonly Situation[] {
  const onDemand = (target: number) => autoscaled('baselines/hpa', target);
  const onSpot = (target: number) => autoscaled('baselines/hpa-on-spot', target);
  const tight = loop('baselines/mean-load', { target: 0.9, window: 5 * MINUTE });
  return [
    situation('calm, on-demand', STUDIED, onDemand(0.6)),
    situation('calm, spot', STUDIED, onSpot(0.6)),
    situation('near saturation, on-demand', STUDIED, tight),
    situation('near saturation, spot', STUDIED, onSpot(0.88)),
    situation('launch, on-demand', STUDIED, onDemand(0.85), launchFactor),
    situation('launch, spot', STUDIED, onSpot(0.85), launchFactor),
  ];
}

/** One evening of a hundred thousand players, as large as it is run exactly. */
export function largeEvening(): Scenario {
  const { scenario } = situation('large', LARGE, autoscaled('baselines/hpa', 0.7));
  return { ...scenario, horizon: 4 * HOUR };
}

function situation(
  name: string,
  players: number,
  contender: Contender,
  factorAt: (at: number) => number = () => 1,
): Situation {
  const { detail: _, ...million } = readMillion();
  const share = players / MILLION;
  const { arrivals } = million.players;
  const values = arrivals.values.map((rate, cell) => {
    return rate * share * factorAt((cell + 0.5) * arrivals.every);
  });
  const fewer = (count: number, spare: number) => Math.ceil(count * share * spare);
  const scenario = {
    ...million,
    horizon: 3 * HOUR,
    warmUp: HOUR,
    players: { ...million.players, arrivals: { ...arrivals, values } },
    regions: million.regions.map((region) => {
      const quota = fewer(region.quota, 4);
      return { ...region, quota, edgeSlots: fewer(region.edgeSlots, 1) };
    }),
    serving: { ...million.serving, queueLimit: fewer(million.serving.queueLimit, 4) },
    atStart: fewer(1000, 1),
    contenders: [contender],
  };
  return { name, scenario };
}

function launchFactor(at: number): number {
  if (at < RISES.at) return 1;
  if (at < RISES.at + RISES.within) return 1 + (RISES.to * (at - RISES.at)) / RISES.within;
  return 1 + RISES.to * 2 ** (-(at - RISES.at - RISES.within) / RISES.halves);
}

function autoscaled(use: string, target: number): Contender {
  return loop(use, { target });
}

function loop(use: string, parameters: Record<string, number>): Contender {
  return {
    name: use.slice(use.indexOf('/') + 1),
    capacity: { use, every: 15 * SECOND, parameters },
    routing: { use: 'baselines/geo-dns', every: 60 * SECOND, parameters: { mislocated: 0.1 } },
  };
}

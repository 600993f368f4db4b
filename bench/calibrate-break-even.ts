import { readFileSync } from 'node:fs';
import { log } from '../engine/math.ts';
import { normalQuantile } from '../engine/special.ts';
import { MILLISECOND, SECOND } from '../engine/units.ts';
import { emptyWeighed, offloadGain, type Weights } from '../policies/q-burst/break-even.ts';
import { expectAnnealer, expectClassical } from '../policies/q-burst/expected-times.ts';
import {
  type Estimates,
  type Frontier,
  fiellerInterval,
  findFrontier,
} from '../policies/q-burst/frontier.ts';
import type { SearchBrief } from '../policies/search.ts';
import { briefSearches, compileSearches } from '../scenarios/compile-searches.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { table } from './calibrate-network-tables.ts';
import { type FigureSpec, writeFigure } from './figure.ts';

const FILE = 'scenarios/library/burst-search.yaml';
const SIZES = [20, 50, 100, 150, 177];
const DRAWS = 2000;
const SEED = 11;
const FROM = 10;
/** Mean wait behind other customers, Pollaczek and Khinchine: load 50 %, exponential jobs. */
const QUEUE = 100 * MILLISECOND;
/** Seconds it takes to embed a graph of 100 variables that is new, and the power it grows with. */
const EMBEDDING = { at100: 8, power: 3 };
const WEIGHTS: readonly (readonly [string, Weights])[] = [
  ['a second is worth 0.001 USD', { perSecond: 0.001, perUsd: 1, perTonne: 0, forget: 1 }],
  ['a second is worth 1 USD', { perSecond: 1, perUsd: 1, perTonne: 0, forget: 1 }],
  ['time alone', { perSecond: 1, perUsd: 0, perTonne: 0, forget: 1 }],
];

/** One set of assumptions: the brief, the wait at the annealer, and whether graphs are at hand. */
interface Case {
  readonly name: string;
  readonly brief: SearchBrief;
  readonly queue: number;
  readonly isEmbedded: boolean;
}

/** The generated part of docs/calibration/break-even.md. */
export async function writeBreakEven(): Promise<string> {
  const brief = shippedBrief();
  return [
    '### What both sides take, by size',
    '',
    describeSizes(brief),
    '',
    await drawTimes(brief),
    '',
    '### The frontier, and which assumption makes one',
    '',
    describeFrontiers(brief),
    '',
    '### The linear case, two ways',
    '',
    describeLinear(brief),
  ].join('\n');
}

function shippedBrief(): SearchBrief {
  const parsed = parseScenario(readFileSync(new URL(`../${FILE}`, import.meta.url), 'utf8'), FILE);
  if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  const { searches } = compileSearches(parsed.scenario);
  if (searches === undefined) throw new Error(`${FILE} has no searches`);
  return briefSearches(searches);
}

const three = (value: number) => String(Number(value.toPrecision(3)));

function describeSizes(brief: SearchBrief): string {
  const rows = SIZES.map((size) => {
    const own = expectClassical(brief, size);
    const away = expectAnnealer(brief, size, 0);
    const joules = (kwh: number) => three(kwh * 3.6e6);
    return [
      String(size),
      three(own.time / MILLISECOND),
      three(away.busy / MILLISECOND),
      three((away.time + QUEUE) / MILLISECOND),
      `${three(100 * (1 - away.failure))} %`,
      three((away.time + QUEUE) / own.time),
      three(away.money / own.money),
      `${joules(own.energyKwh)} / ${joules(away.energyKwh)}`,
    ];
  });
  const head = [
    'variables',
    'one worker, mean, ms',
    'annealer alone, ms',
    'with way and line, ms',
    'solved',
    'times as long',
    'times as dear',
    'J: worker / annealer',
  ];
  return table(head, rows);
}

function casesOf(brief: SearchBrief): readonly Case[] {
  const base = { brief, queue: QUEUE, isEmbedded: true };
  const change = (name: string, changes: Partial<SearchBrief>): Case => {
    return { ...base, name, brief: { ...brief, ...changes } };
  };
  const slower = (times: number): Case =>
    change(`the workers are ${times} times slower`, {
      classical: { ...brief.classical, intercept: brief.classical.intercept + log(times) },
    });
  const free = { pricePerSecond: [brief.pricePerSecond[0], 0] };
  return [
    { ...base, name: 'as in the scenario, graph at hand' },
    { ...base, name: 'a new graph each time', isEmbedded: false },
    { ...base, name: 'no line', queue: 0 },
    { ...change('no line, no network', { roundTrip: 0 }), queue: 0 },
    change('every read succeeds', { successIntercept: 0, successSlope: 0 }),
    change('time on the annealer is free', free),
    change('workers are paid anyway', { pricePerSecond: [0, brief.pricePerSecond[1]] }),
    slower(100),
    slower(1000),
    slower(10_000),
    {
      ...change('all in its favour', {
        ...free,
        roundTrip: 0,
        successIntercept: 0,
        successSlope: 0,
      }),
      queue: 0,
    },
  ];
}

function describeFrontiers(brief: SearchBrief): string {
  const rows = casesOf(brief).map((one) => [
    one.name,
    ...WEIGHTS.map(([, weights]) => wordFrontier(frontierOf(one, weights))),
  ]);
  return table(['assumption', ...WEIGHTS.map(([name]) => name)], rows);
}

function frontierOf({ brief, queue, isEmbedded }: Case, weights: Weights): Frontier {
  const difference = ([intercept, slope, chance, decay]: readonly number[], size: number) => {
    const drawn: SearchBrief = {
      ...brief,
      classical: { ...brief.classical, intercept, slope },
      successIntercept: Math.min(0, chance),
      successSlope: Math.min(0, decay),
    };
    const grown = (size / 100) * (size / 100) * (size / 100);
    const embedding = isEmbedded ? 0 : EMBEDDING.at100 * grown * SECOND;
    return -offloadGain(drawn, { ...emptyWeighed(), size, embedding, waits: [0, queue] }, weights);
  };
  const problem = {
    difference,
    estimates: estimatesOf(brief),
    from: FROM,
    to: brief.mostVariables,
  };
  return findFrontier(problem, DRAWS, SEED);
}

/**
 * Level at 800 variables: four graphs, so sd / 2. Its power and the annealer's two figures are
 * assumed, and so are their spreads: 0.5, half of ln p, and three tenths of the decay.
 */
function estimatesOf(brief: SearchBrief): Estimates {
  const { intercept, slope, sd, from } = brief.classical;
  const { successIntercept, successSlope } = brief;
  const centre = log(from);
  const [level, power] = [(sd * sd) / 4, 0.25];
  const decay = 0.3 * successSlope;
  const chance = successIntercept === 0 ? 0 : 0.25;
  return {
    mean: [intercept, slope, successIntercept, successSlope],
    covariance: [
      [level + power * centre * centre, -power * centre, 0, 0],
      [-power * centre, power, 0, 0],
      [0, 0, chance, 0],
      [0, 0, 0, decay * decay],
    ],
  };
}

function wordFrontier(frontier: Frontier): string {
  const share = `${three(100 * frontier.without)} % of draws without`;
  if (frontier.kind === 'size') {
    const { size, low, high, side } = frontier;
    return `${side} ${three(size)} (${three(low)} to ${three(high)}; ${share})`;
  }
  const who = frontier.winner === 'nobody' ? 'undecided' : `${frontier.winner} at every size`;
  return `no frontier inside data: ${who} (${share})`;
}

/** Against an annealer of one fixed time, ln n* is a ratio of two estimates: Fieller's case. */
function describeLinear(brief: SearchBrief): string {
  const { mean, covariance } = estimatesOf(brief);
  const [[va, cov], [, vb]] = covariance;
  const rows = [0.1, 1, 10].map((seconds) => {
    const estimates = {
      mean: [log(seconds) - mean[0], mean[1]],
      covariance: [
        [va, -cov],
        [-cov, vb],
      ],
    };
    const exact = fiellerInterval(estimates, normalQuantile(0.975));
    const difference = ([a, b]: readonly number[], n: number) => log(seconds) - a - b * log(n);
    const problem = { difference, estimates: { mean, covariance }, from: 2, to: 1e7 };
    const both = exact?.map((x) => three(Math.E ** x)).join(' to ') ?? 'not bounded';
    return [three(seconds), wordFrontier(findFrontier(problem, DRAWS, SEED)), both];
  });
  return table(['annealer and way, s', 'bootstrap', 'Fieller'], rows);
}

function drawTimes(brief: SearchBrief): Promise<string> {
  const values = Array.from({ length: 60 }, (_, at) => Math.round(10 * 100 ** (at / 59))).flatMap(
    (size) => {
      const point = (who: string, time: number) => ({ size, who, seconds: time / SECOND });
      const own = point('one worker, mean', expectClassical(brief, size).time);
      if (size > brief.mostVariables) return [own];
      const away = expectAnnealer(brief, size, 0);
      return [
        own,
        point('annealer alone', away.busy),
        point('annealer with way and line', away.time + QUEUE),
      ];
    },
  );
  const spec: FigureSpec = {
    data: { values },
    mark: 'line',
    encoding: {
      x: { field: 'size', type: 'quantitative', scale: { type: 'log' }, title: 'variables' },
      y: {
        field: 'seconds',
        type: 'quantitative',
        scale: { type: 'log' },
        title: 'time to solution, s',
      },
      color: { field: 'who', type: 'nominal', title: null },
    },
  };
  const alt = 'Time to solution by size: a worker in milliseconds where the annealer takes seconds';
  return writeFigure('break-even', alt, spec);
}

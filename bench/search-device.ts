import { exp, log } from '../engine/math.ts';
import { openStream } from '../engine/random.ts';
import { sampleAsDevice } from '../policies/q-burst/device/sample.ts';
import { maxCutIsing } from '../policies/q-burst/problems/max-cut.ts';
import { searchHybrid } from '../policies/q-burst/samplers/hybrid.ts';
import { exactBinomial } from './frames/binomial.ts';
import { randomGraph } from './search-graphs.ts';
import { lineThrough } from './search-law.ts';

const RULE = { perChainQubit: 12, mostVariables: 150, prefactor: Math.SQRT2 };
const SETTINGS = { rule: RULE, reads: 200, sweeps: 100, noise: 0.02 };
const GRAPHS = 8;
const FITTED = [20, 30, 40, 50] as const;
const HELD = [60, 80] as const;

interface Asked {
  readonly size: number;
  readonly hits: number;
  readonly tries: number;
  readonly broken: number;
}

/** Chance of a best read by size, ln p = intercept + slope n, and how it holds at larger sizes. */
export function judgeDevice(): {
  readonly law: string;
  readonly rows: readonly (readonly string[])[];
} {
  const fitted = FITTED.map(askDevice);
  const line = lineThrough(
    fitted.map(({ size }) => size),
    fitted.map(({ hits, tries }) => log(hits / tries)),
  );
  const rows = [...fitted, ...HELD.map(askDevice)].map(({ size, hits, tries, broken }) => {
    const { low, high } = exactBinomial(hits, tries);
    const chance = `${(hits / tries).toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
    const told = exp(line.intercept + line.slope * size).toFixed(4);
    const part = HELD.some((held) => held === size) ? 'held out' : 'fitted';
    return [String(size), part, chance, told, `${(100 * broken).toFixed(1)} %`];
  });
  return { law: `ln p = ${line.intercept.toFixed(2)} - ${(-line.slope).toFixed(4)} n`, rows };
}

function askDevice(size: number): Asked {
  let hits = 0;
  let broken = 0;
  for (let seed = 0; seed < GRAPHS; seed++) {
    const ising = maxCutIsing(randomGraph(size, seed));
    const budget = { members: 8, opening: 50, sweeps: 3000 };
    const best = searchHybrid(ising, budget, openStream(seed, 'device/truth')).energy;
    const reads = sampleAsDevice(ising, SETTINGS, openStream(seed, 'device/reads'));
    hits += reads.filter(({ energy }) => energy <= best + 1e-9).length;
    broken += reads.reduce((sum, read) => sum + read.broken, 0);
  }
  const tries = GRAPHS * SETTINGS.reads;
  return { size, hits, tries, broken: broken / tries };
}

import type { Dice } from './dice.ts';
import { withLoops } from './draw-kinds.ts';
import type { Raw } from './raw.ts';

const GATES = ['always-classical', 'always-annealer', 'break-even', 'fixed-size'];

/** Bursts of searches beside the players, with a gate and sometimes rules over it. */
export function withSearches(dice: Dice, raw: Raw, regions: readonly string[]): Raw {
  const isThere = dice.isLucky(0.3);
  const searches = {
    bursts: burstsOf(dice),
    size: { median: dice.one([20, 90, 300]), spread: 0.9, least: 10, most: 2000 },
    graphs: { common: dice.one([0, 3, 12]), share: dice.one(['0 %', '70 %']) },
    deadline: dice.one(['1 s', '5 s', '5 min']),
    classical: classicalOf(dice, regions),
    annealer: annealerOf(dice, regions),
    told: { every: '30 s', delay: dice.one(['0 s', '30 s']) },
    governance: { careful: rulesOf(dice) },
  };
  const use = `q-burst/${dice.one(GATES)}`;
  const size = use.endsWith('size') ? { from: dice.one([10, 100]) } : {};
  const rules = dice.isLucky(0.5) ? { governance: 'careful' } : {};
  if (!isThere) return raw;
  return withLoops({ ...raw, searches }, { searches: { use, ...size }, ...rules });
}

function burstsOf(dice: Dice): Raw {
  const gaps = { exponential: { mean: dice.one(['10 s', '2 min']) } };
  const cycle = { 'daily cycle': '1 + 0.9 * sin(2 * pi * t / 24 h)' };
  const least = dice.whole(1, 3);
  return { gaps, ...(dice.isLucky(0.3) ? cycle : {}), least, most: least + dice.whole(0, 12) };
}

function classicalOf(dice: Dice, regions: readonly string[]): Raw {
  return {
    in: dice.one(regions),
    instance: 'g2-standard-4',
    workers: dice.whole(1, 4),
    price: '0.705 USD/h',
    paid: dice.one(['by use', 'always']),
    time: { median: '1.34 s', at: 800, power: dice.one([0, 3]), spread: dice.one([0, 1.5]) },
  };
}

function annealerOf(dice: Dice, regions: readonly string[]): Raw {
  const last = { lognormal: { median: '3 min', p95: '8 min' } };
  const outages = { outages: { gaps: { exponential: { mean: '20 min' } }, last } };
  return {
    in: dice.one(regions),
    device: 'advantage-4',
    'reads most': dice.one([1, 100, 1000]),
    others: { load: dice.one(['0 %', '50 %', '95 %']), service: { deterministic: '100 ms' } },
    sold: dice.one(['60 %', '100 %']),
    ...(dice.isLucky(0.4) ? outages : {}),
    'round trip': dice.one([{ deterministic: '0 s' }, { exponential: { mean: '2 s' } }]),
    embedding: { median: dice.one(['10 ms', '8 s']), at: 100, power: 3, spread: 1 },
    'give up': dice.one(['1 s', '60 s']),
    miss: '2 %',
  };
}

function rulesOf(dice: Dice): Raw {
  return {
    ...(dice.isLucky(0.5) ? { budget: dice.one(['0 USD', '1 USD']) } : {}),
    ...(dice.isLucky(0.5) ? { carbon: 300 } : {}),
    ...(dice.isLucky(0.5) ? { queue: '1 s' } : {}),
    ...(dice.isLucky(0.5) ? { failures: dice.whole(0, 8) } : {}),
    ...(dice.isLucky(0.5) ? { age: '35 s' } : {}),
    hold: dice.one(['1 min', '5 min']),
    back: dice.one(['0 %', '80 %', '100 %']),
  };
}

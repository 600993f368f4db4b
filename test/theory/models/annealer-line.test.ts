import { expect, it } from 'vitest';
import { type Law, meanOf, scvOf } from '../../../engine/distributions.ts';
import { estimateMean } from '../../../engine/estimate.ts';
import { log } from '../../../engine/math.ts';
import { openStream, uniform } from '../../../engine/random.ts';
import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../../engine/units.ts';
import { advanceQpu, openQpu, turnOf } from '../../../models/searches/qpu.ts';
import type { AnnealerSetup } from '../../../models/searches/setup.ts';
import { createSearches } from '../../../models/searches/state.ts';
import { searchesSetup } from '../../fixtures/searches.ts';

const MEAN = 100 * MILLISECOND;
const LAWS: readonly (readonly [string, Law])[] = [
  ['exponential', { kind: 'exponential', mean: MEAN }],
  ['deterministic', { kind: 'deterministic', value: MEAN }],
  ['lognormal', { kind: 'lognormal', mu: log(MEAN) - log(3) / 2, sigma: Math.sqrt(log(3)) }],
];

function lineOf(changes: Partial<AnnealerSetup>, seed: number) {
  const setup = searchesSetup({}, changes);
  const { qpu } = createSearches(setup, seed);
  openQpu(qpu, setup.annealer);
  return { qpu, annealer: setup.annealer };
}

/** Mean wait of visitors who come at random, look and leave, in each of twelve runs. */
function meanWaits(changes: Partial<AnnealerSetup>, hours: number): readonly number[] {
  return Array.from({ length: 12 }, (_, run) => {
    const { qpu, annealer } = lineOf(changes, 700 + run);
    const stream = openStream(run, 'visitors');
    let [now, sum, count] = [0, 0, 0];
    while (now < hours * HOUR) {
      now += -log(1 - uniform(stream, 0)) * SECOND;
      advanceQpu(qpu, annealer, now);
      sum += turnOf(qpu, annealer, now, 1).from - now;
      count++;
    }
    return sum / count;
  });
}

// Pollaczek 1930, Khinchine 1932: W = rho E[S] / (1 - rho) * (1 + scv) / 2; visitors who come at
// random see time averages (Wolff 1982). Six cells at 99.9 %.
for (const [name, law] of LAWS) {
  for (const load of [0.5, 0.8]) {
    it(`waits behind others' ${name} jobs at a load of ${load} as Pollaczek and Khinchine say`, () => {
      const othersGap = meanOf(law) / load;
      const waits = meanWaits({ othersGap, othersService: law }, load > 0.6 ? 6 : 3);
      const expected = ((load * meanOf(law)) / (1 - load)) * ((1 + scvOf(law)) / 2);
      const { mean, halfWidth } = estimateMean(waits, 0.999);
      expect(Math.abs(mean - expected)).toBeLessThan(halfWidth);
      expect(halfWidth).toBeLessThan(0.25 * expected);
    });
  }
}

it('adds no wait of its own where nobody else is there', () => {
  const { qpu, annealer } = lineOf({ othersGap: Number.POSITIVE_INFINITY }, 1);
  expect(turnOf(qpu, annealer, 5, 10)).toEqual({ from: 5, to: 15 });
  qpu.freeAt = 15;
  expect(turnOf(qpu, annealer, 6, 10)).toEqual({ from: 15, to: 25 });
});

it('runs nothing across a time out of order, and an unbooked look leaves no trace', () => {
  const fixed = (value: number): Law => ({ kind: 'deterministic', value });
  const outages = { gap: fixed(MINUTE), lasts: fixed(10 * SECOND) };
  const { qpu, annealer } = lineOf({ othersGap: Number.POSITIVE_INFINITY, outages }, 1);
  const at = 59 * SECOND;
  expect(turnOf(qpu, annealer, at, 2 * SECOND).from).toBe(70 * SECOND);
  expect(turnOf(qpu, annealer, at, SECOND).from).toBe(at);
  expect(turnOf(qpu, annealer, 65 * SECOND, SECOND).from).toBe(70 * SECOND);
  // The next outage is from 130 s to 140 s.
  expect(turnOf(qpu, annealer, 71 * SECOND, 59.5 * SECOND).from).toBe(140 * SECOND);
  advanceQpu(qpu, annealer, 200 * SECOND);
  expect(turnOf(qpu, annealer, 199.5 * SECOND, SECOND).from).toBe(210 * SECOND);
});

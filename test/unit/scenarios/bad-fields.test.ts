import { describe, expect, it } from 'vitest';
import { edited, problemsOf } from './library.ts';

interface Case {
  readonly says: string;
  readonly piece: string;
  readonly becomes: string;
  readonly path: string;
  readonly found: string;
  readonly wanted: RegExp;
  readonly nearest?: string;
}

function only(
  says: string,
  change: readonly [string, string],
  rest: Omit<Case, 'says' | 'piece' | 'becomes'>,
): Case {
  return { says, piece: change[0], becomes: change[1], ...rest };
}

const SPIKE = 'arrivals: 0.04 /s + spike(t, 42.01 h, 1 s, 1e9 /s, 1 s)';

const CASES: readonly Case[] = [
  only('a bare number for a duration', ['budget: 800 ms', 'budget: 800'], {
    path: 'serving.budget',
    found: '800',
    wanted: /^a duration, for example "45 s"$/,
  }),
  only('metres for minutes', ['notice: 30 s', 'notice: 30 m'], {
    path: 'serving.notice',
    found: '30 m',
    wanted: /"m" means metres/,
  }),
  only('a negative duration', ['notice: 30 s', 'notice: -30 s'], {
    path: 'serving.notice',
    found: '-30 s',
    wanted: /between 0 s and 1 h/,
  }),
  only('a horizon beyond the limit', ['horizon: 7 d', 'horizon: 401 d'], {
    path: 'horizon',
    found: '401 d',
    wanted: /between 1 s and 400 d/,
  }),
  only('a value that is not a number', ['pue: 1.09', 'pue: .nan'], {
    path: 'regions.us-east4.pue',
    found: '.nan',
    wanted: /a number between 1 and 3/,
  }),
  only('an infinite value', ['seed: 20261120', 'seed: .inf'], {
    path: 'seed',
    found: '.inf',
    wanted: /a whole number/,
  }),
  only('an overflowing quantity', ['notice: 30 s', 'notice: 1e999 s'], {
    path: 'serving.notice',
    found: '1e999 s',
    wanted: /a duration/,
  }),
  only('a ratio above one', ['loss: 0.5 %', 'loss: 140 %'], {
    path: 'observing.loss',
    found: '140 %',
    wanted: /a ratio between 0 and 1/,
  }),
  only('a ratio with a unit', ['loss: 0.5 %', 'loss: 0.5 s'], {
    path: 'observing.loss',
    found: '0.5 s',
    wanted: /a ratio/,
  }),
  only('money per second where it is per hour', ['price: 1.40 USD/h', 'price: 1.40 USD'], {
    path: 'serving.edge.price',
    found: '1.40 USD',
    wanted: /a price per hour/,
    nearest: '1.40 USD/h',
  }),
  only('a fraction of a count', ['replications: 3', 'replications: 2.5'], {
    path: 'replications',
    found: '2.5',
    wanted: /a whole number between 1 and 1000/,
  }),
  only('an unknown top-level key', ['warm-up: 0 h', 'warmup: 0 h'], {
    path: 'warmup',
    found: 'the unknown key warmup',
    wanted: /^warm-up$/,
  }),
  only('an unknown inner key', ['edge slots: 8', 'edge slot: 8'], {
    path: 'regions.us-east4.edge slot',
    found: 'the unknown key edge slot',
    wanted: /^edge slots$/,
  }),
  only('a missing key', ['  budget: 800 ms\n', ''], {
    path: 'serving.budget',
    found: 'nothing',
    wanted: /a duration/,
  }),
  only('an empty value', ['budget: 800 ms', 'budget:'], {
    path: 'serving.budget',
    found: 'an empty value',
    wanted: /a duration/,
  }),
  only(
    'a list where a mapping is due',
    ['  churn: { quit per late answer: 0.5 %, quit per budget over: 0.1 % }', '  churn: []'],
    { path: 'players.churn', found: 'a list', wanted: /a mapping with/ },
  ),
  only('coordinates off the Earth', ['at: "39.0 N, 77.5 W"', 'at: "99.0 N, 77.5 W"'], {
    path: 'regions.us-east4.at',
    found: '"99.0 N, 77.5 W"',
    wanted: /coordinates/,
  }),
  only('a clock that no place keeps', ['clock: UTC-5', 'clock: UTC-15'], {
    path: 'players.groups.na-east.clock',
    found: 'UTC-15',
    wanted: /between UTC-12 and UTC\+14/,
  }),
  only('a day that the month lacks', ['epoch: 2026-03-02T', 'epoch: 2026-02-30T'], {
    path: 'epoch',
    found: '2026-02-30T00:00:00Z',
    wanted: /an instant in UTC/,
  }),
  only(
    'an instance outside the catalogue',
    ['instance: g2-standard-4', 'instance: g2-standard-8'],
    {
      path: 'serving.instance',
      found: 'g2-standard-8',
      wanted: /one of/,
      nearest: 'g2-standard-4',
    },
  ),
  only('a trace that is not on the shelf', ['carbon: shipped/carbon', 'carbon: shipped/carbo'], {
    path: 'traces.carbon',
    found: 'shipped/carbo',
    wanted: /shipped\/carbon/,
    nearest: 'shipped/carbon',
  }),
  only('a trace of another role', ['carbon: shipped/carbon', 'carbon: shipped/rtt'], {
    path: 'traces.carbon',
    found: 'shipped/rtt',
    wanted: /shipped\/carbon/,
    nearest: 'shipped/carbon',
  }),
  only(
    'a path out of the traces folder',
    ['carbon: shipped/carbon', 'carbon: { import: electricitymap-live, from: ../../etc }'],
    { path: 'traces.carbon.from', found: '../../etc', wanted: /without \.\./ },
  ),
  only(
    'a format that nobody reads',
    ['carbon: shipped/carbon', 'carbon: { import: electricity-live, from: x }'],
    {
      path: 'traces.carbon.import',
      found: 'electricity-live',
      wanted: /one of/,
      nearest: 'electricitymap-live',
    },
  ),
  only('a unit that is none', ['notice: 30 s', 'notice: 30 sek'], {
    path: 'serving.notice',
    found: '30 sek',
    wanted: /units: us, ms, s, min, h, d, week/,
    nearest: '30 s',
  }),
  only('two units in a row', ['notice: 30 s', 'notice: 1 h 30 min'], {
    path: 'serving.notice',
    found: '1 h 30 min',
    wanted: /one number with one unit/,
    nearest: '90 min',
  }),
  only('a function misspelt', ['arrivals: 0.04 /s + spike', 'arrivals: 0.04 /s + spik'], {
    path: 'players.arrivals',
    found: '0.04 /s + spik(t, 42 h, 1 h, 0.6 /s, …',
    wanted: /not "spik"/,
    nearest: 'spike',
  }),
  only('a zone that the shipped trace lacks', ['grid: DE,', 'grid: DEE,'], {
    path: 'regions.europe-west3.grid',
    found: 'DEE',
    wanted: /names that shipped\/carbon has/,
    nearest: 'DE',
  }),
  only('a region that the shipped prices lack', ['  us-west1: {', '  us-west11: {'], {
    path: 'regions.us-west11',
    found: 'us-west11',
    wanted: /names that shipped\/l4-prices has/,
    nearest: 'us-west1',
  }),
  only('more arrivals than a machine can hold', ['arrivals: 0.04 /s', 'arrivals: 90 /s'], {
    path: 'players.arrivals',
    found: '5.47e+7 sessions to be expected in one run',
    wanted: /at most 50000000 sessions/,
  }),
  only('a spike between two samples', ['arrivals: 0.04 /s', SPIKE], {
    path: 'players.arrivals',
    found: `${SPIKE.slice(10, 47)}…`,
    wanted: /^spikes of at most 100000 \/s$/,
  }),
  only('a name with capitals', ['  europe-west3: {', '  Europe-West3: {'], {
    path: 'regions.Europe-West3',
    found: 'Europe-West3',
    wanted: /a name of letters/,
  }),
];

describe('a wrong field', () => {
  it.each(CASES)('is found with its line: $says', (one) => {
    const text = edited('launch-week.yaml', one.piece, one.becomes);
    const problem = problemsOf(text).find(({ path }) => path === one.path);
    expect(problem).toMatchObject({ file: 'a/test.yaml', found: one.found });
    expect(problem?.wanted).toMatch(one.wanted);
    expect(problem?.nearest).toBe(one.nearest);
  });

  it('is said once when a key is misspelt, at the key', () => {
    const text = edited('mg1.yaml', 'warm-up:', 'warmup:');
    const line = text.split('\n').findIndex((row) => row.startsWith('warmup')) + 1;
    expect(problemsOf(text)).toMatchObject([{ line, path: 'warmup', wanted: 'warm-up' }]);
  });

  it('may write micro in both ways', () => {
    for (const sign of ['\u00b5', '\u03bc']) {
      expect(problemsOf(edited('launch-week.yaml', '92 us', `92 ${sign}s`))).toEqual([]);
    }
  });

  it('is pointed at by line and column', () => {
    const text = edited('mg1.yaml', '  budget: 1 s', '  budget: 1');
    const line = text.split('\n').indexOf('  budget: 1') + 1;
    expect(problemsOf(text)).toMatchObject([{ line, column: 11 }]);
  });

  it('does not hide the next one: all are reported, in the order of the text', () => {
    const text = edited('launch-week.yaml', 'horizon: 7 d', 'horizon: 7')
      .replace('share: 20 %', 'share: twenty')
      .replace('home: us-west1', 'home: us-west9')
      .replace('\n  slots: 4', '\n  slots: 0')
      .replace('target: 70 %', 'target: 700 %');
    const paths = problemsOf(text).map(({ path }) => path);
    expect(paths).toEqual([
      'horizon',
      'players.groups.na-east.share',
      'players.groups.na-west.home',
      'serving.slots',
      'policies.hpa.capacity.target',
    ]);
  });
});

import { DAY, MILLISECOND } from '../engine/units.ts';
import { nearestFirst } from '../policies/geography.ts';
import { compileRun } from '../scenarios/compile.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Series, TraceBundle } from '../traces/series.ts';
import { valueAt } from '../traces/series-ops.ts';
import type { Opened } from './document-play.ts';
import { drawTable, figure, percent } from './document-text.ts';

const STEP = DAY / 1440;

/** One figure of the inputs: its name and how it is read from a scenario's recorded world. */
type Row = readonly [name: string, read: (opened: Opened) => string];

/** Figures of the inputs of two runs next to each other. */
export function writeInputs(shipped: Opened, recorded: Opened): string {
  const rows = [
    ...carbonRows(shipped.scenario),
    ...priceRows(shipped.scenario),
    ...spotRows,
    ...networkRows,
    ...workRows,
  ];
  const cells = rows.map(([name, read]) => [name, read(shipped), read(recorded)]);
  return drawTable(['input, over the horizon', 'shipped', 'recorded'], cells);
}

function carbonRows({ regions }: Scenario): readonly Row[] {
  return regions.map(({ grid, name }) => [
    `carbon intensity of ${grid} (${name}), mean (least to most), g/kWh`,
    ({ scenario, bundle }) => {
      const values = sample(bundle.carbon[grid], scenario);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      return `${figure(mean(values))} (${figure(least)} to ${figure(most)})`;
    },
  ]);
}

function priceRows({ regions }: Scenario): readonly Row[] {
  return regions.map(({ name }) => [
    `on-demand price in ${name}, USD/h; spot over on-demand`,
    ({ scenario, bundle }) => {
      const { onDemand, spot } = bundle.prices[name];
      const listed = mean(sample(onDemand, scenario));
      return `${figure(listed, 4)}; ${figure(mean(sample(spot, scenario)) / listed)}`;
    },
  ]);
}

const spotRows: readonly Row[] = [
  ['spot capacity sold, mean over zones', (opened) => percent(mean(zonesOf(opened).flat()))],
  [
    'spot capacity sold, worst to best zone',
    (opened) => {
      const shares = zonesOf(opened).map(mean);
      return `${percent(Math.min(...shares))} to ${percent(Math.max(...shares))}`;
    },
  ],
  ['time in which a region sells in no zone at all', (opened) => percent(darkness(opened))],
  [
    'times a zone stops selling, per zone and day',
    (opened) => {
      const zones = zonesOf(opened);
      const days = opened.scenario.horizon / DAY;
      return figure(zones.flatMap(runsOf).length / zones.length / days);
    },
  ],
  [
    'run of capacity until it ends, median and mean, h',
    (opened) => {
      const runs = zonesOf(opened).flatMap(runsOf);
      const hours = runs.map((minutes) => minutes / 60).sort((a, b) => a - b);
      return `${figure(quantile(hours, 0.5))} and ${figure(mean(hours))}`;
    },
  ],
  ['different recordings of spot zones', ({ bundle }) => figure(bundle.availability.length)],
];

const networkRows: readonly Row[] = [
  [
    'round trip between two regions, p50 and most, ms',
    ({ bundle }) => {
      const { rtt } = bundle.rtt;
      const pairs = rtt.flatMap((row, i) => row.slice(i + 1).map((one) => one / MILLISECOND));
      pairs.sort((a, b) => a - b);
      return `${figure(quantile(pairs, 0.5))} and ${figure(quantile(pairs, 1))}`;
    },
  ],
  ['round trip of a player to the home region, mean, ms', (opened) => reach(opened, 'home')],
  ['the same to the region nearest on the map, mean, ms', (opened) => reach(opened, 'map')],
  [
    'jitter factor p50, p75, p95, p99, most',
    ({ bundle }) => quantiles(bundle.jitter.factors, [0.5, 0.75, 0.95, 0.99, 1]),
  ],
];

const workRows: readonly Row[] = [
  [
    'prompt tokens p5, p50, p95, p99, most',
    ({ bundle }) => quantiles(bundle.tokens.context, [0.05, 0.5, 0.95, 0.99, 1], 4),
  ],
  [
    'the most frequent prompt size, tokens, and its share',
    ({ bundle }) => {
      const [size, count] = mostFrequent(bundle.tokens.context);
      return `${figure(size, 4)}, ${percent(count / bundle.tokens.context.length)}`;
    },
  ],
  [
    'reply tokens p5, p50, p95, p99',
    ({ bundle }) => quantiles(bundle.tokens.generated, [0.05, 0.5, 0.95, 0.99]),
  ],
  [
    'time to first token without waiting, p50 and p99, ms',
    (opened) => {
      const times = workOf(opened).map(({ first }) => first / MILLISECOND);
      return quantiles(times, [0.5, 0.99]).replace(', ', ' and ');
    },
  ],
  [
    'prompts whose first token alone takes longer than the budget',
    (opened) => {
      const { budget } = opened.scenario.serving;
      const works = workOf(opened);
      return percent(works.filter(({ first }) => first > budget).length / works.length);
    },
  ],
  [
    'time a request holds its slot, mean, s, and its scv',
    (opened) => {
      const holds = workOf(opened).map(({ hold }) => hold / 1e6);
      const average = mean(holds);
      const variance = mean(holds.map((one) => (one - average) ** 2));
      return `${figure(average)} and ${figure(variance / average ** 2)}`;
    },
  ],
];

function sample(series: Series, { horizon }: Scenario): number[] {
  const count = Math.floor(horizon / STEP);
  return Array.from({ length: count }, (_, minute) => valueAt(series, minute * STEP));
}

/** 1 or 0 for every minute of every zone, region by region, in every replication. */
function marketsOf({ scenario, bundle }: Opened): readonly (readonly (readonly number[])[])[] {
  const replications = Array.from({ length: scenario.replications }, (_, i) => i);
  return replications.flatMap((replication) => {
    const { setup } = compileRun(scenario, bundle, scenario.contenders[0], replication);
    return setup.regions.map(({ zoneSeries }) => zoneSeries.map((one) => isSold(one, scenario)));
  });
}

function isSold(series: Series, scenario: Scenario): readonly number[] {
  return sample(series, scenario).map((value) => (value > 0 ? 1 : 0));
}

function zonesOf(opened: Opened): readonly (readonly number[])[] {
  return marketsOf(opened).flat();
}

function darkness(opened: Opened): number {
  const shares = marketsOf(opened).map((zones) => {
    return mean(zones[0].map((_, minute) => (zones.every((zone) => zone[minute] === 0) ? 1 : 0)));
  });
  return mean(shares);
}

/** Lengths in minutes of the runs of 1 that end within the horizon. */
function runsOf(values: readonly number[]): readonly number[] {
  const runs: number[] = [];
  let length = 0;
  for (const value of values) {
    if (value === 0 && length > 0) runs.push(length);
    length = value === 0 ? 0 : length + 1;
  }
  return runs;
}

function reach({ scenario, bundle }: Opened, by: 'home' | 'map'): string {
  const { groups } = scenario.players;
  const times = groups.map((group) => {
    const [nearest] = nearestFirst(group, scenario.regions);
    const to = by === 'home' ? group.home : scenario.regions[nearest].name;
    return group.share * (group.access + roundTrip(bundle, group.home, to));
  });
  return figure(times.reduce((sum, one) => sum + one, 0) / MILLISECOND, 4);
}

function roundTrip({ rtt: { names, rtt } }: TraceBundle, from: string, to: string): number {
  return rtt[names.indexOf(from)][names.indexOf(to)];
}

function workOf({ scenario, bundle }: Opened) {
  const { service } = scenario.serving;
  if (service.kind === 'law') throw new Error('wanted a service made of tokens');
  return bundle.tokens.context.map((context, row) => {
    const first = service.first + service.prefill * context;
    return { first, hold: first + service.decode * bundle.tokens.generated[row] };
  });
}

function quantiles(values: readonly number[], at: readonly number[], digits = 3): string {
  const sorted = [...values].sort((a, b) => a - b);
  return at.map((q) => figure(quantile(sorted, q), digits)).join(', ');
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function mostFrequent(values: readonly number[]): readonly [value: number, count: number] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

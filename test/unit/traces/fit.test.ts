import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../engine/units.ts';
import { type Summary, showcaseRequest, summarise } from '../../../traces/describe.ts';
import { generateAvailability, scarceSpot } from '../../../traces/generate/availability.ts';
import { generateCarbon } from '../../../traces/generate/carbon.ts';
import { type CarbonFigures, carbonFigures } from '../../../traces/generate/carbon-figures.ts';
import { l4Prices } from '../../../traces/generate/price-figures.ts';
import { generatePrices } from '../../../traces/generate/prices.ts';
import { importAzureLlm2023 } from '../../../traces/import/azure-llm-2023.ts';
import { importElectricitymapLive } from '../../../traces/import/electricitymap-live.ts';
import { importRole } from '../../../traces/import-role.ts';
import { openFolder } from '../../../traces/open-files.ts';
import type { Series } from '../../../traces/series.ts';
import { findTrace } from '../../../traces/shelf.ts';

// The recordings are not part of the project: point PLAYTWIN_TRACES at them to run these.
const beside = fileURLToPath(new URL('../../../../shared/traces', import.meta.url));
const folder = process.env.PLAYTWIN_TRACES ?? beside;
const hasTraces = existsSync(folder);
if (!hasTraces) show(`SKIPPED: no recordings at ${folder}; set PLAYTWIN_TRACES to run these`);
const files = openFolder(folder);

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))];
}

function show(line: string): void {
  process.stdout.write(`${line}\n`);
}

function summaryOf(series: Series): Summary {
  const label = { accounting: 'average', scope: 'lifecycle' } as const;
  return summarise({ role: 'carbon', series: [{ ...series, ...label }] })[0];
}

// Shows both sides, so that a reader of the log sees how close close is.
function expectClose(what: string, generated: number, recorded: number, tolerance: number): void {
  show(`${what}: generated ${generated.toFixed(3)}, recorded ${recorded.toFixed(3)}`);
  expect(Math.abs(generated - recorded), what).toBeLessThanOrEqual(tolerance);
}

describe.skipIf(!hasTraces)('generated traces are close to the recordings', () => {
  test.each([...carbonFigures.keys()])('carbon of %s over four years', (zone) => {
    const path = `carbon/electricitymap-live/${zone}.csv.gz`;
    const { startsAt, series } = importElectricitymapLive(files.read(path)).value;
    const figures = carbonFigures.get(zone) ?? expect.fail(zone);
    const hours = 4 * 8760;
    const made = generateCarbon(figures, { zone, epoch: startsAt, hours }, 7);
    const [real, fake] = [summaryOf(series), summaryOf(made)];
    expectClose(`${zone} mean`, fake.mean / real.mean, 1, 0.04 + 2 * meanError(figures, real.cv));
    expectClose(`${zone} cv`, fake.cv, real.cv, 0.08);
    for (const q of [0.05, 0.5, 0.95]) {
      const spread = Math.max(0.2 * real.mean, 2);
      expectClose(
        `${zone} p${100 * q}`,
        quantile(made.values, q),
        quantile(series.values, q),
        spread,
      );
    }
    expectClose(`${zone} next hour`, correlation(made, 1), correlation(series, 1), 0.06);
    expectClose(`${zone} next day`, correlation(made, 24), correlation(series, 24), 0.15);
  });

  test('spot runs of eight V100', () => {
    const origin = {
      kind: 'import',
      format: 'cant-be-late',
      from: 'spot/cant-be-late/us-west-2a_v100_8.json/traces/random_start',
    } as const;
    const { value } = importRole('availability', origin, showcaseRequest, files);
    const real = 'series' in value ? value.series : [];
    const made = [generateAvailability(scarceSpot, 'zone', 2000 * DAY, 7)];
    expectClose('available', meanShare(made), meanShare(real), 0.06);
    expectClose('losses per sold hour', lossRate(made), lossRate(real), 0.1);
  });

  test('spot prices move as rarely and as far as the list', () => {
    const regions = [...l4Prices.keys()].filter((name) => !addedLater.has(name));
    const span = 930 * DAY;
    const request = { ...showcaseRequest, span, regions: regions.map(regionNamed) };
    const since = 1_685_664_000;
    const origin = {
      kind: 'import',
      format: 'gcp-pricing',
      from: 'spot/gcp-pricing',
      since,
    } as const;
    const { value } = importRole('prices', origin, request, files);
    const real = 'prices' in value ? value.prices.map(([, price]) => price) : [];
    const made = [...l4Prices].map(([name, price]) => generatePrices(price, name, span, 7));
    const changes = (price: { spot: Series }) => price.spot.times.length - 1;
    expectClose(
      'changes in 2.5 years',
      average(made.map(changes)),
      average(real.map(changes)),
      1.2,
    );
    const ratios = made.flatMap((price) =>
      price.spot.values.map((v) => v / price.onDemand.values[0]),
    );
    expect(Math.min(...ratios)).toBeGreaterThan(0.179);
    expect(Math.max(...ratios)).toBeLessThan(0.401);
  }, 20_000);

  test('round trips of ten regions by quantiles, within the law of distance', () => {
    const from = 'rtt/gcp/raw_gcp_latency.csv';
    const origin = { kind: 'import', format: 'gcp-rtt', from } as const;
    const { value } = importRole('rtt', origin, showcaseRequest, files);
    const made = findTrace('shipped/rtt').open(showcaseRequest);
    const [real, fake] = [pairsOf(value), pairsOf(made)];
    for (const q of [0.05, 0.25, 0.5, 0.75, 0.95]) {
      const recorded = quantile(real, q) / 1000;
      expectClose(`rtt p${100 * q} ms`, quantile(fake, q) / 1000, recorded, 0.3 * recorded);
    }
  });

  test('jitter has the CV of the median Seattle link', () => {
    const made = findTrace('shipped/jitter').open(showcaseRequest);
    const [{ cv }] = summarise(made);
    const origin = { kind: 'import', format: 'netlatency-seattle', from: 'rtt/netlatency/Seattle' };
    const { value } = importRole('jitter', { ...origin, kind: 'import' }, showcaseRequest, files);
    const factors = 'sample' in value && 'factors' in value.sample ? value.sample.factors : [];
    expectClose('cv against the 0.61 of the median link', cv, 0.61, 0.02);
    show(`pooled p90 ${quantile(factors, 0.9).toFixed(2)}: the whole pool is wider`);
    expect(quantile(factors, 0.9)).toBeGreaterThan(1.87);
  });

  test('token sizes by quantile and rank correlation', () => {
    const path = 'llm/azure-2023/AzureLLMInferenceTrace_conv.csv.gz';
    const real = importAzureLlm2023(files.read(path)).value.sample;
    const content = findTrace('shipped/npc-turns').open(showcaseRequest);
    const made = 'sample' in content && 'context' in content.sample ? content.sample : real;
    expect(made).not.toBe(real);
    for (const column of ['context', 'generated'] as const) {
      for (const q of [0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) {
        const recorded = quantile(real[column], q);
        const what = `${column} p${100 * q}`;
        expectClose(what, quantile(made[column], q), recorded, 0.12 * recorded + 8);
      }
    }
    const [fake, recorded] = [made, real].map(rankCorrelation);
    expectClose('rank correlation', fake, recorded, 0.04);
  });
});

const addedLater = new Set(['africa-south1', 'europe-west10', 'me-central2']);

// Standard error of a four-year mean, relative: noise with memory m counts as if it had only
// (1 - m) / (1 + m) of its hours. The recording of one year is twice less certain.
function meanError(figures: CarbonFigures, cv: number): number {
  const [slow] = figures.memory;
  return cv * Math.sqrt((figures.slowShare * (1 + slow)) / (1 - slow) / (4 * 8760));
}

function regionNamed(name: string) {
  return { name, grid: 'DE', latitude: 0, longitude: 0, zones: 0 };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(series: Series, hours: number): number {
  const count = series.values.length - hours;
  return pearson(series.values.slice(0, count), series.values.slice(hours));
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [average(a), average(b)];
  const joint = average(a.map((x, i) => (x - meanA) * (b[i] - meanB)));
  const squares = average(a.map((x) => (x - meanA) ** 2)) * average(b.map((y) => (y - meanB) ** 2));
  return joint / Math.sqrt(squares);
}

function rankCorrelation(sample: { context: readonly number[]; generated: readonly number[] }) {
  return pearson(ranks(sample.context), ranks(sample.generated));
}

function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const rank: number[] = [];
  for (const [place, i] of order.entries()) {
    const before = order[place - 1];
    rank[i] = place > 0 && values[before] === values[i] ? rank[before] : place;
  }
  return rank;
}

function meanShare(series: readonly Series[]): number {
  return average(summarise({ role: 'availability', series }).map(({ mean }) => mean));
}

function lossRate(series: readonly Series[]): number {
  const losses = series.map(({ values }) => values.filter((v, i) => i > 0 && v === 0).length);
  const hours = summarise({ role: 'availability', series }).map((s) => s.mean * (s.hours ?? 0));
  return average(losses) / average(hours);
}

function pairsOf(content: ReturnType<ReturnType<typeof findTrace>['open']>): readonly number[] {
  if (content.role !== 'rtt') return [];
  return content.matrix.rtt.flatMap((row, i) => row.filter((_, j) => i !== j));
}

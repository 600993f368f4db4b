import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../engine/units.ts';
import { lossesOf } from '../../../traces/fit/fleet.ts';
import { fitTwoPhase } from '../../../traces/fit/run-fits.ts';
import { type TickRecording, watchRuns, wholeOf } from '../../../traces/fit/runs.ts';
import { openRecordings } from '../../../traces/fit/tick-recordings.ts';
import { pairsOf, sharedShock } from '../../../traces/fit/together.ts';
import { generateMarket, type MarketFigures, meanRun } from '../../../traces/generate/market.ts';
import { assumedL4Market, scarceMarket } from '../../../traces/generate/market-figures.ts';
import { readFleet } from '../../../traces/import/oobleck.ts';
import { openFolder } from '../../../traces/open-files.ts';
import { valueAt } from '../../../traces/series-ops.ts';
import { findTrace } from '../../../traces/shelf.ts';
import { expectSoundSeries } from '../../kits/series-kit.ts';
import { twoRegions } from './fixtures.ts';

const ticks = 60_000;

function simulate(figures: MarketFigures, zones = 2): readonly TickRecording[] {
  const { tick } = figures;
  const place = { region: 'east', zones, span: ticks * tick };
  return generateMarket(figures, place, 5).map((series) => ({
    name: series.name,
    gapSeconds: 600,
    // Dips are losses in part: the zone is up.
    ticks: Array.from({ length: ticks }, (_, n) => Math.ceil(valueAt(series, (n + 1) * tick - 1))),
  }));
}

describe('a generated market', () => {
  const [zone, other] = simulate(scarceMarket);

  test.each([
    ['up', 1, scarceMarket.up],
    ['down', 0, scarceMarket.down],
  ] as const)('keeps the law of its %s runs, whatever shocks do to it', (_, state, figures) => {
    const fitted = fitTwoPhase(watchRuns(zone, state, wholeOf(zone)).runs);
    expect(meanRun(fitted) / meanRun(figures)).toBeCloseTo(1, 1);
    expect(fitted.short).toBeCloseTo(figures.short, 1);
    expect(fitted.leave[1] / figures.leave[1]).toBeCloseTo(1, 0.7);
  });

  test('has zones that fall together as often as the shock says, and none without it', () => {
    const [pair] = pairsOf([zone, other], 6);
    expect(pair.correlation).toBeGreaterThan(0.07);
    expect(pair.correlation).toBeLessThan(0.14);
    // Some 240 shocks find both zones open: 7 % by chance. A twentieth is the old formula's loss.
    expect(Math.abs(sharedShock([pair]) / scarceMarket.shock - 1)).toBeLessThan(0.15);
    const [apart] = pairsOf(simulate({ ...scarceMarket, shock: 0 }), 6);
    expect(Math.abs(apart.correlation)).toBeLessThan(0.03);
  });

  test('gives its shock back from counts that are as expected, to the last digit', () => {
    // Own chances a tick 0.05 and 0.1, a shock of 0.02 on top, 1 000 000 ticks with both open.
    const [shock, ticks] = [0.02, 1e6];
    const [a, b] = [0.05, 0.1].map((own) => 1 - (1 - own) * (1 - shock));
    const pair = {
      names: ['a', 'b'],
      ...{ ticks, correlation: 0, lagged: 0, bothUp: ticks },
      fallsTogether: ticks * (shock + (1 - shock) * 0.05 * 0.1),
      ...{ fallsExpected: ticks * a * b, staysExpected: ticks * (1 - a) * (1 - b) },
    } as const;
    expect(sharedShock([pair])).toBeCloseTo(shock, 12);
    expect(sharedShock([])).toBe(0);
  });

  test('is open as much as its runs say', () => {
    const share = zone.ticks.reduce((sum, tick) => sum + tick, 0) / ticks;
    const { up, down } = scarceMarket;
    expect(share).toBeCloseTo(meanRun(up) / (meanRun(up) + meanRun(down)), 1);
  });

  test('refuses a shock that no run leaves room for', () => {
    expect(() => simulate({ ...scarceMarket, shock: 0.06 })).toThrow('leaves a zone no falls');
  });

  test('loses in part as often as its figures say, and no more than the largest share', () => {
    const place = { region: 'east', zones: 1, span: 400 * DAY };
    const [{ values }] = generateMarket(scarceMarket, place, 5);
    const dips = values.filter((value) => value > 0 && value < 1);
    const closings = values.filter((value, i) => value === 0 && i > 0);
    expect(Math.min(...dips)).toBeGreaterThanOrEqual(1 - 0.3334);
    // A dip needs two open ticks in a row and leaves the next one whole.
    expect(dips.length / closings.length).toBeGreaterThan(0.3);
    expect(dips.length / closings.length).toBeLessThan(26 / 64);
  });
});

test.each(['shipped/spot-market', 'shipped/spot-market-scarce'])(
  '%s has a sound series for each zone, side by side within a region',
  (name) => {
    const content = findTrace(name).open(twoRegions);
    const series = content.role === 'availability' ? content.series : [];
    expect(series.map(({ beside }) => beside)).toEqual(['us-east4', 'us-east4', 'europe-west3']);
    for (const one of series) expectSoundSeries(one);
    expect(findTrace(name).open(twoRegions)).toEqual(content);
  },
);

test('the assumed market has the runs it says it assumes', () => {
  expect(meanRun(assumedL4Market.up) / 6).toBeCloseTo(10.4, 1);
  expect(meanRun(assumedL4Market.down) / 6).toBeCloseTo(1.03, 2);
});

// The recordings are not part of the project: point PLAYTWIN_TRACES at them to run these.
const beside = fileURLToPath(new URL('../../../../shared/traces', import.meta.url));
const folder = process.env.PLAYTWIN_TRACES ?? beside;
const hasTraces = existsSync(folder);
if (!hasTraces) process.stdout.write(`SKIPPED: no recordings at ${folder}; set PLAYTWIN_TRACES\n`);

describe.skipIf(!hasTraces)('shipped figures are those of the recordings', () => {
  const files = openFolder(folder);

  test('run lengths and shock', () => {
    const { value } = openRecordings(files, 'spot/cant-be-late', undefined);
    const scarce = value.find(({ name }) => name === 'us-west-2a_v100_8') ?? expect.fail('absent');
    for (const [state, { short, leave }] of [
      [1, scarceMarket.up],
      [0, scarceMarket.down],
    ] as const) {
      const fitted = fitTwoPhase(watchRuns(scarce, state, wholeOf(scarce)).runs);
      expect(fitted.short).toBeCloseTo(short, 3);
      expect(fitted.leave[0]).toBeCloseTo(leave[0], 3);
      expect(fitted.leave[1]).toBeCloseTo(leave[1], 3);
    }
    expect(sharedShock(pairsOf(value, 6))).toBeCloseTo(scarceMarket.shock, 5);
  });

  test('shares that a revocation takes', () => {
    const losses = lossesOf(readFleet(files.read('spot/oobleck/g4dn-trace.csv')));
    const shares = losses.map(({ share }) => share).sort((a, b) => a - b);
    expect(losses).toHaveLength(48);
    for (const [q, share] of scarceMarket.dipShare) {
      expect(shares[Math.floor(q * (shares.length - 1))], `p${100 * q}`).toBeCloseTo(share, 3);
    }
  });
});

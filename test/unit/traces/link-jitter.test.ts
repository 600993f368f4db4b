import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openStream, uniform } from '../../../engine/random.ts';
import { minusLog } from '../../../engine/unit-log.ts';
import { MILLISECOND, SECOND } from '../../../engine/units.ts';
import { fitBeta, fitLinkJitter } from '../../../traces/fit/link-jitter.ts';
import { drawRows, measureJitter } from '../../../traces/fit/link-judge.ts';
import { memoryAt } from '../../../traces/fit/link-memory.ts';
import { fitPareto } from '../../../traces/fit/pareto-tail.ts';
import { seattleLinks } from '../../../traces/generate/link-jitter.ts';
import { delayAt, drawShares, type LinkJitter } from '../../../traces/series-links.ts';
import { problemIn } from './fixtures.ts';

/** Readings of links that follow a population, as the recording would hold them. */
function readingsOf(population: LinkJitter, links: number, each: number) {
  const bases = Array.from({ length: links }, (_, i) => 50_000 + 997 * (i % 300));
  const rows = bases.map((base) => Array.from({ length: each }, () => base));
  return drawRows(rows, population, 5).map((row, i) => {
    const readings = row.map((time) => time / SECOND);
    return { from: i, to: 0, readings, slices: readings.map((_, at) => at * 5) };
  });
}

describe('the population of links', () => {
  test('is found again in readings drawn from it', () => {
    const truth: LinkJitter = {
      ...seattleLinks,
      tail: { shape: 0.4, scale: 300 * MILLISECOND },
      memory: { share: 0.3, keep: 0.6, step: 80 * SECOND },
    };
    const found = fitLinkJitter(readingsOf(truth, 6000, 30), 5);
    const mean = ({ a, b }: LinkJitter['far']) => a / (a + b);
    expect(mean(found.delayed)).toBeCloseTo(mean(truth.delayed), 1);
    expect((found.delayed.a + found.delayed.b) / 9).toBeGreaterThan(0.8);
    expect((found.delayed.a + found.delayed.b) / 9).toBeLessThan(1.25);
    expect(mean(found.far)).toBeCloseTo(mean(truth.far), 1);
    expect(found.tail.shape).toBeCloseTo(0.4, 1);
    expect(found.tail.scale / truth.tail.scale).toBeCloseTo(1, 1);
    expect(found.body[10] / truth.body[10]).toBeCloseTo(1, 1);
    expect(found.quiet / truth.quiet).toBeGreaterThan(0.7);
    expect(found.quiet / truth.quiet).toBeLessThan(1.4);
    expect(found.memory.share).toBeGreaterThan(0.2);
    expect(found.memory.share).toBeLessThan(0.4);
    expect(found.memory.keep).toBeGreaterThan(0.45);
    expect(found.memory.keep).toBeLessThan(0.75);
  });

  test("leaves out a link's least reading: it is no trial of a delay", () => {
    // Six readings a link: the least, and five of which one or two are delayed, one of them far.
    const links = Array.from({ length: 60 }, (_, i) => ({
      ...{ from: i, to: 0, slices: [0, 5, 10, 15, 20, 25] },
      readings: [0.1, 0.1, 0.11, 0.1, i % 2 === 0 ? 0.2 : 0.1, 1.5 + i / 50],
    }));
    const { delayed, far } = fitLinkJitter(links, 5);
    expect(delayed.a / (delayed.a + delayed.b)).toBeCloseTo(1.5 / 5, 9);
    expect(far.a / (far.a + far.b)).toBeCloseTo(1 / 1.5, 9);
  });

  test('has its memory in rows, not in the bias of short ones', () => {
    const still = { ...seattleLinks, memory: { share: 0, keep: 0, step: SECOND } };
    const rows = readingsOf(still, 4000, 8).map(({ readings }) => {
      const least = Math.min(...readings);
      return readings.map((value) => (value > least + 0.015 ? 1 : 0));
    });
    expect(Math.abs(memoryAt(rows, 1))).toBeLessThan(0.012);
    expect(Math.abs(memoryAt(rows, 2))).toBeLessThan(0.012);
  });

  test('is refused where no delay is long: a tail cannot be made up', () => {
    const calm = Array.from({ length: 50 }, (_, i) => ({
      ...{ from: i, to: 0, slices: [0, 1, 2, 3, 4, 5] },
      readings: [0.1, 0.11, 0.1, 0.13, 0.1, 0.1],
    }));
    expect(problemIn(() => fitLinkJitter(calm, 5)).found).toBe('0 long delays');
  });
});

describe('fitting its parts', () => {
  test('a generalised Pareto law gives its shape and scale back', () => {
    const state = openStream(1, 'pareto');
    const values = Array.from({ length: 20_000 }, () => {
      return (200 / 0.6) * ((1 - uniform(state, 0)) ** -0.6 - 1);
    });
    const { shape, scale } = fitPareto(values);
    expect(shape).toBeGreaterThan(0.57);
    expect(shape).toBeLessThan(0.63);
    expect(scale / 200).toBeCloseTo(1, 1);
  });

  test('an exponential law is a Pareto law of next to no shape', () => {
    const state = openStream(2, 'exponential');
    const values = Array.from({ length: 20_000 }, () => 200 * minusLog(1 - uniform(state, 0)));
    expect(fitPareto(values).shape).toBeLessThan(0.02);
  });

  test('trials of one common chance have a beta law without spread', () => {
    const state = openStream(3, 'common');
    const trials = Array.from({ length: 4000 }, () => {
      const hits = Array.from({ length: 13 }, () => (uniform(state, 0) < 0.3 ? 1 : 0));
      return { hits: hits.filter((hit) => hit === 1).length, of: 13 };
    });
    const { a, b } = fitBeta(trials);
    expect(a / (a + b)).toBeCloseTo(0.3, 1);
    expect(a + b).toBeGreaterThan(200);
  });

  test('figures of readings are theirs: medians, spread and peaks by hand', () => {
    const figures = new Map(measureJitter([[100_000, 100_000, 200_000, 100_000, 400_000]]));
    expect(figures.get('over the median p50')).toBe(1);
    expect(figures.get('largest over median p50')).toBe(4);
    // Mean 180, variance (3 * 80² + 20² + 220²) / 5 = 13 600.
    expect(figures.get('CV of a link p50')).toBeCloseTo(Math.sqrt(13_600) / 180, 12);
  });
});

test('a delay rises with u, is never negative and at most a minute, whatever the link', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer(), chance, chance, (seed, one, other) => {
      const shares = drawShares(seattleLinks, openStream(seed, 'link'), 0);
      const [low, high] = one < other ? [one, other] : [other, one];
      const [short, long] = [low, high].map((u) => delayAt(seattleLinks, shares, u));
      expect(short).toBeGreaterThanOrEqual(0);
      expect(long).toBeGreaterThanOrEqual(short);
      expect(long).toBeLessThanOrEqual(60 * SECOND);
    }),
  );
});

test('a link keeps its shares: so many round trips are delayed, so many of them far', () => {
  const shares = { delayed: 0.4, far: 0.1 };
  const delays = Array.from({ length: 100_000 }, (_, i) => {
    return delayAt(seattleLinks, shares, (i + 0.5) / 100_000);
  });
  const above = (least: number) => delays.filter((delay) => delay > least).length / delays.length;
  expect(above(15 * MILLISECOND)).toBeCloseTo(0.4, 3);
  expect(above(605 * MILLISECOND)).toBeCloseTo(0.04, 3);
});

import { describe, expect, test } from 'vitest';
import type { BundleOrigins } from '../../../traces/bundle-request.ts';
import { generateCarbon, generatePast } from '../../../traces/generate/carbon.ts';
import { carbonFigures } from '../../../traces/generate/carbon-figures.ts';
import { openBundle } from '../../../traces/open-bundle.ts';
import { findTrace } from '../../../traces/shelf.ts';
import { filesOf, twoRegions } from './fixtures.ts';

const shipped = (name: string) => ({ kind: 'shipped', name: `shipped/${name}` }) as const;
const cast = (format: string, more = {}) => {
  return { kind: 'import', format, from: 'cast', ...more } as const;
};
const origins: BundleOrigins = {
  carbon: shipped('carbon'),
  prices: shipped('l4-prices'),
  availability: shipped('spot-availability'),
  rtt: shipped('rtt'),
  jitter: shipped('jitter'),
  tokens: shipped('npc-turns'),
};

/** Sixty days of two fuels; a kWh more is all gas. */
function mixFile(scope: 'lifecycle' | 'direct'): string {
  const [gasG, nuclearG] = scope === 'direct' ? [370, 0] : [490, 12];
  const rows = Array.from({ length: 60 * 24 }, (_, i) => {
    const gas = 500 + ((i * 7919) % 101);
    const at = new Date(Date.UTC(2021, 0, 1, i)).toISOString().slice(0, 19).replace('T', ' ');
    const intensity = (gas * gasG + 300 * nuclearG) / (gas + 300);
    return `${i},${at},${intensity},${gas},300`;
  });
  return `,UTC time,carbon_intensity,nat_gas,nuclear\n${rows.join('\n')}\n`;
}

const names = ['PJM', 'DE'].flatMap((zone) => {
  return (['lifecycle', 'direct'] as const).map((scope) => {
    return [`cast/${zone}_${scope}_emissions.csv`, mixFile(scope)] as const;
  });
});
const files = filesOf(Object.fromEntries(names));
const open = (changes: Partial<BundleOrigins>, request = twoRegions) => {
  return openBundle({ ...origins, ...changes }, request, files);
};

describe('average and marginal intensity', () => {
  test('lie side by side, each under its own label', () => {
    const opened = open({ marginal: cast('carboncast-marginal') });
    if (!opened.ok) expect.fail(JSON.stringify(opened.problems));
    const { carbon, marginal } = opened.value;
    expect(carbon.DE).toMatchObject({ accounting: 'average', scope: 'lifecycle' });
    expect(marginal?.DE).toMatchObject({
      accounting: 'marginal',
      scope: 'lifecycle',
      span: 8.64e10,
    });
    for (const value of marginal?.DE.values ?? []) expect(value).toBeCloseTo(490, 6);
    expect(opened.value.provenance).toHaveLength(7);
    expect(opened.notes.join()).toContain('DERIVED');
  });

  test.each([
    ['direct beside lifecycle', { select: 'direct' }, /direct marginal intensity/],
    ['other hours than the epoch', { since: 1_612_137_600 }, /^since 2021-02-01/],
  ])('are refused together: %s', (_, more, found) => {
    const opened = open({ marginal: cast('carboncast-marginal', more) });
    expect(opened.ok ? [] : opened.problems).toMatchObject([{ role: 'marginal' }]);
    expect(opened.ok ? '' : opened.problems[0].found).toMatch(found);
  });

  test('both imported must name their first hour, and the same one', () => {
    const since = { since: 1_612_137_600 };
    const both = (one: object, other: object) => {
      return open({
        carbon: cast('carboncast', one),
        marginal: cast('carboncast-marginal', other),
      }).ok;
    };
    expect(both(since, since)).toBe(true);
    expect(both(since, {})).toBe(false);
    expect(both({}, {})).toBe(false);
  });

  test('an average series cannot stand in for a marginal one', () => {
    const opened = open({ marginal: cast('carboncast') });
    expect(opened.ok ? '' : opened.problems[0].wanted).toContain('a format that gives marginal');
  });
});

describe('the past before time 0', () => {
  test('of a recording is its own, as far as it goes and is wanted', () => {
    const carbon = cast('carboncast', { since: 1_609_459_200 + 10 * 3600 });
    const opened = open({ carbon }, { ...twoRegions, pastHours: 168 });
    if (!opened.ok) expect.fail(JSON.stringify(opened.problems));
    const whole = open({ carbon: cast('carboncast') });
    const recorded = whole.ok ? whole.value.carbon.DE.values.slice(0, 10) : [];
    expect(opened.value.carbon.DE.before).toEqual(recorded);
  });

  test('is not read, nor part of the digest, unless it is wanted', () => {
    const [without, withPast] = [twoRegions, { ...twoRegions, pastHours: 168 }].map((request) => {
      const opened = open({}, request);
      if (!opened.ok) expect.fail(JSON.stringify(opened.problems));
      return opened.value;
    });
    expect(without.carbon.DE.before).toBeUndefined();
    expect(withPast.carbon.DE.before).toHaveLength(168);
    expect(withPast.carbon.DE.values).toEqual(without.carbon.DE.values);
    expect(withPast.provenance[0].digest).not.toBe(without.provenance[0].digest);
  });

  test('of the shipped law joins on: the step into time 0 is like any other', () => {
    const figures = carbonFigures.get('DE') ?? expect.fail('DE');
    const steps = Array.from({ length: 200 }, (_, seed) => {
      const span = { zone: 'DE', epoch: twoRegions.epoch, hours: 48 };
      const past = generatePast(figures, span, seed);
      const { values } = generateCarbon(figures, span, seed);
      return [values[0] - past[47], values[1] - values[0], past[47] - past[46]];
    });
    const spread = (i: number) => {
      return Math.sqrt(steps.reduce((sum, step) => sum + step[i] ** 2, 0) / steps.length);
    };
    for (const i of [1, 2]) {
      expect(spread(0) / spread(i)).toBeGreaterThan(0.7);
      expect(spread(0) / spread(i)).toBeLessThan(1.4);
    }
  });

  test('leaves the shipped series as it was', () => {
    const content = findTrace('shipped/carbon').open(twoRegions);
    const [first] = content.role === 'carbon' ? content.series : [];
    expect(first.values.slice(0, 3)).toMatchInlineSnapshot(`
      [
        381.1,
        370.3,
        372.1,
      ]
    `);
  });
});

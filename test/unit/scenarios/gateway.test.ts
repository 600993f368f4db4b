import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../engine/units.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const STORM = 'retry-storm.yaml';

function said(piece: string, replacement: string): string {
  const problems = problemsOf(edited(STORM, piece, replacement));
  return problems.map(({ path, wanted }) => `${path}: ${wanted}`).join('; ');
}

describe('the gateways of a scenario', () => {
  it('come out in base units, with what may be left out filled in', () => {
    const { gateways } = scenarioOf(textOf(STORM));
    const budget = gateways?.find(({ name }) => name === 'budget');
    expect(budget).toEqual({
      name: 'budget',
      weights: { by: 'policy', sync: 5 * SECOND, hold: 0, drain: 0 },
      clients: {
        timeOut: 1.5 * SECOND,
        attempts: 3,
        first: 0.1 * SECOND,
        factor: 2,
        most: 2 * SECOND,
        jitter: 1,
        budget: 0.1,
        reserve: 10,
        cancels: false,
        goesElsewhere: false,
      },
    });
  });

  it('begin from a product’s defaults, and say otherwise section by section', () => {
    const like = (more: string) => {
      const text = edited(STORM, '  single:\n', `  single:\n    like: dns\n${more}`);
      const found = scenarioOf(text).gateways?.find(({ name }) => name === 'single');
      return [found?.checks?.every, found?.weights.hold].map((time) => Number(time) / SECOND);
    };
    const checks =
      'health checks: { every: 10 s, time-out: 4 s, unhealthy after: 3, healthy after: 3 }';
    expect(like('')).toEqual([30, 60]);
    expect(like(`    ${checks}\n`)).toEqual([10, 60]);
    expect(like('    weights: { by: policy, sync: 1 s, hold: 300 s }\n')).toEqual([30, 300]);
  });

  it('leave a scenario that has none of them as it was', () => {
    expect(Object.keys(scenarioOf(textOf('mg1.yaml')))).not.toContain('gateways');
  });

  it('are refused where requests are only counted', () => {
    const problems = problemsOf(`${textOf(STORM)}detail: sampled 1 in 100\n`);
    const found = problems.find(({ path }) => path === 'gateways');
    expect(found?.wanted).toMatch(/every attempt is followed/);
  });

  it.each([
    ['gateway: single', 'gateway: singel', /policies.single.gateway: a gateway of this file/],
    ['attempts: 1 }', 'attempts: 2 }', /clients.back-off: how long clients wait/],
    ['shed: oldest', 'shed: eldest', /admission.shed: one of newest, oldest or lowest/],
    [
      'queue: 12,',
      'queue: 12, tokens: { some: { per second: 1, burst: 1 } },',
      /tokens.some: a group/,
    ],
    ['queue: 12,', 'queue: 12, priority: { al: 1 },', /priority.al: a group of this file: all/],
    [
      '  single:\n',
      '  single:\n    health checks: { every: 1 s, time-out: 2 s, unhealthy after: 1, healthy after: 1 }\n',
      /time-out of at most `every`/,
    ],
    [
      '  single:\n',
      '  single:\n    ejection: { after: 5, base: 30 s, most: 10 s, forgive: 1 s, share: 10 % }\n',
      /ejection.most: at least the base/,
    ],
  ])('say what is wrong with %s', (piece, replacement, wanted) => {
    expect(said(piece, replacement)).toMatch(wanted);
  });
});

import { describe, expect, it } from 'vitest';
import { exp, log } from '../../../engine/math.ts';
import { compileSearches } from '../../../scenarios/compile-searches.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const BURST = 'burst-search.yaml';

function said(piece: string, replacement: string): string {
  const problems = problemsOf(edited(BURST, piece, replacement));
  return problems.map(({ path, wanted }) => `${path}: ${wanted}`).join('; ');
}

describe('the searches of a scenario', () => {
  it('come out in base units, with devices from the catalogue', () => {
    const { searches } = compileSearches(scenarioOf(textOf(BURST)));
    const { classical, annealer, bursts } = searches ?? {};
    expect(exp((classical?.law.intercept ?? 0) + 3 * log(800))).toBeCloseTo(1.34, 9);
    expect(classical).toMatchObject({ region: 0, workers: 2, isHeld: false, pricePerHour: 0.705 });
    expect(annealer).toMatchObject({ region: 0, pricePerHour: 2000, othersGap: 200_000 });
    expect(annealer?.device.name).toBe('advantage-4');
    expect(bursts?.clock).toBe(16 * 3600 * 1e6);
  });

  it('are refused where a name is unknown or bounds are out of order', () => {
    expect(said('device: advantage-4', 'device: advantage-5')).toContain(
      'searches.annealer.device: one of advantage-4',
    );
    expect(said('    in: us-east4\n    device', '    in: us-east5\n    device')).toContain(
      'searches.annealer.in: one of us-east4',
    );
    expect(said('instance: g2-standard-4   #', 'instance: g2-standard-5   #')).toContain(
      'searches.classical.instance: one of',
    );
    expect(said('least: 2, most: 24', 'least: 25, most: 24')).toBe(
      'searches.bursts.least: at most `most`',
    );
    expect(said('delay: 5 s }\n  gov', 'delay: 40 s }\n  gov')).toBe(
      'searches.told.delay: at most `every`',
    );
    expect(said('load: 50 %', 'load: 100 %')).toContain('searches.annealer.others.load: a ratio');
  });

  it('need a gate of every contender, and rules that are there', () => {
    const gate = '    searches: { use: q-burst/always-classical }\n';
    expect(said(gate, '')).toBe(
      'policies.always-classical.searches: the gate that sends the searches',
    );
    expect(
      said('governance: careful }\n  break-even:', 'governance: careless }\n  break-even:'),
    ).toBe('policies.fixed-size-ruled.governance: rules of the searches: careful');
    expect(said('always-classical }', 'always-classical, every: 5 s }')).toContain(
      'policies.always-classical.searches.every',
    );
    expect(said('use: q-burst/always-classical', 'use: q-burst/never')).toContain(
      'policies.always-classical.searches.use: q-burst/always-classical',
    );
  });

  it('have no gate where there are none', () => {
    const text = textOf('mg1.yaml').replace(
      /( +)routing: /,
      '$1searches: { use: q-burst/always-classical }\n$1routing: ',
    );
    const words = problemsOf(text).map(({ path, wanted }) => `${path}: ${wanted}`);
    expect(words.join()).toContain('no such gate: the scenario has no searches');
  });
});

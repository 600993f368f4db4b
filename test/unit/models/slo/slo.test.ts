import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../engine/units.ts';
import type { SloSetup } from '../../../../models/slo/setup.ts';
import { sloTotals } from '../../../../models/slo/totals.ts';
import { closeWindow, enterWindow, openSlo } from '../../../../models/slo/windows.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { openScripted, scripted } from '../../../fixtures/scripted.ts';

const slo: SloSetup = {
  window: 5 * MINUTE,
  target: 0.9,
  conditions: [
    { name: 'response', aspect: 'response', within: 800_000, share: 0.95 },
    { name: 'always', aspect: 'full-model', within: Infinity, share: 0 },
  ],
};

const plenty = [0, 1].map((region) => {
  return { kind: 'scale', region, market: 'on-demand', instances: 14 } as const;
});

/** Windows of which the bits say which condition was missed; 128 for those with requests. */
function judge(windows: readonly (readonly [requests: number, good: number])[]): Uint8Array {
  const state = openSlo(slo, windows.length * slo.window);
  windows.forEach(([requests, good], nth) => {
    enterWindow(state, slo, nth * slo.window);
    state.requests += requests;
    state.good[0] += good;
  });
  closeWindow(state, slo);
  return state.windows.slice(0, windows.length);
}

describe('a window of an objective', () => {
  it('is missed one good request below the share, and met just at it', () => {
    expect([
      ...judge([
        [20, 19],
        [20, 18],
        [1000, 950],
        [1000, 949],
      ]),
    ]).toEqual([128, 129, 128, 129]);
  });

  it('is nothing when nobody asked', () => {
    expect([
      ...judge([
        [1, 1],
        [0, 0],
        [1, 0],
      ]),
    ]).toEqual([128, 0, 129]);
  });
});

describe('an objective in a run', () => {
  it('is missed by the windows of a brown-out, and by no condition that was met', () => {
    const slow = faultOf({ fault: 'brown-out', factor: 6, at: HOUR, lasts: 20 * MINUTE });
    const simulation = openScripted(scripted({ 0: plenty }), { faults: [slow], slo });
    simulation.run(3 * HOUR);
    const totals = sloTotals(simulation.world);
    const windows = totals?.windows ?? 0;
    expect(windows).toBeGreaterThanOrEqual(30);
    const missed = windows - (totals?.good ?? 0);
    expect(missed).toBeGreaterThanOrEqual(4);
    expect(missed).toBeLessThanOrEqual(5);
    expect(totals?.met.map(({ windows: met }) => windows - met)).toEqual([missed, 0]);
    // Four of the last sixteen windows, of which a tenth may be missed: a burn of some 3, below 6.
    expect(totals?.pages).toBe(0);
    expect(totals?.tickets).toBe(1);
  });

  it('counts the windows after the warm-up only', () => {
    const simulation = openScripted(scripted({ 0: plenty }), { slo, warmUp: 52 * MINUTE });
    simulation.run(2 * HOUR);
    expect(sloTotals(simulation.world)?.windows).toBeLessThanOrEqual(14);
    expect(sloTotals(simulation.world)?.windows).toBeGreaterThanOrEqual(12);
  });

  it('pages when everything is late for an hour', () => {
    const strict: SloSetup = { ...slo, target: 0.99 };
    const slow = faultOf({ fault: 'brown-out', factor: 6, at: HOUR, lasts: HOUR });
    const simulation = openScripted(scripted({ 0: plenty }), { faults: [slow], slo: strict });
    simulation.run(4 * HOUR);
    expect(sloTotals(simulation.world)?.pages).toBe(1);
  });
});

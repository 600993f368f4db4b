import { expect, test } from 'vitest';
import { measureKpi } from '../../../reports/kpi.ts';
import { kpis, measureKpis } from '../../../reports/kpis.ts';
import { totals } from './fixture.ts';

function measured(id: string, changes = {}) {
  return measureKpis({ ...totals, ...changes })[id];
}

test.each([
  ['cost', 90],
  ['cost-per-session', 90 / 900],
  ['cost-per-1000-inferences', 90_000 / 19_000],
  ['response-p95', 600_000],
  ['late-frames', 190 / 19_000],
  ['rejected-requests', 0],
  ['low-fidelity-share', 0.05],
  ['edge-share', 0.1],
  ['match-completion', 0.9],
  ['session-completion', 800 / 856],
  ['churn', 56 / 900],
  ['lost-sessions', 6 / 40],
  ['turned-away', 4 / 1_000],
  ['lobby-abandonment', 0.05],
  ['uptime', 0.999],
  ['utilisation', 0.5],
  ['energy', 36_000_000],
  ['emissions-per-session', 4],
  ['emissions-per-1000-inferences', 3_600_000 / 19_000],
  ['reversals-per-day', 6],
  ['peak-players', 120],
])('%s of the small day is %d', (id, value) => {
  expect(measured(id)).toEqual({ value });
});

test.each([
  ['cost-per-session', { sessionsStarted: 0 }, 'no session started'],
  ['response-p99', { requestsAnswered: 0 }, 'no request was answered'],
  ['late-frames', { requestsAnswered: 0 }, 'no request was answered'],
  [
    'session-completion',
    { sessionsCompleted: 0, sessionsQuit: 0, sessionsLost: 0 },
    'no session that started has ended',
  ],
  ['match-completion', { matchesEnded: 0 }, 'no match has ended'],
  ['utilisation', { readySlotSeconds: 0 }, 'no slot was ever ready'],
])('%s says why it is undefined', (id, changes, undefinedBecause) => {
  expect(measured(id, changes)).toEqual({ undefinedBecause });
});

test('a number that is none is undefined, never zero', () => {
  expect(measured('cost', { costSpot: Number.NaN })).toEqual({
    undefinedBecause: 'cost came out as NaN',
  });
});

test('ids are unique, and every KPI says its unit and formula', () => {
  expect(new Set(kpis.map((kpi) => kpi.id)).size).toBe(kpis.length);
  for (const kpi of kpis) {
    expect(kpi.id).toMatch(/^[a-z0-9-]+$/);
    expect(kpi.unit).not.toBe('');
    expect(kpi.formula).not.toBe('');
    expect(kpi.scale).toBeGreaterThan(0);
  }
});

test('in units for people: 600 ms, 10 kWh, 3 kg, 12 s, 1 %', () => {
  const shown = (id: string) => {
    const kpi = kpis.find((one) => one.id === id);
    const value = kpi === undefined ? undefined : measureKpi(kpi, totals);
    return kpi && value && 'value' in value ? `${value.value / kpi.scale} ${kpi.unit}` : '';
  };
  expect(shown('response-p95')).toBe('600 ms');
  expect(shown('energy')).toBe('10 kWh');
  expect(shown('operational-emissions')).toBe('3 kgCO2e');
  expect(shown('matchmaking-wait')).toBe('12 s');
  expect(shown('late-frames')).toBe('1 %');
});

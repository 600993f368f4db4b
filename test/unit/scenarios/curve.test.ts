import { expect, it } from 'vitest';
import { edited, scenarioOf } from './library.ts';

function arrivalsOf(formula: string): readonly number[] {
  const text = edited('mg1.yaml', /arrivals: .*/.exec(edited('mg1.yaml', '', ''))?.[0] ?? '', '');
  const players = text.replace('players:\n', `players:\n  arrivals: ${formula}\n`);
  return scenarioOf(players).players.arrivals.values;
}

it('a step of a smooth formula holds the value of its middle', () => {
  expect(arrivalsOf('0.001 /s * t / 150 s').slice(0, 2)).toEqual([0.001, 0.003]);
});

it('a spike of seconds between two samples keeps its area', () => {
  const values = arrivalsOf('spike(t, 400 s, 1 s, 500 /s, 2 s)');
  const area = values.reduce((sum, value) => sum + value, 0) * 300;
  expect(area).toBeCloseTo(500 * (0.5 + 2 / Math.LN2), -1);
  expect(values[0]).toBe(0);
});

import { describe, expect, it } from 'vitest';
import { meanOf, scvOf } from '../../../engine/distributions.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { LIBRARY, problemsOf, scenarioOf, textOf } from './library.ts';

describe('the scenario library', () => {
  it('holds the four scenarios', () => {
    const names = ['launch-week-real.yaml', 'launch-week.yaml', 'mg1.yaml', 'steady-evening.yaml'];
    expect(LIBRARY).toEqual(expect.arrayContaining(names));
  });

  it.each(LIBRARY)('%s has no problems', (name) => {
    expect(problemsOf(textOf(name))).toEqual([]);
  });

  it.each(LIBRARY)('%s is short, names its schema and asks a question', (name) => {
    const lines = textOf(name).split('\n');
    expect(lines.length).toBeLessThanOrEqual(80);
    expect(lines[0]).toMatch(/^# yaml-language-server: \$schema=/);
    expect(scenarioOf(textOf(name)).question).toMatch(/\?$/);
  });

  it.each(LIBRARY)('%s gives the same scenario every time', (name) => {
    expect(scenarioOf(textOf(name))).toEqual(scenarioOf(textOf(name)));
  });
});

describe('launch-week', () => {
  const scenario = scenarioOf(textOf('launch-week.yaml'));

  it('is resolved into base units', () => {
    expect(scenario.epoch).toBe(1_772_409_600);
    expect(scenario.horizon).toBe(7 * DAY);
    expect(scenario.players.groups[0].access).toBe(17_100);
    expect(scenario.players.groups[0].clock).toBe(-5 * HOUR);
    expect(scenario.serving.idleW).toBe(39);
    expect(scenario.regions[0]).toMatchObject({ latitude: 39, longitude: -77.5, edgeSlots: 8 });
  });

  it('writes the defaults of policies into the scenario', () => {
    const hpa = scenario.contenders.find(({ name }) => name === 'hpa');
    expect(hpa?.capacity.parameters).toMatchObject({ target: 0.7, 'down-window': 5 * MINUTE });
  });

  it('multiplies its arrivals tenfold to fiftyfold at the launch', () => {
    const { values, every } = scenario.players.arrivals;
    const before = values[Math.floor((41 * HOUR) / every)];
    const rise = Math.max(...values) / before;
    expect(every).toBe(5 * MINUTE);
    expect(rise).toBeGreaterThan(10);
    expect(rise).toBeLessThan(50);
  });

  it('has sessions of 40 minutes on average', () => {
    expect(meanOf(scenario.players.session) / MINUTE).toBeCloseTo(40, 6);
  });

  it('has a daily cycle around 1 that peaks at 20:00 local', () => {
    const { values } = scenario.players.dailyCycle;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(values).toHaveLength(96);
    expect(mean).toBeCloseTo(1, 9);
    expect(Math.abs(values.indexOf(Math.max(...values)) / 4 - 20)).toBeLessThanOrEqual(0.25);
  });
});

describe('mg1', () => {
  const scenario = scenarioOf(textOf('mg1.yaml'));

  it('loads one slot to 0.7 with a squared coefficient of variation of 2', () => {
    const { service } = scenario.serving;
    if (service.kind !== 'law') throw new Error('wanted a law');
    const mean = meanOf(service.law) / SECOND;
    expect(mean * scenario.players.arrivals.values[0]).toBeCloseTo(0.7, 9);
    expect(scvOf(service.law)).toBeCloseTo(2, 9);
    expect(scenario.serving.queueLimit).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('launch-week-real', () => {
  it('differs from launch-week in its traces and its question only', () => {
    const real = scenarioOf(textOf('launch-week-real.yaml'));
    const shipped = scenarioOf(textOf('launch-week.yaml'));
    const { traces, question } = shipped;
    expect({ ...real, traces, question }).toEqual(shipped);
    expect(real.traces.carbon).toMatchObject({ kind: 'import', since: 1_650_844_800 });
  });
});

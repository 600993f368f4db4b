import { describe, expect, it } from 'vitest';
import { DAY, HOUR, SECOND } from '../../../engine/units.ts';
import { LAUNCHES, launchLevel } from '../../../scenarios/launches.ts';
import { groupRates, sinceMonday } from '../../../scenarios/population.ts';
import { cycleAt, TITLES } from '../../../scenarios/titles.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const STORMY = 'reconnect-storm.yaml';

function said(piece: string, replacement: string): string {
  const problems = problemsOf(edited(STORMY, piece, replacement));
  return problems.map(({ path, wanted }) => `${path}: ${wanted}`).join('; ');
}

describe('the optional keys of players', () => {
  it('come out in base units', () => {
    const { crowd } = scenarioOf(textOf(STORMY)).players;
    expect(crowd?.opinion).toEqual({
      isSensitive: false,
      complexity: 'medium',
      frameRate: 60,
      bitRateMbps: 25,
      pixels: 1920 * 1080,
    });
    expect(crowd?.reacts).toEqual({
      known: 60_000,
      gainedPerDay: 0.04,
      lostPerDay: 0.04,
      returning: 0.6,
      awayFor: DAY,
    });
    expect(crowd?.storms).toEqual([
      { at: 20 * HOUR, share: 0.93, over: 480 * SECOND, down: 1680 * SECOND },
    ]);
  });

  it('leave a scenario that has none of them as it was', () => {
    expect(Object.keys(scenarioOf(textOf('mg1.yaml')).players)).not.toContain('crowd');
  });

  it('that follow every player are refused where only some are followed', () => {
    const text = `${textOf(STORMY)}detail: sampled 1 in 100\n`;
    const paths = problemsOf(text).map(({ path }) => path);
    const keys = ['churn', 'opinion', 'spend', 'reacts', 'login', 'storms'];
    expect(paths).toEqual(keys.map((key) => `players.${key}`));
  });

  it.each([
    ['  comeback: {', '  # comeback: {', /players.comeback: how players outside try again/],
    ['  opinion: {', '  # opinion: {', /players.opinion: what players feel, beside spend/],
    ['all above: 4', 'all above: 2', /an opinion above that of nothing below, 2/],
    ['down: 28 min }', 'down: 28 min, region: us-east5 }', /storms.evening.region: us-east4 or/],
    ['down: 28 min }', 'down: 28 min, group: nobody }', /storms.evening.group: na-east or/],
    ['share: 93 %', 'share: 193 %', /a ratio between 0 and 1/],
    ['tries: 60', 'tries: 400', /between 0 and 250/],
    ['per second: 5', 'per second: 0', /a number between/],
    ['quit per budget over: 0.1 %', '# gone', /quit per late answer with quit per budget over/],
    ['session: arena-shooter', 'session: arena-shoter', /a law, or a title type/],
    ['daily cycle: battle-royale', 'daily cycle: battle', /a title type such as/],
    ['bit rate: 25 Mb/s', 'bit rate: 25 s', /a data rate/],
  ])('%s as %s is a problem', (piece, replacement, wanted) => {
    expect(said(piece, replacement)).toMatch(wanted);
  });
});

describe('types of games', () => {
  it('have cycles of mean 1 and a source for every figure', () => {
    for (const { daily, weekly, session, think, frames } of TITLES) {
      for (const { value } of [daily, weekly]) {
        const mean = value.values.reduce((sum, one) => sum + one, 0) / value.values.length;
        expect(Math.abs(mean - 1)).toBeLessThan(0.005);
      }
      for (const { source } of [daily, weekly, session, think, frames]) {
        expect(source.length).toBeGreaterThan(10);
      }
    }
  });

  it('swing as published: ten to one in a battle royale, at 20:00', () => {
    const { value } = (TITLES.find(({ name }) => name === 'battle-royale') ?? TITLES[0]).daily;
    expect(Math.max(...value.values) / Math.min(...value.values)).toBeCloseTo(10, 9);
    expect(cycleAt(value, 20.5 * 3600)).toBeCloseTo(Math.max(...value.values), 12);
  });
});

describe('the weekly cycle', () => {
  it('begins on Monday, wherever the epoch lies', () => {
    // 2026-03-07 was a Saturday.
    expect(sinceMonday(Date.UTC(2026, 2, 7, 6) / 1000)).toBe(5 * DAY + 6 * HOUR);
    expect(sinceMonday(0)).toBe(3 * DAY);
  });

  it('multiplies the daily one by the local day', () => {
    const { players, epoch } = scenarioOf(textOf(STORMY));
    const { weeklyCycle: _, ...plain } = players;
    const [group] = players.groups;
    const monday = sinceMonday(epoch);
    const [with_, without] = [players, plain].map((one) => groupRates(one, group, monday));
    // na-east is five hours behind: Friday until 05:00 UTC, then Saturday.
    expect(with_[4 * 12] / without[4 * 12]).toBeCloseTo(0.97, 9);
    expect(with_[6 * 12] / without[6 * 12]).toBeCloseTo(1.14, 9);
  });
});

describe('launches', () => {
  it.each(LAUNCHES)('of $title pass through their recorded shares', (shape) => {
    const at = (days: number) => launchLevel(shape, (shape.riseDays + days) * 86_400);
    expect(at(0)).toBe(1);
    expect([at(7), at(30), at(90)].map((level) => Number(level.toFixed(9)))).toEqual(shape.left);
    expect(launchLevel(shape, -1)).toBe(0);
    if (shape.riseDays > 0) expect(launchLevel(shape, 0)).toBeCloseTo(0.1, 9);
  });

  it('never rise again after the peak', () => {
    for (const shape of LAUNCHES) {
      const levels = Array.from({ length: 400 }, (_, day) =>
        launchLevel(shape, (shape.riseDays + day) * 86_400),
      );
      expect(levels.every((level, day) => day === 0 || level <= levels[day - 1])).toBe(true);
    }
  });

  it('stand in a formula with a height in arrivals', () => {
    const rate = (formula: string, hour: number) => {
      const text = edited('mg1.yaml', 'arrivals: 7 /s', `arrivals: "${formula}"`);
      return scenarioOf(text).players.arrivals.values[hour * 12];
    };
    const own = 'launch(t, 6 h, 6 h, 8 /s, 0.5, 0.2, 0.1)';
    expect(rate(own, 5)).toBe(0);
    expect(rate(own, 6)).toBeCloseTo(0.8, 1);
    expect(rate(own, 12)).toBeCloseTo(8, 1);
    expect(rate('1 /s + launchCyberpunk(t, 3 h, 20 /s)', 3)).toBeCloseTo(21, 1);
  });

  it('with units that do not fit are refused', () => {
    const text = (formula: string) =>
      edited('mg1.yaml', 'arrivals: 7 /s', `arrivals: "${formula}"`);
    expect(problemsOf(text('launchPubg(t, 3, 20 /s)'))[0].wanted).toMatch(/units that fit/);
    expect(problemsOf(text('launch(t, 3 h, 1 h, 20 /s)'))[0].wanted).toMatch(/launch\(t, at, rise/);
  });
});

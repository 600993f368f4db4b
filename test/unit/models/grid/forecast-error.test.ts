import { describe, expect, it } from 'vitest';
import { exp, log } from '../../../../engine/math.ts';
import { openStream } from '../../../../engine/random.ts';
import { disturb, drawNoise, errorSd, shareKnown } from '../../../../models/grid/forecast-error.ts';
import { PRIOR_PAST_HOURS, priorsOf } from '../../../../models/grid/forecast-prior.ts';

const error = { limit: 0.2, halfBy: 9, correlation: 0.9 };
const RUNS = 500;
const prior = { mean: log(300), sd: 0.3 };
const keys = Array.from({ length: RUNS }, (_, run) => openStream(run, 'forecast/here'));
// Truths as the prior says they are: what a run's forecasts must be judged on.
const normals = keys.map(
  (_, run) =>
    drawNoise({ limit: 1, halfBy: 1e-9, correlation: 0 }, openStream(run, 'truth'), {
      hour: 0,
      priorSds: [Number.POSITIVE_INFINITY],
    })[0],
);
const truths = normals.map((normal) => prior.mean + prior.sd * normal);

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const together = (a: readonly number[], b: readonly number[]) => {
  const [atA, atB] = [mean(a), mean(b)];
  return mean(a.map((x, i) => (x - atA) * (b[i] - atB)));
};
const correlation = (a: readonly number[], b: readonly number[]) => {
  return together(a, b) / Math.sqrt(together(a, a) * together(b, b));
};
const slope = (truth: readonly number[], told: readonly number[]) => {
  return together(truth, told) / together(told, told);
};

/** What each run is told of hour 148 so many hours ahead: g/kWh. */
const toldAt = (lead: number, sd = prior.sd) => {
  return keys.map((key, run) => {
    const priorSds = new Array<number>(lead).fill(sd);
    const noise = drawNoise(error, key, { hour: 148 - lead, priorSds })[lead - 1];
    return disturb(exp(truths[run]), { ...prior, sd }, { sd: errorSd(error, lead), noise });
  });
};
const tellings = new Map<number, readonly number[]>();
const logsAt = (lead: number): readonly number[] => {
  const told = tellings.get(lead) ?? toldAt(lead).map(log);
  tellings.set(lead, told);
  return told;
};
const noMore = 4 / Math.sqrt(RUNS);

describe('a bought forecast', () => {
  it('is off by what its law says', () => {
    expect(errorSd(error, 9)).toBeCloseTo(0.2 * Math.SQRT1_2, 12);
    for (const lead of [1, 6, 24, 96]) {
      const missed = logsAt(lead).map((told, run) => truths[run] - told);
      const share = Math.sqrt(together(missed, missed)) / errorSd(error, lead);
      expect(Math.abs(share - 1)).toBeLessThan(0.1);
    }
  });

  it('can be taken at its word: truth on forecast has slope 1 at every lead', () => {
    for (const lead of [1, 24, 96]) {
      expect(Math.abs(slope(truths, logsAt(lead)) - 1)).toBeLessThan(0.1);
    }
  });

  it('has misses that are independent of what was told', () => {
    const told = logsAt(24);
    const missed = told.map((value, run) => truths[run] - value);
    expect(Math.abs(correlation(missed, told))).toBeLessThan(noMore);
  });

  it('is revised by what could not be known from any earlier issue', () => {
    const [far, middle, near] = [72, 24, 6].map(logsAt);
    const revision = near.map((value, run) => value - middle[run]);
    expect(together(revision, revision)).toBeGreaterThan(0.001);
    expect(Math.abs(correlation(revision, middle))).toBeLessThan(noMore);
    expect(Math.abs(correlation(revision, far))).toBeLessThan(noMore);
  });

  it('is the mean of what comes, not its median', () => {
    // Nothing known beyond the prior: the mean of its lognormal law. Then three quarters known.
    const [sd, noise] = [0.4, 0];
    const told = disturb(1, { mean: 5, sd: 0.4 }, { sd, noise });
    expect(told / exp(5 + sd ** 2 / 2)).toBeCloseTo(1, 12);
    const sharp = disturb(exp(5.3), { mean: 5, sd: 0.4 }, { sd: 0.2, noise });
    expect(sharp / exp(5 + 0.75 * 0.3 + 0.2 ** 2 / 2)).toBeCloseTo(1, 12);
  });

  it('is never worse than what is known without it', () => {
    for (const told of toldAt(96, 0.1).slice(0, 20)) {
      expect(log(told)).toBeCloseTo(prior.mean + 0.1 ** 2 / 2, 12);
    }
    expect(shareKnown(0.2, 0.1)).toBe(0);
    expect(shareKnown(0.2, 0)).toBe(0);
  });

  it('cannot be averaged over issues: the mean of many is no better than the last', () => {
    const issues = [72, 48, 24].map(logsAt);
    const all = truths.map((_, run) => mean(issues.map((told) => told[run])));
    const miss = (told: readonly number[]) => mean(told.map((x, run) => (x - truths[run]) ** 2));
    expect(miss(all)).toBeGreaterThan(miss(issues[2]));
  });
});

describe('the noise of a forecast', () => {
  const priorSds = new Array<number>(48).fill(0.3);
  const drawn = keys.slice(0, 500).map((key) => drawNoise(error, key, { hour: 100, priorSds }));

  it.each([2, 30, 46])('goes together for neighbouring hours of one issue, %i hours ahead', (i) => {
    const [one, next] = [i, i + 1].map((at) => drawn.map((noise) => noise[at]));
    expect(correlation(one, next)).toBeGreaterThan(0.8);
  });

  it('is the same for whoever asks: a longer forecast begins like a shorter one', () => {
    const short = drawNoise(error, keys[0], { hour: 100, priorSds: priorSds.slice(0, 6) });
    expect(short).toEqual(drawn[0].slice(0, 6));
  });

  it('where nothing is known before is that of the truth, right in the mean', () => {
    const loud = { ...error, limit: 1, halfBy: 1 };
    const open = new Array<number>(3).fill(Number.POSITIVE_INFINITY);
    const sd = errorSd(loud, 3);
    const told = keys.map((key) => {
      const noise = drawNoise(loud, key, { hour: 7, priorSds: open })[2];
      return disturb(300, undefined, { sd, noise });
    });
    // Without the correction the mean would be 1.45 times the truth.
    expect(Math.abs(mean(told) / 300 - 1)).toBeLessThan(0.2);
  });
});

describe('what is known before', () => {
  const wave = (hour: number) => 6 + (0.3 * ((hour * hour) % 17)) / 17 + 0.01 * (hour % 24);
  const logsTo = (now: number, hours: number) => {
    return Array.from({ length: hours + 1 }, (_, i) => wave(now - hours + i));
  };

  it('of an hour is the same in every issue, though more is known in later ones', () => {
    const [early, late] = [3000, 3060].map((now) => {
      return priorsOf(logsTo(now, PRIOR_PAST_HOURS), 96);
    });
    expect(late[5]?.sd).toBeGreaterThan(0.01);
    expect(late[5]?.mean).toBeCloseTo(early[65]?.mean ?? 0, 9);
    expect(late[5]?.sd).toBeCloseTo(early[65]?.sd ?? 0, 9);
  });

  it('comes from four days before the hour and earlier, never from later', () => {
    const logs = logsTo(2000, PRIOR_PAST_HOURS);
    const other = logs.map((value, i) => (i > logs.length - 90 ? 9 : value));
    expect(priorsOf(other, 6)[5]).toEqual(priorsOf(logs, 6)[5]);
    expect(priorsOf(other, 96)[95]).not.toEqual(priorsOf(logs, 96)[95]);
  });

  it('is nothing until two weeks of words can be judged', () => {
    const least = 168 + 96 + 14 * 24 + 95 - 1;
    expect(priorsOf(logsTo(2000, least - 1), 1)).toEqual([undefined]);
    expect(priorsOf(logsTo(2000, least), 1)[0]).toBeDefined();
    expect(priorsOf([5], 3)).toEqual([undefined, undefined, undefined]);
  });
});

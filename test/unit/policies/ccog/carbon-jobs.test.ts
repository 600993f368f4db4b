import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../engine/units.ts';
import { lowestWindow } from '../../../../policies/baselines/carbon/lowest-window.ts';
import { greenest, observedCurve } from '../../../../policies/ccog/carbon/curve.ts';
import { carbonSlots } from '../../../../policies/ccog/carbon-slots.ts';
import type { Brief, JobObservation, Observation } from '../../../../policies/observation.ts';

// By themselves, without the registry's guard: their observations hold what they read and no more.
const jobPolicies = { 'ccog/carbon-slots': carbonSlots, 'baselines/lowest-window': lowestWindow };
type Rule = keyof typeof jobPolicies;
const RULES: readonly Rule[] = ['ccog/carbon-slots', 'baselines/lowest-window'];

const brief: Brief = {
  regions: [],
  groups: [],
  budget: 1,
  slotsPerInstance: 1,
  plannedService: 1,
  bootMean: 1,
  bootP95: 1,
  lowFidelityWork: 1,
  scrapeEvery: MINUTE,
  jobClasses: [
    {
      name: 'train',
      regions: [0, 1],
      changeover: 3 * MINUTE,
      checkpointEvery: 20 * MINUTE,
      checkpointTakes: 10_000_000,
    },
  ],
};

interface Grid {
  readonly now: number;
  readonly ahead?: readonly number[];
}

function observe(job: Partial<JobObservation>, grids: readonly Grid[]): Observation {
  const one: JobObservation = {
    job: 4,
    jobClass: 0,
    arrivedAt: 0,
    deadlineAt: 12 * HOUR,
    width: 1,
    state: 'waiting',
    market: 'on-demand',
    region: 0,
    length: 2 * HOUR,
    done: 0,
    saved: 0,
    ...job,
  };
  // A rule by carbon reads intensities and jobs; the rest of an observation is not for it.
  const regions = grids.map(({ now, ahead }) => ({
    intensityGPerKwh: now,
    ...(ahead === undefined ? {} : { forecastGPerKwh: ahead, forecastIssuedAt: 0 }),
  })) as unknown as Observation['regions'];
  return { window: MINUTE, groups: [], regions, jobs: [one] };
}

function decide(use: Rule, at: number, observation: Observation) {
  const policy = jobPolicies[use].create({}, brief, MINUTE);
  const turn = { at, observedAt: at - 1, observation, receipts: [], memory: policy.begin() };
  return policy.decide(turn).decisions.map((one) => {
    if (one.kind !== 'job') return one.kind;
    return one.action === 'pause' ? 'pause' : `${one.market} ${one.region}`;
  });
}

const NIGHT = [300, 300, 100, 100, 100, 300, 300, 300, 300, 300, 300, 300];
const DIRTY: Grid = { now: 900, ahead: new Array(12).fill(900) };

describe('what is expected of a grid', () => {
  it('is the value seen for the hour it was seen in, and the forecast after it', () => {
    const curve = observedCurve(observe({}, [{ now: 310, ahead: NIGHT }]), 5 * MINUTE);
    expect(curve.at(0, 59 * MINUTE)).toBe(310);
    expect(curve.at(0, HOUR)).toBe(300);
    expect(curve.at(0, 3.5 * HOUR)).toBe(100);
  });

  it('repeats the last day beyond the end of the forecast', () => {
    const ahead = Array.from({ length: 30 }, (_, i) => i);
    const curve = observedCurve(observe({}, [{ now: 310, ahead }]), 0);
    expect([30, 31, 54, 55].map((hour) => curve.at(0, hour * HOUR))).toEqual([29, 6, 29, 6]);
  });

  it('is the value seen for ever where there is no forecast', () => {
    const curve = observedCurve(observe({}, [{ now: 310 }]), 0);
    expect(curve.at(0, 40 * HOUR)).toBe(310);
  });

  it('names the greenest place, the first of equals, and none of no places', () => {
    const curve = observedCurve(observe({}, [{ now: 310 }, { now: 200 }, { now: 200 }]), 0);
    expect(greenest(curve, [0, 1, 2], 0)).toBe(1);
    expect(greenest(curve, [], 0)).toBeUndefined();
  });
});

describe.each(RULES)('%s', (use) => {
  it('waits for the green hours of a forecast, and starts when they come', () => {
    const waiting = observe({}, [{ now: 300, ahead: NIGHT }, DIRTY]);
    expect(decide(use, MINUTE, waiting)).toEqual([]);
    const come = observe({}, [{ now: 100, ahead: NIGHT }, DIRTY]);
    expect(decide(use, 3 * HOUR + MINUTE, come)).toEqual(['on-demand 0']);
  });

  it('starts at once where nothing is forecast, and in the greener of its regions', () => {
    expect(decide(use, MINUTE, observe({}, [{ now: 300 }, { now: 200 }]))).toEqual(['on-demand 1']);
    expect(decide(use, MINUTE, observe({}, [{ now: 300 }, { now: 300 }]))).toEqual(['on-demand 0']);
  });

  it('starts from the last moment on, however dirty the hour', () => {
    const late = observe({}, [
      { now: 900, ahead: new Array(12).fill(1) },
      { now: 800, ahead: new Array(12).fill(1) },
    ]);
    expect(decide(use, 9 * HOUR + 55 * MINUTE, late)).toEqual(['on-demand 1']);
  });

  it('leaves alone who starts or leaves', () => {
    for (const state of ['starting', 'leaving'] as const) {
      expect(decide(use, MINUTE, observe({ state }, [DIRTY, { now: 1 }]))).toEqual([]);
    }
  });
});

describe('interruption', () => {
  const running: Partial<JobObservation> = { state: 'working', done: HOUR / 2 };
  const seen = () => observe(running, [{ now: 900, ahead: NIGHT }, DIRTY]);

  it('stops a job in a dirty hour that a greener one can do without', () => {
    expect(decide('ccog/carbon-slots', MINUTE, seen())).toEqual(['pause']);
  });

  it('is not for the lowest window: what runs, runs to its end', () => {
    expect(decide('baselines/lowest-window', MINUTE, seen())).toEqual([]);
  });

  it('moves no job for less than the move costs', () => {
    const nearly = { now: 295, ahead: new Array(12).fill(299) };
    const here = { now: 300, ahead: new Array(12).fill(300) };
    const late = { ...running, done: 1.9 * HOUR };
    expect(decide('ccog/carbon-slots', MINUTE, observe(late, [here, nearly]))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../engine/units.ts';
import {
  ageBucket,
  ageChance,
  firstOf,
  meanRunTicks,
} from '../../../policies/ccog/spot-arbitrage/hazards.ts';
import { spotArbitrage } from '../../../policies/ccog/spot-arbitrage.ts';
import type { Brief, JobObservation, Observation } from '../../../policies/observation.ts';

const flat = (hazard: number) => Array.from({ length: 9 }, () => hazard);
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
  spotHazards: { tick: 10 * MINUTE, up: flat(0.05), down: flat(0.2) },
  jobClasses: [
    {
      name: 'train',
      regions: [0],
      changeover: 3 * MINUTE,
      checkpointEvery: 20 * MINUTE,
      checkpointTakes: MINUTE,
    },
  ],
};

function decide(hours: number, job: Partial<JobObservation>, zonesUp: number, told = brief) {
  const one: JobObservation = {
    job: 4,
    jobClass: 0,
    arrivedAt: 0,
    deadlineAt: 10 * HOUR,
    width: 1,
    state: 'waiting',
    market: 'on-demand',
    region: 0,
    length: 5 * HOUR,
    done: 0,
    saved: 0,
    ...job,
  };
  // A job policy reads prices, zones and jobs; the rest of an observation is not for it.
  const region = { zonesUp, spotPricePerHour: 0.2, onDemandPricePerHour: 0.7 };
  const regions = [region] as unknown as Observation['regions'];
  const observation = { window: MINUTE, groups: [], regions, jobs: [one] };
  const policy = spotArbitrage.create({}, told, MINUTE);
  const at = hours * HOUR;
  const memory = policy.begin();
  const { decisions } = policy.decide({ at, observedAt: at, observation, receipts: [], memory });
  return decisions.map((two) => (two.kind === 'job' ? `${two.action} ${two.market}` : two.kind));
}

describe('spot arbitrage', () => {
  it('takes spot where it is sold, and waits where it is not while there is time', () => {
    expect(decide(1, {}, 1)).toEqual(['run spot']);
    expect(decide(1, {}, 0)).toEqual([]);
  });

  it('goes to on-demand at the last safe moment, whatever the hazards say', () => {
    const rosy = { tick: 10 * MINUTE, up: flat(0), down: flat(1) };
    expect(decide(4.6, {}, 1, { ...brief, spotHazards: rosy })).toEqual(['run on-demand']);
  });

  it('keeps on-demand to the end once it is late', () => {
    expect(decide(9, { state: 'working', done: 4 * HOUR, market: 'on-demand' }, 1)).toEqual([]);
  });

  it('leaves on-demand for spot, or for nothing, while there is time to spare', () => {
    const job = { state: 'working', market: 'on-demand', done: HOUR, saved: HOUR } as const;
    expect(decide(1, job, 1)).toEqual(['run spot']);
    expect(decide(1, job, 0)).toEqual(['pause on-demand']);
  });

  it('says that it must be told hazards', () => {
    const { spotHazards: _, ...untold } = brief;
    expect(() => decide(1, {}, 1, untold)).toThrow(/jobs\.hazards/);
  });
});

describe('hazards by age', () => {
  it('go by nine buckets, the last without end', () => {
    expect([0, 1, 2, 5, 6, 95, 96, 5000].map(ageBucket)).toEqual([0, 1, 2, 3, 4, 7, 8, 8]);
  });

  it('let runs grow older as fast as their bucket is wide', () => {
    expect(ageChance(0.3, 0)).toBe(1);
    expect(ageChance(0, 3)).toBeCloseTo(1 / 3, 12);
    expect(ageChance(0.5, 3)).toBeCloseTo(0.25 / 1.75, 12);
    expect(ageChance(0.5, 8)).toBe(0);
  });

  it('give the mean run, and the wait for the first of several zones', () => {
    expect(meanRunTicks(flat(0.25))).toBeCloseTo(4, 9);
    expect(firstOf([0.5, 0], 3)).toEqual([0.875, 0]);
  });
});

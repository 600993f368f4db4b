import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../engine/units.ts';
import type { Receipt } from '../../../policies/contract.ts';
import type { Decision } from '../../../policies/decision.ts';
import { onDemandNow } from '../../../policies/jobs/on-demand-now.ts';
import { spotNow } from '../../../policies/jobs/spot-now.ts';
import { uniformProgress } from '../../../policies/jobs/uniform-progress.ts';
import type { PolicyListing } from '../../../policies/listing.ts';
import type { Brief, JobObservation, Observation } from '../../../policies/observation.ts';

const EVERY = MINUTE;
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
      checkpointTakes: MINUTE,
    },
  ],
};

// Spot is cheaper in the second region, on-demand in the first.
function observe(job: Partial<JobObservation>, zonesUp: readonly number[]): Observation {
  const region = (r: number) => ({
    zonesUp: zonesUp[r],
    spotPricePerHour: [0.3, 0.2][r],
    onDemandPricePerHour: [0.7, 0.8][r],
  });
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
  const regions = [region(0), region(1)] as unknown as Observation['regions'];
  return { window: MINUTE, groups: [], regions, jobs: [one] };
}

function decide(
  use: PolicyListing,
  at: number,
  observation: Observation,
  past: { readonly memory: unknown; readonly receipts: readonly Receipt[] } | undefined = undefined,
) {
  const policy = use.create({}, brief, EVERY);
  const { memory, receipts } = past ?? { memory: policy.begin(), receipts: [] };
  return policy.decide({ at, observedAt: at - 1, observation, receipts, memory });
}

const told = (decisions: readonly Decision[]) => {
  return decisions.map((one) => (one.kind === 'job' ? `${one.market} ${one.region}` : one.kind));
};

describe('on-demand at once', () => {
  it('starts a waiting job where on-demand is cheapest, and leaves others alone', () => {
    const { decisions } = decide(onDemandNow, MINUTE, observe({}, [1, 1]));
    expect(told(decisions)).toEqual(['on-demand 0']);
    const working = observe({ state: 'working', market: 'spot' }, [1, 1]);
    expect(decide(onDemandNow, MINUTE, working).decisions).toEqual([]);
  });
});

describe('spot at once', () => {
  it('starts where spot is cheapest of what is sold, and waits where none is', () => {
    const use = spotNow;
    expect(told(decide(use, MINUTE, observe({}, [1, 1])).decisions)).toEqual(['spot 1']);
    expect(told(decide(use, MINUTE, observe({}, [2, 0])).decisions)).toEqual(['spot 0']);
    expect(decide(use, MINUTE, observe({}, [0, 0])).decisions).toEqual([]);
  });

  it('orders once: not again before the receipt has come and a scrape has seen its effect', () => {
    const first = decide(spotNow, MINUTE, observe({}, [1, 1]));
    const blind = { memory: first.memory, receipts: [] };
    const second = decide(spotNow, 2 * MINUTE, observe({}, [1, 1]), blind);
    expect(second.decisions).toEqual([]);
    const receipt = { order: 'jobs/1/0', at: 3 * MINUTE, granted: 0, reason: 'none' };
    const refused = { memory: second.memory, receipts: [{ ...receipt, outcome: 'refused' }] };
    const old = decide(spotNow, 3 * MINUTE, observe({}, [1, 1]), {
      ...refused,
      receipts: [{ ...receipt, outcome: 'refused' }],
    });
    expect(old.decisions).toEqual([]);
    const seen = { memory: old.memory, receipts: [] };
    expect(decide(spotNow, 5 * MINUTE, observe({}, [1, 1]), seen).decisions).toHaveLength(1);
  });
});

describe('Uniform Progress', () => {
  const use = uniformProgress;
  const at = (hours: number) => hours * HOUR;

  it('takes risks: spot whenever it is sold, even when behind', () => {
    const behind = observe({ saved: 0, done: 0 }, [1, 1]);
    expect(told(decide(use, at(2), behind).decisions)).toEqual(['spot 1']);
  });

  it('makes uniform progress: on-demand when behind and no spot, else it waits', () => {
    const behind = observe({ saved: HOUR, done: HOUR }, [0, 0]);
    expect(told(decide(use, at(3), behind).decisions)).toEqual(['on-demand 0']);
    const ahead = observe({ saved: 2 * HOUR, done: 2 * HOUR }, [0, 0]);
    expect(decide(use, at(3), ahead).decisions).toEqual([]);
  });

  it('exploits spot until it is lost', () => {
    const working = observe({ state: 'working', market: 'spot', region: 0 }, [1, 1]);
    expect(decide(use, at(9), working).decisions).toEqual([]);
  });

  it('has hysteresis: leaves on-demand for spot only two change-overs ahead of the pace', () => {
    const on = (done: number) =>
      observe({ state: 'working', market: 'on-demand', done, saved: done }, [1, 1]);
    // Change-over: 3 min, 2 min of dead time, 1 min between turns.
    const pace = (5 * 1.05) / 10;
    const enough = ((4 + (2 * 6) / 60) * pace) / 1.05;
    expect(decide(use, at(4), on((enough - 0.01) * HOUR)).decisions).toEqual([]);
    expect(told(decide(use, at(4), on((enough + 0.01) * HOUR)).decisions)).toEqual(['spot 1']);
  });

  it('has a safety net: on-demand to the end from the last safe moment on, spot or not', () => {
    const waiting = observe({ saved: 0, done: 0 }, [1, 1]);
    // Two change-overs and 21 min that a revocation may undo.
    const last = 10 - 5 * 1.05 - (2 * 6 + 21) / 60;
    expect(told(decide(use, at(last - 0.01), waiting).decisions)).toEqual(['spot 1']);
    expect(told(decide(use, at(last + 0.01), waiting).decisions)).toEqual(['on-demand 0']);
    const on = observe({ state: 'working', market: 'on-demand', done: 0 }, [1, 1]);
    expect(decide(use, at(last + 0.01), on).decisions).toEqual([]);
  });
});

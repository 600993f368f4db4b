import { describe, expect, it } from 'vitest';
import { HOUR, MILLISECOND, SECOND } from '../../../engine/units.ts';
import { totalsOf } from '../../../models/totals.ts';
import { erlangC } from '../../../policies/queueing/erlang.ts';
import { openStream } from '../../fixtures/gateway.ts';
import { openFrames } from '../../fixtures/placement.ts';

// Players who each ask for one frame: a Poisson stream to one point of presence, M/M/c.
describe('the line of a point of presence', () => {
  it.each([
    [1, 0.6],
    [2, 0.8],
    [4, 0.8],
  ])('waits by the Erlang C formula with %i slots at %f of their capacity', (slots, use) => {
    const mean = 100 * MILLISECOND;
    const perSecond = (slots * use * SECOND) / mean;
    const stream = openStream(perSecond, 2);
    const horizon = HOUR;
    const simulation = openFrames({
      use: 'baselines/always-edge',
      changes: {
        ...stream,
        horizon,
        regions: stream.regions.map((region) => ({ ...region, edgeSlots: slots })),
        players: {
          ...stream.players,
          session: { kind: 'deterministic', value: 15 * MILLISECOND },
          think: { kind: 'deterministic', value: 10 * MILLISECOND },
        },
        serving: {
          ...stream.serving,
          service: { kind: 'law', law: { kind: 'exponential', mean } },
          budget: MILLISECOND,
          giveUp: 100 * SECOND,
          queueLimit: Number.POSITIVE_INFINITY,
        },
      },
    });
    simulation.run(horizon);
    const totals = totalsOf(simulation);
    const wait = totals.waitSum / totals.requestsAnswered;
    // Erlang 1917: mean wait = C(c, a) / (c mu - lambda).
    const wanted = (erlangC(slots, slots * use) * mean) / (slots * (1 - use));
    expect(totals.requestsAnswered).toBeGreaterThan(20_000);
    expect(wait / wanted).toBeGreaterThan(0.93);
    expect(wait / wanted).toBeLessThan(1.07);
  });
});

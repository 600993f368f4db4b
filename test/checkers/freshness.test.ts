import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../engine/units.ts';
import { smallScenario } from '../fixtures/small-world.ts';
import { watchLoops } from './watched-loops.ts';

const { observing } = smallScenario();

/** Invariant 9, over every turn of every loop of every contender. */
const everyTurn = (changed: typeof observing) => {
  const scenario = smallScenario({ horizon: 2 * HOUR, observing: changed });
  return [...scenario.contenders.keys()].flatMap((one) => watchLoops(scenario, one).turns);
};

describe('an observation', () => {
  it.each([0, 20 * SECOND, 95 * SECOND])('is never fresher than a delay of %i µs', (delay) => {
    const turns = everyTurn({ ...observing, delay });
    const seen = turns.filter(({ turn }) => turn.observation.window > 0);
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.filter(({ turn }) => turn.at - turn.observedAt < delay)).toEqual([]);
  });

  it('is never older than the delay and one scrape when none is lost', () => {
    const turns = everyTurn({ ...observing, delay: 20 * SECOND, loss: 0 });
    const oldest = Math.max(...turns.map(({ turn }) => turn.at - turn.observedAt));
    expect(oldest).toBeLessThanOrEqual(20 * SECOND + observing.every);
  });

  it('covers the time since the one before, whatever was lost in between', () => {
    const scenario = smallScenario({ horizon: 2 * HOUR, observing: { ...observing, loss: 0.3 } });
    // HPA looks as often as telemetry scrapes, so no window passes it by.
    const { turns } = watchLoops(scenario, 1);
    const seen = turns.filter((one) => one.loop === 1 && one.turn.observation.window > 0);
    const windows = new Map(seen.map(({ turn }) => [turn.observedAt, turn.observation.window]));
    const moments = [...windows.keys()];
    const gaps = moments.map((moment, i) => moment - (moments[i - 1] ?? 0));
    expect([...windows.values()]).toEqual(gaps);
    expect(Math.max(...gaps)).toBeGreaterThan(observing.every);
  });

  it('never goes back in time', () => {
    const scenario = smallScenario({ horizon: 2 * HOUR, observing: { ...observing, loss: 0.3 } });
    const { turns } = watchLoops(scenario, 0);
    const moments = turns.filter((one) => one.loop === 0).map((one) => one.turn.observedAt);
    expect(moments.filter((moment, i) => moment < (moments[i - 1] ?? 0))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { below, openStream } from '../../engine/random.ts';
import { decodePlain, encodePlain } from '../../engine/save.ts';
import { Simulation } from '../../engine/simulation.ts';
import { HOUR } from '../../engine/units.ts';
import { createRules } from '../../models/open.ts';
import { compileRun } from '../../scenarios/compile.ts';
import { measureReplication, openReplication } from '../../scenarios/run.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';

const scenario = smallScenario({ horizon: 3 * HOUR });
const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
const { policies } = compileRun(scenario, input.bundle, scenario.contenders[0], 0);
const straight = openReplication(input);
straight.run(scenario.horizon);
const wanted = measureReplication(input, straight);

describe('a world saved in mid-run', () => {
  const chance = openStream(1, 'cuts');
  const cuts = Array.from({ length: 12 }, () => below(chance, 0, scenario.horizon));

  it.each(cuts)('ends as the straight run does when restored at %i µs', (cut) => {
    const first = openReplication(input);
    first.run(cut);
    const second = Simulation.restore(createRules(policies), first.save());
    second.run(scenario.horizon);
    expect(measureReplication(input, second)).toEqual(wanted);
  });

  it('survives being written to text and read back', () => {
    const first = openReplication(input);
    first.run(HOUR);
    const saved = decodePlain(encodePlain(first.save())) as ReturnType<typeof first.save>;
    const second = Simulation.restore(createRules(policies), saved);
    second.run(scenario.horizon);
    expect(measureReplication(input, second)).toEqual(wanted);
  });

  it('is not moved by what becomes of its fork', () => {
    const first = openReplication(input);
    first.run(HOUR);
    const fork = first.fork();
    fork.run(2 * HOUR);
    first.run(scenario.horizon);
    expect(measureReplication(input, first)).toEqual(wanted);
  });
});

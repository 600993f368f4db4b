import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openStream, uniform } from '../../engine/random.ts';
import { encodePlain } from '../../engine/save.ts';
import { HOUR, MINUTE } from '../../engine/units.ts';
import type { WorldSimulation } from '../../models/world.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import { measureReplication, openReplication, type ReplicationInput } from '../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../scenarios/saved.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { openBundle } from '../../traces/open-bundle.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';

/** How a run ends: totals, KPIs and digest, and every byte of its last save. */
function endOf(input: ReplicationInput, simulation: WorldSimulation) {
  simulation.run(input.scenario.horizon);
  const bytes = encodePlain(simulation.save());
  return { bytes, result: measureReplication(input, simulation) };
}

/** Ends of the runs cut at these instants: each went through text and on from there. */
function endsOf(input: ReplicationInput, cuts: readonly number[]) {
  const trunk = openReplication(input);
  const { name } = input.scenario.contenders[input.contender];
  const branches = [...cuts]
    .sort((a, b) => a - b)
    .map((cut) => {
      trunk.run(cut);
      const saved = saveReplication(trunk, name, input.replication);
      return resumeReplication({ ...input, origin: { scenario: input.scenario, saved } });
    });
  return { trunk: endOf(input, trunk), branches: branches.map((one) => () => endOf(input, one)) };
}

const chance = openStream(20_261_101, 'cuts');
const cutBefore = (horizon: number) => Math.floor(horizon * uniform(chance, 0));

describe('a small world', () => {
  const scenario = smallScenario({ horizon: HOUR });

  it.each([0, 1])('cut at 50 random instants is the uncut one, contender %i', (contender) => {
    const input = { scenario, bundle: smallBundle(), contender, replication: 0 };
    const straight = endOf(input, openReplication(input));
    const cuts = Array.from({ length: 50 }, () => cutBefore(scenario.horizon));
    cuts.push(0, scenario.horizon);
    const { trunk, branches } = endsOf(input, cuts);
    expect(trunk).toEqual(straight);
    expect(branches).toHaveLength(52);
    for (const branch of branches) expect(branch()).toEqual(straight);
  });

  it('is not moved by what becomes of its fork', () => {
    const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
    const straight = endOf(input, openReplication(input));
    const first = openReplication(input);
    first.run(20 * MINUTE);
    const fork = first.fork();
    fork.run(40 * MINUTE);
    expect(endOf(input, first)).toEqual(straight);
    expect(endOf(input, fork)).toEqual(straight);
  });
});

describe('the first hours of launch-week', () => {
  const input = openLaunch(3 * HOUR);
  const names = input.scenario.contenders.map((contender) => contender.name);

  it.each(['ecim-g', 'hpa-on-spot'])('are the same when cut, with %s', (name) => {
    const own = { ...input, contender: names.indexOf(name) };
    const straight = endOf(own, openReplication(own));
    const cuts = Array.from({ length: 4 }, () => cutBefore(3 * HOUR));
    const { trunk, branches } = endsOf(own, cuts);
    expect(trunk).toEqual(straight);
    for (const branch of branches) expect(branch()).toEqual(straight);
  });
});

/** The world as it is at the launch, on the second day at 18:00, but from the start. */
function openLaunch(horizon: number): ReplicationInput {
  const file = 'scenarios/library/launch-week.yaml';
  const text = readFileSync(file, 'utf8').replaceAll('t, 42 h', 't, 1 h');
  const parsed = parseScenario(text, file);
  if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  const scenario: Scenario = { ...parsed.scenario, horizon };
  const { traces, epoch, regions } = scenario;
  const opened = openBundle(traces, { epoch, span: horizon, regions });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return { scenario, bundle: opened.value, contender: 0, replication: 0 };
}

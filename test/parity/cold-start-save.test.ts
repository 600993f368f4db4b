import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodePlain } from '../../engine/save.ts';
import { HOUR, MINUTE } from '../../engine/units.ts';
import type { WorldSimulation } from '../../models/world.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import { measureReplication, openReplication, type ReplicationInput } from '../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../scenarios/saved.ts';
import { openBundle } from '../../traces/open-bundle.ts';

const HORIZON = 1.5 * HOUR;

/** The launch with instances that boot by stages, cut while many of them are under way. */
function openLaunch(name: string): ReplicationInput {
  const file = `scenarios/library/${name}.yaml`;
  const parsed = parseScenario(readFileSync(file, 'utf8'), file);
  if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  const scenario = { ...parsed.scenario, horizon: HORIZON };
  const { traces, epoch, regions } = scenario;
  const opened = openBundle(traces, { epoch, span: HORIZON, regions });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return { scenario, bundle: opened.value, contender: 1, replication: 0 };
}

function endOf(input: ReplicationInput, simulation: WorldSimulation) {
  simulation.run(HORIZON);
  return { bytes: encodePlain(simulation.save()), result: measureReplication(input, simulation) };
}

describe.each(['cold-start-launch', 'cold-start-before'])('%s', (name) => {
  const input = openLaunch(name);

  it('saved with boots, reads and pools under way goes on as if it had not been', () => {
    const straight = endOf(input, openReplication(input));
    const trunk = openReplication(input);
    let underWay = 0;
    for (const cut of [61, 64, 70, 76, 83].map((minute) => minute * MINUTE + 7)) {
      trunk.run(cut);
      underWay += trunk.world.coldStart?.running.filter((mask) => mask !== 0).length ?? 0;
      const saved = saveReplication(trunk, 'warm-4', 0);
      const origin = { scenario: input.scenario, saved };
      expect(endOf(input, resumeReplication({ ...input, origin }))).toEqual(straight);
    }
    expect(underWay).toBeGreaterThan(15);
  });
});

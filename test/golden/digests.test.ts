import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HOUR } from '../../engine/units.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import { runReplication } from '../../scenarios/run.ts';
import { openBundle } from '../../traces/open-bundle.ts';

const LIBRARY = 'scenarios/library';
/** Long enough for launch-week's first morning on three continents. */
const SPAN = 5 * HOUR;
/** Counted players are many: their first minutes show every kind of event. */
const COUNTED_SPAN = HOUR / 4;

// Guards against change, not for truth: a digest covers every event of a run in order. It is equal
// on every Node major, thread and processor; when it moves, a published number may have moved too.
it('the shipped scenarios run through the very events they ran through before', async () => {
  const lines = readdirSync(LIBRARY).flatMap((name) => digestsOf(`${LIBRARY}/${name}`));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('digests.txt');
});

function digestsOf(file: string): string[] {
  const parsed = parseScenario(readFileSync(file, 'utf8'), file);
  if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  const { scenario } = parsed;
  const { traces, epoch, regions } = scenario;
  const opened = openBundle(traces, { epoch, span: scenario.horizon, regions });
  if (!opened.ok) return [];
  const span = scenario.detail === undefined ? SPAN : COUNTED_SPAN;
  const short = { ...scenario, horizon: Math.min(scenario.horizon, span) };
  return scenario.contenders.map((one, contender) => {
    const input = { scenario: short, bundle: opened.value, contender, replication: 0 };
    const { digest, events } = runReplication(input);
    return `${scenario.name} ${one.name} ${digest} ${events} events`;
  });
}

import { expect, test } from 'vitest';
import { loadScenario } from '../../../cli/load-scenario.ts';
import { openTraces } from '../../../cli/open-traces.ts';
import { runScenario } from '../../../runner/run-scenario.ts';
import { openCapture } from '../cli/capture.ts';

const worker = new URL('./workers.ts', import.meta.url);

function open() {
  const { terminal } = openCapture();
  const loaded = loadScenario('mg1', [], terminal);
  if ('code' in loaded) throw new Error('mg1 does not parse');
  const opened = openTraces(loaded.scenario, undefined, terminal);
  if ('code' in opened) throw new Error('mg1 has no traces');
  const scenario = { ...loaded.scenario, horizon: 600_000_000, warmUp: 0, replications: 3 };
  return { scenario, bundle: opened.bundle };
}

test('a task that breaks ends the run at once and is named', async () => {
  const outcome = await runScenario({ ...open(), workers: 3, worker });
  expect(outcome).toMatchObject({
    broken: { contender: 'one', replication: 1, message: 'queue length -1' },
  });
}, 20_000);

test('an aborted run ends at once, with nothing to show', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 300);
  const { scenario, bundle } = open();
  const single = { ...scenario, replications: 1 };
  const { signal } = abort;
  expect(await runScenario({ scenario: single, bundle, workers: 1, worker, signal })).toEqual({
    interrupted: true,
  });
}, 20_000);

test('without threads every task tells how far it is, to the horizon', async () => {
  const last = new Map<number, number>();
  const onStep = (task: number, step: { simulated: number }) => last.set(task, step.simulated);
  const outcome = await runScenario({ ...open(), workers: 0, onStep });
  expect(outcome).toHaveProperty('result');
  expect([...last]).toEqual([0, 1, 2].map((task) => [task, 600_000_000]));
});

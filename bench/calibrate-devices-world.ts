import { readFileSync } from 'node:fs';
import { HOUR, MILLISECOND } from '../engine/units.ts';
import { totalsOf } from '../models/totals.ts';
import type { PlacedModel } from '../scenarios/catalogue/serving.ts';
import { continuous } from '../scenarios/parse/batching.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { openReplication } from '../scenarios/run.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { PerfSample } from '../traces/import/splitwise-perf.ts';
import { openBundle } from '../traces/open-bundle.ts';
import type { TraceBundle } from '../traces/series.ts';

/** What the running world makes of a recorded batch: all its requests come at one instant. */
export interface Played {
  /** Mean time to the first token, ms. */
  readonly firstMs: number;
  /** Mean time per further token, ms. */
  readonly tokenMs: number;
}

/** One region, one instance, requests of one size; no way to go. */
function opened(): { readonly scenario: Scenario; readonly bundle: TraceBundle } {
  const file = 'scenarios/library/mg1.yaml';
  const parsed = parseScenario(readFileSync(file, 'utf8'), file);
  if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  const { scenario } = parsed;
  const { traces, epoch, horizon: span, regions } = scenario;
  const bundle = openBundle(traces, { epoch, span, regions });
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.problems));
  const names = bundle.value.rtt.names;
  const rtt = { names, rtt: names.map(() => names.map(() => 0)) };
  return { scenario, bundle: { ...bundle.value, rtt } };
}

const BASE = opened();

/** Plays batches of a recorded size, one match of players after the other, on an idle instance. */
export function playBatches(
  placed: PlacedModel,
  { requests, prompt, generated }: PerfSample,
  context: number,
): Played {
  const { scenario, bundle } = BASE;
  const { batching, service } = continuous(placed, context, requests);
  const { arrivals } = scenario.players;
  // A lobby fills in two hours on the average, long after the last batch is served.
  const values = arrivals.values.map(() => requests / 7200);
  const players = {
    ...scenario.players,
    arrivals: { ...arrivals, values },
    matchSize: requests,
    fillAfter: 20 * HOUR,
    patience: { kind: 'deterministic', value: 20 * HOUR } as const,
  };
  // The first token comes with the read of the prompt.
  const tokens = { context: [prompt], generated: [generated - 1] };
  const simulation = openReplication({
    scenario: {
      ...scenario,
      warmUp: 0,
      players,
      serving: { ...scenario.serving, slots: requests, service, batching },
    },
    bundle: { ...bundle, tokens },
    contender: 0,
    replication: 0,
  });
  simulation.run(20 * HOUR);
  const { responseSum, requestsAnswered, busySlotSeconds } = totalsOf(simulation);
  const firstMs = responseSum / requestsAnswered / MILLISECOND;
  const wholeMs = (1000 * busySlotSeconds) / requestsAnswered;
  return { firstMs, tokenMs: (wholeMs - firstMs) / Math.max(1, generated - 1) };
}

import { digestText } from '../../../engine/digest.ts';
import { HOUR, MINUTE } from '../../../engine/units.ts';
import { parseScenario } from '../../../scenarios/parse-scenario.ts';
import { runReplication } from '../../../scenarios/run.ts';
import type { Scenario } from '../../../scenarios/scenario.ts';
import { openBundle } from '../../../traces/open-bundle.ts';
import type { TraceBundle } from '../../../traces/series.ts';
import type { Case } from './case.ts';

/** Long enough for every policy to act, short enough for a machine without a JIT. */
const SPANS: readonly (readonly [name: string, horizon: number])[] = [
  ['launch-week', 3 * HOUR],
  ['steady-evening', 12 * MINUTE],
  ['mg1', 20 * MINUTE],
];

/** The library's files that the cases need, by name. */
export const LIBRARY_NAMES: readonly string[] = SPANS.map(([name]) => name);

/** Text of a library file to KPIs: reading, formulas, generated traces, every contender's run. */
export function libraryCases(texts: Readonly<Record<string, string>>): readonly Case[] {
  return SPANS.flatMap(([name, horizon]) => casesOf(name, texts[name], horizon));
}

function casesOf(name: string, text: string, horizon: number): readonly Case[] {
  const whole = scenarioOf(name, text);
  const bundle = bundleOf(whole);
  // A warm-up as long as the horizon would leave no KPI to compare.
  const warmUp = Math.min(whole.warmUp, horizon / 4);
  const scenario = { ...whole, horizon, warmUp };
  const runs = scenario.contenders.flatMap((contender, place) => {
    return runCases(`${name}, ${contender.name}`, scenario, bundle, place);
  });
  return [
    { name: `${name}, as read`, digest: () => digestText(JSON.stringify(whole)) },
    { name: `${name}, its traces`, digest: () => digestText(JSON.stringify(bundle)) },
    ...runs,
  ];
}

function scenarioOf(name: string, text: string): Scenario {
  const parsed = parseScenario(text, `${name}.yaml`);
  if ('scenario' in parsed) return parsed.scenario;
  throw new Error(JSON.stringify(parsed.problems));
}

function bundleOf({ traces, epoch, horizon, regions }: Scenario): TraceBundle {
  const opened = openBundle(traces, { epoch, span: horizon, regions });
  if (opened.ok) return opened.value;
  throw new Error(JSON.stringify(opened.problems));
}

function runCases(
  name: string,
  scenario: Scenario,
  bundle: TraceBundle,
  contender: number,
): readonly Case[] {
  const { digest, totals, kpis } = runReplication({ scenario, bundle, contender, replication: 0 });
  return [
    { name: `${name}: events`, digest: () => digest },
    { name: `${name}: totals`, digest: () => digestText(JSON.stringify(totals)) },
    { name: `${name}: KPIs`, digest: () => digestText(JSON.stringify(kpis)) },
  ];
}

import type { Law } from '../engine/distributions.ts';
import { meanOf, scvOf } from '../engine/distributions.ts';
import { HOUR, MILLISECOND } from '../engine/units.ts';
import { estimateResult } from '../reports/estimate-result.ts';
import type { ScenarioResult } from '../reports/result.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { openLibrary, play } from './document-play.ts';
import { drawTable, figure, kpiNamed, showEstimate } from './document-text.ts';

const SERVICE = 100 * MILLISECOND;
const REPLICATIONS = 10;
const GROUPS = 60;
const WAIT = kpiNamed('waiting-time');

/** One station: a service law at a utilisation. */
interface Cell {
  readonly law: Law;
  readonly rho: number;
}

const exponential: Law = { kind: 'exponential', mean: SERVICE };
const deterministic: Law = { kind: 'deterministic', value: SERVICE };
/** Squared coefficient of variation 2, as in the library's own file. */
const sigma = Math.sqrt(Math.log(3));
const lognormal: Law = { kind: 'lognormal', sigma, mu: Math.log(SERVICE) - sigma ** 2 / 2 };

const cells: readonly Cell[] = [exponential, deterministic, lognormal].flatMap((law) => {
  return [0.5, 0.8, 0.95].map((rho) => ({ law, rho }));
});
const studied: readonly Cell[] = [
  { law: exponential, rho: 0.5 },
  { law: deterministic, rho: 0.8 },
];

/** Mean wait of M/G/1 in microseconds: Pollaczek and Khinchine. */
function waitOf({ law, rho }: Cell): number {
  return ((rho * meanOf(law)) / (1 - rho)) * ((1 + scvOf(law)) / 2);
}

/** The library's mg1 with another law and rate; nothing else of the world is touched. */
function stationOf(base: Scenario, { law, rho }: Cell, seed: number): Scenario {
  const { arrivals } = base.players;
  const values = arrivals.values.map(() => rho / (meanOf(law) / 1e6));
  const players = { ...base.players, arrivals: { ...arrivals, values } };
  return { ...base, seed, players, serving: { ...base.serving, service: { kind: 'law', law } } };
}

interface Outcome {
  readonly mean: number;
  readonly halfWidth: number;
  readonly isInside: boolean;
}

function outcomeOf(result: ScenarioResult, wanted: number): Outcome {
  const estimate = result.contenders[0].kpis[WAIT.id];
  if ('undefinedBecause' in estimate) throw new Error(estimate.undefinedBecause);
  const { mean, halfWidth = 0 } = estimate;
  return { mean, halfWidth, isInside: Math.abs(mean - wanted) <= halfWidth };
}

/** Nine stations, each with ten replications and seeds of its own. */
export async function writeCells(): Promise<string> {
  const { scenario, bundle } = openLibrary('mg1');
  const rows: string[][] = [];
  let inside = 0;
  for (const [index, cell] of cells.entries()) {
    const station = stationOf(scenario, cell, 1 + REPLICATIONS * index);
    const opened = { scenario: { ...station, replications: REPLICATIONS }, bundle };
    const { result } = await play(opened, `mg1, ${cell.law.kind}, utilisation ${cell.rho}`);
    const wanted = waitOf(cell);
    const { isInside } = outcomeOf(result, wanted);
    const shown = showEstimate(WAIT, result.contenders[0].kpis[WAIT.id]);
    const names = [cell.law.kind, figure(scvOf(cell.law), 2), figure(cell.rho, 2)];
    const expected = figure(wanted / MILLISECOND, 4);
    rows.push([...names, expected, shown, isInside ? 'in' : 'out', String(station.seed)]);
    inside += isInside ? 1 : 0;
  }
  const formula = 'formula, ms';
  const head = ['service', 'scv', 'utilisation', formula, 'simulated, ms', 'interval', 'seed'];
  const chance = 1 - 0.95 ** cells.length;
  const verdict =
    `${inside} of ${cells.length} intervals hold the formula. With ${cells.length} intervals of ` +
    `95 % at least one misses it with a chance of ${figure(100 * chance, 2)} %, even when ` +
    'everything is right.';
  return `${drawTable(head, rows, 1)}\n\n${verdict}\n\n${describeRuns(scenario)}`;
}

function describeRuns({ horizon, warmUp }: Scenario): string {
  const hours = (span: number) => `${figure(span / HOUR)} h`;
  return (
    `Each interval is over ${REPLICATIONS} replications of ${hours(horizon)}, of which the first ` +
    `${hours(warmUp)} are not counted; the mean service is ${SERVICE / MILLISECOND} ms.`
  );
}

/** Many independent groups of short replications: how often does the interval hold the formula? */
export async function writeCoverage(): Promise<string> {
  const { scenario, bundle } = openLibrary('mg1', ['horizon=3 h']);
  const rows: string[][] = [];
  let covered = 0;
  for (const [index, cell] of studied.entries()) {
    const station = stationOf(scenario, cell, 1001 + 1000 * index);
    const opened = { scenario: { ...station, replications: GROUPS * REPLICATIONS }, bundle };
    const { result } = await play(opened, `coverage, ${cell.law.kind}, utilisation ${cell.rho}`);
    const tally = tallyGroups(result, waitOf(cell));
    covered += tally.inside;
    const names = [cell.law.kind, figure(cell.rho, 2), figure(waitOf(cell) / MILLISECOND, 4)];
    const grand = showEstimate(WAIT, result.contenders[0].kpis[WAIT.id]);
    const counts = [tally.inside, tally.below, tally.above].map(String);
    rows.push([...names, grand, `${GROUPS}`, ...counts]);
  }
  const over = `over all ${GROUPS * REPLICATIONS} replications, ms`;
  const head = ['service', 'utilisation', 'formula, ms', over, 'intervals'];
  const counts = ['hold the formula', 'lie below', 'lie above'];
  const lengths = `${describeRuns(scenario)} No two intervals share a replication.`;
  return `${drawTable([...head, ...counts], rows, 1)}\n\n${verdictOf(covered)}\n\n${lengths}`;
}

function verdictOf(covered: number): string {
  const all = GROUPS * studied.length;
  const spread = 1.96 * Math.sqrt(all * 0.95 * 0.05);
  const [least, most] = [Math.ceil(0.95 * all - spread), Math.floor(0.95 * all + spread)];
  const isFair = covered >= least && covered <= most;
  return (
    `${covered} of ${all} intervals hold the formula; intervals that keep what they promise give ` +
    `${figure(0.95 * all)} on average, and ${least} to ${most} in 95 of 100 such studies. ` +
    (isFair
      ? 'These two cells keep it.'
      : '**They do not keep it**: this is a defect to be explained.')
  );
}

function tallyGroups(result: ScenarioResult, wanted: number) {
  const tally = { inside: 0, below: 0, above: 0 };
  const { scenario, question, seed, provenance, resolved } = result;
  const [{ name, replications }] = result.contenders;
  const head = { scenario, question, seed, provenance, resolved, contenders: [name] };
  for (let group = 0; group < GROUPS; group++) {
    const own = replications.slice(group * REPLICATIONS, (group + 1) * REPLICATIONS);
    const { mean, isInside } = outcomeOf(estimateResult(head, own), wanted);
    if (isInside) tally.inside++;
    else if (mean < wanted) tally.below++;
    else tally.above++;
  }
  return tally;
}

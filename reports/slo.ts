import Table from 'cli-table3';
import { formatNumber } from './numbers.ts';
import type { ContenderResult, ScenarioResult } from './result.ts';
import type { SloOutcome } from './slo-outcome.ts';

const NAME_WIDTH = 24;
const LEGEND =
  'objective: share of windows with requests that met all conditions at once (docs/slo.md)';

/** How the contenders kept the objective, over all replications; nothing where there is none. */
export function formatSlo({ contenders }: ScenarioResult): readonly string[] {
  const [first] = outcomesOf(contenders[0]);
  if (first === undefined) return [];
  const names = first.met.map(({ name }) => cut(name));
  const table = new Table({
    head: ['contender', 'objective', ...names, 'good', 'budget used', 'pages', 'tickets'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', ...new Array<'right'>(names.length + 5).fill('right')],
  });
  for (const contender of contenders) {
    table.push([cut(contender.name), ...cellsOf(outcomesOf(contender))]);
  }
  return [`${table.toString()}\n${LEGEND}`];
}

function outcomesOf({ replications }: ContenderResult): readonly SloOutcome[] {
  return replications.flatMap(({ slo }) => (slo === undefined ? [] : [slo]));
}

function cellsOf(outcomes: readonly SloOutcome[]): readonly string[] {
  const [{ target, met }] = outcomes;
  const sum = (of: (one: SloOutcome) => number) => outcomes.reduce((all, one) => all + of(one), 0);
  const windows = sum((one) => one.windows);
  const share = (many: number) => (windows === 0 ? 'undefined' : percent(many / windows));
  const missed = windows === 0 ? 0 : 1 - sum((one) => one.good) / windows;
  return [
    percent(target),
    ...met.map((_, place) => share(sum((one) => one.met[place].windows))),
    share(sum((one) => one.good)),
    percent(missed / (1 - target)),
    formatNumber(sum((one) => one.pages) / outcomes.length, 1),
    formatNumber(sum((one) => one.tickets) / outcomes.length, 1),
  ];
}

function percent(share: number): string {
  return `${formatNumber(100 * share, 2)} %`;
}

function cut(text: string): string {
  return text.length <= NAME_WIDTH ? text : `${text.slice(0, NAME_WIDTH - 1)}…`;
}

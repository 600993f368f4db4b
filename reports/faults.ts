import Table from 'cli-table3';
import { MINUTE } from '../engine/units.ts';
import type { FaultOutcome } from './fault-outcome.ts';
import { formatNumber } from './numbers.ts';
import type { ContenderResult, ScenarioResult } from './result.ts';

const NAME_WIDTH = 24;
const LEGEND =
  'recovery: until late answers are back at their share of the ten minutes before (docs/faults.md)';

/** How the contenders got over the faults, means over replications; nothing without faults. */
export function formatFaults({ contenders }: ScenarioResult): readonly string[] {
  const faults = contenders[0].replications[0].faults ?? [];
  if (faults.length === 0) return [];
  const table = new Table({
    head: ['fault', 'contender', 'recovery min', 'late min', 'sessions lost', 'requests lost'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
  });
  faults.forEach((fault, place) => {
    contenders.forEach((contender, nth) => {
      const name = nth === 0 ? cut(`${fault.name} (${fault.fault})`, 2 * NAME_WIDTH) : '';
      table.push([name, cut(contender.name, NAME_WIDTH), ...cellsOf(outcomesOf(contender, place))]);
    });
  });
  return [`${table.toString()}\n${LEGEND}`];
}

function outcomesOf(contender: ContenderResult, place: number): readonly FaultOutcome[] {
  return contender.replications.flatMap(({ faults = [] }) => faults.slice(place, place + 1));
}

function cellsOf(outcomes: readonly FaultOutcome[]): readonly string[] {
  const mean = (of: (one: FaultOutcome) => number) =>
    formatNumber(outcomes.reduce((sum, one) => sum + of(one), 0) / outcomes.length, 1);
  return [
    wordRecovery(outcomes),
    mean((one) => one.lateMinutes),
    mean((one) => one.sessionsLost),
    mean((one) => one.requestsLost),
  ];
}

/** The mean over the runs that recovered, and how many did not: they have no number. */
function wordRecovery(outcomes: readonly FaultOutcome[]): string {
  const times = outcomes.flatMap(({ recovery }) => ('value' in recovery ? [recovery.value] : []));
  const missing = outcomes.length - times.length;
  if (times.length === 0) return 'undefined';
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length / MINUTE;
  const text = formatNumber(mean, 1);
  return missing === 0 ? text : `${text} (${missing} undefined)`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

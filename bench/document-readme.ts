import type { ScenarioResult } from '../reports/result.ts';
import { formatTable } from '../reports/table.ts';
import type { CloneRun } from './document-clone.ts';

const ROWS = [
  'cost',
  'response time p50',
  'response time p95',
  'response time p99',
  'late frames',
  'answers at low fidelity',
  'match completion',
  'churn',
  'energy',
  'emissions per session',
];

/** The real output of the main command, cut to a screen: tables of KPIs and the verdicts. */
export function writeCapture(result: ScenarioResult): string {
  const parts = formatTable(result).trimEnd().split('\n\n');
  const isKept = (part: string) => !/ minus the other|^digests |^recorded data/.test(part);
  const kept = parts.filter(isKept).map(cutRows);
  const command = '$ ./playtwin run scenarios/library/launch-week.yaml';
  return ['```text', command, kept.join('\n\n'), '```'].join('\n');
}

function cutRows(part: string): string {
  const lines = part.split('\n').filter((line) => {
    const title = /^│ (.*?) +│/.exec(line)?.[1];
    return title === undefined || title === 'KPI' || ROWS.includes(title);
  });
  return lines.join('\n');
}

/** How long the main command took where it was measured last. */
export function writeMeasured(clone: CloneRun, date: string): string {
  const minutes = (clone.seconds / 60).toFixed(1);
  const { installSeconds, packages, installedMb, peakMb, summary, node } = clone;
  return (
    `Measured on two shared cores (Node.js ${node}, ${date}): on a fresh clone with an empty npm ` +
    `cache the command took ${minutes} min, of which ${installSeconds.toFixed(0)} s to install ` +
    `${packages} packages (${installedMb.toFixed(0)} MB, none of them for developers only) and ` +
    `less than a second to compile; then ${summary}, with at most ${peakMb.toFixed(0)} MB of ` +
    'memory. Every later start skips both first steps.'
  );
}

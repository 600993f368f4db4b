/**
 * What a decision costs: every loop policy at 6, 60 and 600 pools, every placement gate a call.
 * `npm run bench:decisions` prints the tables and writes them into docs/decision-cost.md.
 */
import { readFileSync } from 'node:fs';
import { writeWhole } from '../reports/write-files.ts';
import { table } from './calibrate-network-tables.ts';
import { timeGates } from './decisions/gates.ts';
import { loopSubjects, timeLoop } from './decisions/loops.ts';
import { replaceBlock } from './document-blocks.ts';

const sizes = [6, 60, 600];
const page = 'docs/decision-cost.md';

const gates = gateTable();
console.log(gates);
const loops = loopTable();
console.log(loops);
const before = readFileSync(page, 'utf8');
writeWhole(page, replaceBlock(replaceBlock(before, 'gates', gates), 'loops', loops));

function gateTable(): string {
  const rows = timeGates().map(({ id, createMs, choose, hear }) => {
    const at = (times: Float64Array, share: number) =>
      times[Math.floor(share * (times.length - 1))].toFixed(2);
    const cells = [choose, hear].flatMap((times) => [at(times, 0.5), at(times, 0.99)]);
    return [id, ...cells, createMs.toFixed(0)];
  });
  const head = ['gate', 'choose p50, µs', 'p99, µs', 'hear p50, µs', 'p99, µs', 'made in, ms'];
  return table(head, rows);
}

function loopTable(): string {
  const rows = loopSubjects.map((subject) => {
    console.error(subject.id);
    return [subject.id, ...sizes.map((pools) => cellOf(timeLoop(subject, pools)))];
  });
  return table(['policy', ...sizes.map((pools) => `${pools} pools, ms a turn`)], rows);
}

function cellOf(times: readonly number[] | string): string {
  if (typeof times === 'string') return `refused: ${times}`;
  const sorted = [...times].sort((a, b) => a - b);
  const [median, worst] = [sorted[sorted.length >> 1], sorted[sorted.length - 1]];
  return `${median.toPrecision(2)} (worst ${worst.toPrecision(2)})`;
}

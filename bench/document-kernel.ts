import { drawTable } from './document-text.ts';
import { showSize } from './kernel-cases.ts';
import { judgeGoals } from './kernel-goals.ts';
import { type KernelRow, ratioTo } from './kernel-rows.ts';

const TITLES: ReadonlyMap<string, readonly [title: string, unit: string]> = new Map([
  ['hold', ['HOLD', 'M holds/s']],
  ['mm1', ['M/M/1 at load 0.9', 'M customers/s']],
  ['mg1', ['M/G/1 at load 0.8, hyperexponential', 'M customers/s']],
  ['tandem', ['Three queues in a row at load 0.8', 'M customers/s']],
  ['closed', ['Central server, 20 jobs that think', 'M cycles/s']],
]);

/** The tables of a run of `npm run bench`: peers, patterns, goals; as Markdown. */
export function writeKernel(rows: readonly KernelRow[]): string {
  const parts = [...writePeers(rows), ...writePatterns(rows), writeGoals(rows)];
  return parts.join('\n\n');
}

function writePeers(rows: readonly KernelRow[]): readonly string[] {
  return [...TITLES].flatMap(([name, [title, unit]]) => {
    const sizes = [...new Set(rows.filter((row) => row.case === name).map((row) => row.pending))];
    return sizes.map((pending) => {
      const found = rows.filter((row) => row.case === name && row.pending === pending);
      const head = ['subject', unit, '÷ SimPy', '÷ C++', '÷ simjs', 'peak MiB'];
      const body = found.map((row) => showRow(found, row));
      const size = name === 'hold' ? `, ${showSize(pending)} pending` : '';
      return `**${title}${size}**\n\n${drawTable(head, body)}`;
    });
  });
}

function showRow(rows: readonly KernelRow[], row: KernelRow): readonly string[] {
  const ratios = [row.ratioToSimpy, row.ratioToNative, ratioTo(rows, row, 'simjs')];
  const rate = (row.perSecond / 1e6).toPrecision(3);
  return [row.subject, rate, ...ratios.map(showRatio), row.peakRssMiB.toFixed(0)];
}

function showRatio(ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined) return '–';
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3);
}

/** One line a pattern, one column a size: the agenda's rate over the heap's, and its own. */
function writePatterns(rows: readonly KernelRow[]): readonly string[] {
  const found = rows.filter((row) => !TITLES.has(row.case));
  const names = [...new Set(found.map((row) => row.case))];
  const sizes = [...new Set(found.map((row) => row.pending))];
  if (names.length === 0) return [];
  const head = ['increments', ...sizes.map((size) => `${showSize(size)} pending`)];
  const body = names.map((name) => [
    name.replace('hold-', ''),
    ...sizes.map((size) => showPattern(found, name, size)),
  ]);
  const title = '**Agenda ÷ 4-ary heap (M holds/s of the agenda)**';
  return [`${title}\n\n${drawTable(head, body)}`];
}

function showPattern(rows: readonly KernelRow[], name: string, size: number): string {
  const row = rows.find((one) => {
    return one.case === name && one.pending === size && one.subject === 'playtwin agenda';
  });
  if (row === undefined) return '–';
  return `${showRatio(ratioTo(rows, row, '4-ary heap'))} (${(row.perSecond / 1e6).toPrecision(3)})`;
}

function writeGoals(rows: readonly KernelRow[]): string {
  const body = judgeGoals(rows).map(({ text, wanted, found, isReached }) => {
    const verdict = isReached ? 'reached' : '**missed**';
    return [text, wanted, found ?? '–', found === undefined ? 'not measured' : verdict];
  });
  return `**Goals**\n\n${drawTable(['goal', 'wanted', 'found', ''], body)}`;
}

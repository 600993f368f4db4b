import { MILLISECOND } from '../../engine/units.ts';
import { sameRegionRtt } from '../generate/rtt.ts';
import { type Imported, nearestHint, refuse, type TraceText } from '../problem.ts';
import type { RttMatrix } from '../series.ts';
import { numberIn, parseTable, textIn } from './table.ts';

const mostMilliseconds = 10_000;
const leastTypical = 2;
const mostLopsided = 20;

/**
 * Round trips between the named regions, in their order (absent: every region of the file, in
 * order of names). The file has no same-region rows; the diagonal is the assumption
 * `sameRegionRtt`.
 */
export function importGcpRtt(file: TraceText, names?: readonly string[]): Imported<RttMatrix> {
  const pairs = readPairs(file);
  checkPairs(file, pairs);
  const known = [...pairs.keys()].sort();
  const wanted = names ?? known;
  const rows = wanted.map((from) => pairs.get(from) ?? refuseRegion(file, from, known));
  const rtt = rows.map((row, i) => wanted.map((to) => cellOf(file, row, wanted[i], to)));
  const assumed = wanted.filter((name) => pairs.get(name)?.has(name) !== true).length;
  const diagonal = `${assumed} same-region round trips assumed ${sameRegionRtt / MILLISECOND} ms`;
  return { value: { names: wanted, rtt }, notes: [`${wanted.length} regions, ${diagonal}`] };
}

function readPairs(file: TraceText): Map<string, Map<string, number>> {
  const pairs = new Map<string, Map<string, number>>();
  for (const row of parseTable(file, ['sending_region', 'receiving_region', 'milliseconds'])) {
    const from = textIn(row, 'sending_region');
    const to = textIn(row, 'receiving_region');
    const known = pairs.get(from) ?? new Map<string, number>();
    if (known.has(to)) {
      refuse({
        file: file.name,
        row: row.line,
        found: `${from} to ${to} again`,
        wanted: 'it once',
      });
    }
    const milliseconds = numberIn(row, 'milliseconds', 0, mostMilliseconds);
    pairs.set(from, known.set(to, Math.round(milliseconds * MILLISECOND)));
  }
  return pairs;
}

// The published regions are 4 to 343 ms apart, 140 in the median: a lower median is seconds. The
// two directions differ by 2 ms at most: a number cut short or a row misplaced by far more.
function checkPairs(
  file: TraceText,
  pairs: ReadonlyMap<string, ReadonlyMap<string, number>>,
): void {
  const far = [...pairs].flatMap(([from, row]) =>
    [...row].flatMap(([to, rtt]) => (from === to ? [] : [{ from, to, rtt }])),
  );
  const typical = far.map(({ rtt }) => rtt).sort((a, b) => a - b)[far.length >> 1];
  if (typical < leastTypical * MILLISECOND) {
    const found = `a median of ${typical / MILLISECOND} between regions`;
    refuse({ file: file.name, row: 0, found, wanted: 'milliseconds (are these seconds?)' });
  }
  const odd = far.find(({ from, to, rtt }) => {
    const back = pairs.get(to)?.get(from);
    return back !== undefined && rtt - back > mostLopsided * MILLISECOND && rtt > 1.5 * back;
  });
  if (odd === undefined) return;
  const found = `${odd.from} to ${odd.to} far slower than back`;
  refuse({ file: file.name, row: 0, found, wanted: 'round trips alike both ways' });
}

function cellOf(
  file: TraceText,
  row: ReadonlyMap<string, number>,
  from: string,
  to: string,
): number {
  const measured = row.get(to);
  if (measured !== undefined) return measured;
  if (from === to) return sameRegionRtt;
  const found = `no row from ${from} to ${to}`;
  return refuse({ file: file.name, row: 0, found, wanted: 'a row for every pair of regions' });
}

function refuseRegion(file: TraceText, name: string, known: readonly string[]): never {
  const wanted = `a region of the file${nearestHint(name, known)}`;
  return refuse({ file: file.name, row: 0, found: `no row from region "${name}"`, wanted });
}

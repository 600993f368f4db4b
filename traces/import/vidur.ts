import { SECOND } from '../../engine/units.ts';
import { type Imported, refuse, type TraceText } from '../problem.ts';
import { type RequestTrace, twinNote, withoutTwins } from './azure-llm-2023.ts';
import { paceNote } from './pace.ts';
import { numberIn, parseTable, textIn, wholeIn } from './table.ts';

const MOST_TOKENS = 10_000_000;

/**
 * A request list of the Vidur simulator: token sizes, and times where the list has them. One of the
 * published lists is the Azure conversation trace over again.
 */
export function importVidur(file: TraceText): Imported<RequestTrace> {
  const [head] = file.text.split('\n', 1);
  const hasTimes = head.includes('arrived_at');
  const sizes = ['num_prefill_tokens', 'num_decode_tokens'];
  const all = parseTable(file, hasTimes ? ['arrived_at', ...sizes] : sizes);
  // Sizes alone repeat by chance.
  const rows = hasTimes ? withoutTwins(all) : all;
  const times = hasTimes ? rows.map((row) => numberIn(row, 'arrived_at', 0, 1e9)) : [];
  const wrong = times.findIndex((time, i) => i > 0 && time < times[i - 1]);
  if (wrong >= 0) {
    const found = `arrived_at ${textIn(rows[wrong], 'arrived_at')}`;
    const wanted = 'a time not before the row above';
    return refuse({ file: file.name, row: rows[wrong].line, found, wanted });
  }
  const sample = {
    context: rows.map((row) => wholeIn(row, 'num_prefill_tokens', 0, MOST_TOKENS)),
    generated: rows.map((row) => wholeIn(row, 'num_decode_tokens', 0, MOST_TOKENS)),
  };
  const arrivals = times.map((time) => Math.round((time - times[0]) * SECOND));
  const notes = hasTimes
    ? [paceNote(file.name, arrivals, 'seconds'), ...twinNote(all, rows)]
    : ['no times: sizes only'];
  return { value: { startsAt: 0, arrivals, sample }, notes: [`${rows.length} requests`, ...notes] };
}

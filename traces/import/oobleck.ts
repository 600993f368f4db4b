import { SECOND } from '../../engine/units.ts';
import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { Series } from '../series.ts';
import { withoutRepeats } from '../series-ops.ts';

/** One node of a recorded fleet; times in milliseconds from the start of the recording. */
export interface NodeLife {
  readonly name: string;
  readonly from: number;
  /** Absent while the node was still there at the end. */
  readonly until?: number;
}

/** What happened to a fleet at one instant: adds and removes of one time stamp taken together. */
export interface FleetEvent {
  readonly atMs: number;
  readonly added: number;
  readonly removed: number;
  /** Nodes there just before. */
  readonly before: number;
}

/** A recorded fleet of spot nodes. */
export interface Fleet {
  readonly lives: readonly NodeLife[];
  readonly events: readonly FleetEvent[];
  /** Time stamp of the last line. */
  readonly endMs: number;
}

interface Entry {
  readonly line: number;
  readonly atMs: number;
  readonly isAdd: boolean;
  readonly node: string;
}

const mostMs = 1e12;
// The published recording lasts 10.8 h: a year of it would be microseconds.
const longestMs = 366 * 86_400_000;

/** Reads `time_ms,add|remove,node` lines without a header; a node may come back under its name. */
export function readFleet(file: TraceText): Fleet {
  const entries = file.text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n/)
    .flatMap((text, i) => (text.trim() === '' ? [] : [readEntry(file.name, text, i + 1)]));
  if (entries.length < 2) {
    const found = `${entries.length} events`;
    return refuse({ file: file.name, row: 0, found, wanted: 'lines time_ms,add|remove,node' });
  }
  checkOrder(file.name, entries);
  const lives = readLives(file.name, entries);
  return { lives, events: joinStamps(entries), endMs: entries[entries.length - 1].atMs };
}

/**
 * A fleet as one zone's capacity: nodes there over the most there ever were. Nodes that come at the
 * very time stamp of a loss come one microsecond later, or the loss would not show.
 */
export function importOobleck(file: TraceText): Imported<Series> {
  const { events, endMs } = readFleet(file);
  const most = events.reduce((max, { before, added, removed }) => {
    return Math.max(max, before - removed + added);
  }, 0);
  const points = events.flatMap(({ atMs, added, removed, before }) => {
    const at = Math.round(atMs * (SECOND / 1000));
    const lost = { at, share: (before - removed) / most };
    const grown = { at: at + 1, share: (before - removed + added) / most };
    if (removed === 0) return [{ at, share: grown.share }];
    return added === 0 ? [lost] : [lost, grown];
  });
  const first = points[0].at === 0 ? [] : [{ at: 0, share: 0 }];
  const all = [...first, ...points];
  const removes = events.filter(({ removed }) => removed > 0);
  const lost = removes.reduce((sum, { removed }) => sum + removed, 0);
  const both = removes.filter(({ added }) => added > 0).length;
  const value = withoutRepeats({
    name: file.name.slice(file.name.lastIndexOf('/') + 1).replace(/\.csv(\.gz)?$/, ''),
    unit: '1',
    times: all.map(({ at }) => at),
    values: all.map(({ share }) => share),
    span: Math.round(endMs * (SECOND / 1000)) + 60 * SECOND,
    end: 'repeat',
  });
  const note =
    `${value.name}: shares of at most ${most} nodes; ${lost} removed at ` +
    `${removes.length} instants, ${both} of them with nodes added; longest time without an ` +
    `event ${(silenceOf(events) / 60_000).toPrecision(3)} min`;
  return { value, notes: [note] };
}

function silenceOf(events: readonly FleetEvent[]): number {
  return events.reduce((most, { atMs }, i) => {
    return Math.max(most, atMs - (i === 0 ? 0 : events[i - 1].atMs));
  }, 0);
}

function readEntry(file: string, text: string, line: number): Entry {
  const cells = text.split(',').map((cell) => cell.trim());
  const [time, action, node] = cells;
  const atMs = Number(time);
  const isSound = cells.length === 3 && /^\d+$/.test(time) && atMs <= mostMs && node !== '';
  if (isSound && (action === 'add' || action === 'remove')) {
    return { line, atMs, isAdd: action === 'add', node };
  }
  const wanted = 'time_ms,add|remove,node with whole milliseconds';
  return refuse({ file, row: line, found: shown(text), wanted });
}

function checkOrder(file: string, entries: readonly Entry[]): void {
  entries.forEach(({ line, atMs }, i) => {
    if (i === 0 || atMs >= entries[i - 1].atMs) return;
    const wanted = `a time from ${entries[i - 1].atMs} ms on`;
    refuse({ file, row: line, found: `${atMs} ms`, wanted });
  });
  const span = entries[entries.length - 1].atMs - entries[0].atMs;
  if (span >= 60_000 && span <= longestMs) return;
  const found = `${entries.length} events within ${span} ms`;
  refuse({ file, row: 0, found, wanted: 'milliseconds over a minute to a year' });
}

function readLives(file: string, entries: readonly Entry[]): readonly NodeLife[] {
  const there = new Map<string, number>();
  const lives: NodeLife[] = [];
  for (const { line, atMs, isAdd, node } of entries) {
    const from = there.get(node);
    if (isAdd === (from !== undefined)) {
      const found = isAdd ? `${node} added again` : `${node} removed but not there`;
      const wanted = 'each node added, then removed';
      return refuse({ file, row: line, found, wanted });
    }
    if (from === undefined) there.set(node, atMs);
    else {
      lives.push({ name: node, from, until: atMs });
      there.delete(node);
    }
  }
  return [...lives, ...[...there].map(([name, from]) => ({ name, from }))];
}

function joinStamps(entries: readonly Entry[]): readonly FleetEvent[] {
  const events: FleetEvent[] = [];
  let there = 0;
  for (const { atMs, isAdd } of entries) {
    const last = events[events.length - 1];
    const isSame = last !== undefined && last.atMs === atMs;
    const event = isSame ? last : { atMs, added: 0, removed: 0, before: there };
    const joined = isAdd
      ? { ...event, added: event.added + 1 }
      : { ...event, removed: event.removed + 1 };
    if (isSame) events[events.length - 1] = joined;
    else events.push(joined);
    there += isAdd ? 1 : -1;
  }
  return events;
}

/**
 * Journal values as JSON and back, bit for bit. What JSON cannot say stands in an object with one
 * key that begins with `$`: numbers that are none or -0, nothing at all, counts by bin without the
 * empty ones, and edges of bins, which are written once and then named.
 */

/** Edges of bins met so far, in the order in which they were written. */
export type Edges = (readonly number[])[];

/** A value as JSON text; `edges` learns the edges of bins that it is the first to hold. */
export function encodeValue(value: unknown, edges: Edges): string {
  return JSON.stringify(toJson(value, edges));
}

function toJson(value: unknown, edges: Edges): unknown {
  if (typeof value === 'number') return numberToJson(value);
  if (value === undefined) return { $: 'undefined' };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Float64Array) return { $bins: binsToJson(value) };
  if (Array.isArray(value)) return value.map((part) => toJson(part, edges));
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const plain = entries.map(([key, part]): [string, unknown] => {
    return [key, key === 'upper' ? edgesToJson(part, edges) : toJson(part, edges)];
  });
  return entries.some(([key]) => key.startsWith('$'))
    ? { $record: plain }
    : Object.fromEntries(plain);
}

function numberToJson(x: number): unknown {
  if (Number.isFinite(x) && !Object.is(x, -0)) return x;
  return { $: Object.is(x, -0) ? '-0' : String(x) };
}

/** Length, then place and value of every bin that is not 0. */
function binsToJson(bins: Float64Array): readonly unknown[] {
  const parts: unknown[] = [bins.length];
  bins.forEach((value, place) => {
    if (value !== 0 || Object.is(value, -0)) parts.push(place, numberToJson(value));
  });
  return parts;
}

function edgesToJson(value: unknown, edges: Edges): unknown {
  if (!isNumbers(value)) return toJson(value, edges);
  const known = edges.findIndex((one) => one === value || areEqual(one, value));
  if (known >= 0) return { $edges: known };
  edges.push(value);
  return value.map(numberToJson);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, i) => Object.is(value, other[i]));
}

/** The value that `toJson` turned into this; `edges` learns in the same order. */
export function decodeValue(json: unknown, edges: Edges): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((part) => decodeValue(part, edges));
  const entries = Object.entries(json);
  const [first] = entries;
  if (entries.length === 1 && first[0].startsWith('$')) return decodeMarked(first, edges);
  return recordOf(entries, edges);
}

function recordOf(entries: readonly (readonly [string, unknown])[], edges: Edges): unknown {
  const decoded = entries.map(([key, part]): [string, unknown] => {
    const value = decodeValue(part, edges);
    if (key === 'upper' && Array.isArray(part) && isNumbers(value)) edges.push(value);
    return [key, value];
  });
  return Object.fromEntries(decoded);
}

function decodeMarked([mark, part]: readonly [string, unknown], edges: Edges): unknown {
  if (mark === '$') return part === 'undefined' ? undefined : Number(part);
  if (mark === '$edges') return edges[Number(part)];
  if (mark === '$record' && Array.isArray(part)) return recordOf(part.filter(isEntry), edges);
  if (mark !== '$bins' || !Array.isArray(part)) throw new Error(`an unknown mark ${mark}`);
  const bins = new Float64Array(Number(part[0]));
  for (let i = 1; i < part.length; i += 2) bins[part[i]] = Number(decodeValue(part[i + 1], edges));
  return bins;
}

function isEntry(value: unknown): value is readonly [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

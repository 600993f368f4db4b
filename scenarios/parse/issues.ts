import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { YamlText } from './yaml-text.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const MOST_COMPLAINTS = 100;
const MOST_KEYS = 20;

/** A problem before it has a place: a path into the document instead of a line. */
export interface Complaint {
  readonly path: Path;
  readonly wanted: string;
  readonly nearest?: string | undefined;
  /** Said instead of what stands at the path. */
  readonly found?: string;
  /** Whether the key itself is wrong, not its value. */
  readonly isKey?: boolean;
}

/** Turns the schema library's issues into complaints in this product's words. */
export function complaintsOf(issues: readonly Issue[], prefix: Path): readonly Complaint[] {
  // A misspelt key makes its mapping look incomplete: one complaint is enough.
  const misspelt = new Set(
    issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => path.join('.')),
  );
  return issues
    .filter(({ code, path }) => code !== 'custom' || !misspelt.has(path.join('.')))
    .flatMap((issue) => complaintsOfIssue(issue, [...prefix, ...issue.path]));
}

function complaintsOfIssue(issue: Issue, path: Path): readonly Complaint[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MOST_KEYS)
      .map((key) => unknownKey(path, key, issue.message.split('|')));
  }
  if (issue.code === 'invalid_key') {
    const nameless = path.at(-1) === '' ? { found: 'an empty name' } : {};
    const wanted = issue.issues[0]?.message ?? 'another name';
    return [{ path, wanted, isKey: true, ...nameless }];
  }
  if (issue.code === 'invalid_union') return complaintsOfUnion(issue.errors, path, issue.message);
  if (issue.code === 'too_small') return [{ path, wanted: `at least ${issue.minimum} entries` }];
  if (issue.code === 'too_big') return [{ path, wanted: `at most ${issue.maximum} entries` }];
  return [{ path, wanted: issue.message, nearest: nearestIn(issue) }];
}

// The branch whose outermost shape fits is the one that was meant.
function complaintsOfUnion(
  branches: readonly (readonly Issue[])[],
  path: Path,
  wanted: string,
): readonly Complaint[] {
  const meant = branches.find((issues) => issues.every(isInside));
  if (meant !== undefined) return complaintsOf(meant, path);
  const nearest = branches.flat().flatMap((issue) => nearestIn(issue) ?? []);
  return [{ path, wanted, nearest: nearest[0] }];
}

function nearestIn(issue: Issue): string | undefined {
  const nearest = issue.code === 'custom' ? issue.params?.nearest : undefined;
  return typeof nearest === 'string' ? nearest : undefined;
}

function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

/** Says that a key is not known and which one may have been meant. */
export function unknownKey(path: Path, key: string, valid: readonly string[]): Complaint {
  const wanted = valid.length > 9 ? 'a known key' : listed(valid, 'or');
  const found = `the unknown key ${quote(key)}`;
  return { path: [...path, key], wanted, nearest: nearestOf(key, valid), found, isKey: true };
}

/** Gives complaints their places, in the order of the text; at most a hundred of them. */
export function placeComplaints(
  complaints: readonly Complaint[],
  yaml: YamlText,
  file: string,
): readonly Problem[] {
  const first = joinMisspelt(complaints, yaml).slice(0, MOST_COMPLAINTS);
  return first.map((complaint) => placeComplaint(complaint, yaml, file)).sort(byPlace);
}

// A key misspelt is one mistake, not an unknown key here and a missing one there.
function joinMisspelt(complaints: readonly Complaint[], yaml: YamlText): readonly Complaint[] {
  const missing = new Set(
    complaints
      .filter(({ path }) => path.length > 0 && valueAt(yaml.value, path) === undefined)
      .map(({ path }) => path.join('.')),
  );
  const meantBy = ({ path, isKey, nearest }: Complaint): string | undefined => {
    if (isKey !== true || nearest === undefined) return undefined;
    const meant = [...path.slice(0, -1), nearest].join('.');
    return missing.has(meant) ? meant : undefined;
  };
  const joined = new Set(complaints.map(meantBy));
  return complaints
    .filter(({ path }) => !joined.has(path.join('.')))
    .map((one) => {
      const isJoined = meantBy(one) !== undefined;
      return isJoined ? { ...one, wanted: one.nearest ?? one.wanted, nearest: undefined } : one;
    });
}

function placeComplaint(complaint: Complaint, yaml: YamlText, file: string): Problem {
  const { path, wanted, nearest, isKey } = complaint;
  const place = isKey === true ? yaml.locateKey(path) : yaml.locate(path);
  const found =
    complaint.found ??
    (isKey === true ? quote(String(path[path.length - 1])) : foundAt(path, yaml));
  const problem = { file, ...place, path: path.map(String).join('.'), found, wanted };
  return nearest === undefined ? problem : { ...problem, nearest };
}

function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}

function foundAt(path: Path, yaml: YamlText): string {
  const value = valueAt(yaml.value, path);
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return Object.keys(value).length > 0 ? 'a mapping' : 'no entry';
  return quote(yaml.written(path) ?? String(value));
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce((value: unknown, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.getOwnPropertyDescriptor(value, key)?.value;
  }, root);
}

function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not reach a terminal
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return clean.length > 40 ? `${clean.slice(0, 37)}…` : clean;
}

import { openStream, uniform } from '../../engine/random.ts';
import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { TokenSample } from '../series.ts';
import { fieldOf, parseJson } from './json.ts';
import { parseNumber } from './table.ts';

/** How one client's requests came in one window: fitted figures, not the requests themselves. */
export interface ClientWindow {
  /** Seconds from the start of the recording. */
  readonly at: number;
  /** Requests a second; 0 where none came. */
  readonly rate: number;
  /** Coefficient of variation of the gaps. */
  readonly cv: number;
  /** Law that fitted the gaps, and its shape; absent where nothing came. */
  readonly gaps?: { readonly family: 'gamma' | 'weibull'; readonly shape: number };
}

const COLUMNS = 6;
const MOST_RATE = 100_000;
const MOST_CV = 1000;
// Windows are 600 s (arrivals) and 21 600 s (sizes) long as published: seconds, not minutes or ms.
const LEAST_STEP = 30;
const MOST_STEP = 86_400;

/** A ServeGen client's `chunk-N-trace.csv`: no header; time, rate, cv, family, two parameters. */
export function importServegenTrace(file: TraceText): Imported<readonly ClientWindow[]> {
  const lines = file.text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  while (lines.at(-1)?.trim() === '') lines.pop();
  if (lines.length === 0) {
    return refuse({ file: file.name, row: 0, found: 'an empty file', wanted: 'windows' });
  }
  const windows = lines.map((line, i) => windowOf(file.name, i + 1, line));
  checkOrder(file.name, windows);
  const silent = windows.filter(({ rate }) => rate === 0).length;
  return { value: windows, notes: [`${windows.length} windows, ${silent} without a request`] };
}

function windowOf(file: string, row: number, line: string): ClientWindow {
  const cells = line.split(',');
  if (cells.length !== COLUMNS) {
    const found = `${cells.length} columns`;
    return refuse({ file, row, found, wanted: 't,rate,cv,family,p1,p2 without a header' });
  }
  const [at, rate, cv] = [0, 1, 2].map((place) =>
    cellOf({ file, row }, cells[place], [1e9, MOST_RATE, MOST_CV][place]),
  );
  const family = cells[3].trim();
  if (family === '' && rate === 0) return { at, rate, cv: 0 };
  if (family !== 'Gamma' && family !== 'Weibull') {
    const wanted = 'Gamma or Weibull, or nothing at a rate of 0';
    return refuse({ file, row, found: shown(family), wanted });
  }
  const shape = cellOf({ file, row }, cells[4], 1e6);
  const name = family === 'Gamma' ? 'gamma' : 'weibull';
  return { at, rate, cv, gaps: { family: name, shape } };
}

function cellOf(place: { file: string; row: number }, text: string, most: number): number {
  const value = parseNumber(text.trim());
  if (value !== undefined && value >= 0 && value <= most) return value;
  return refuse({ ...place, found: shown(text), wanted: `a number from 0 to ${most}` });
}

function checkOrder(file: string, windows: readonly ClientWindow[]): void {
  const step = windows.length > 1 ? windows[1].at - windows[0].at : 0;
  const wrong = windows.findIndex((one, i) => i > 0 && one.at - windows[i - 1].at !== step);
  const isStep = step >= LEAST_STEP && step <= MOST_STEP;
  if (wrong < 0 && (isStep || windows.length === 1)) return;
  const row = Math.max(1, wrong) + 1;
  const found = `a window at ${windows[row - 1].at} s after one at ${windows[row - 2].at} s`;
  refuse({ file, row, found, wanted: `windows of one length, ${wordStep(step, isStep)}` });
}

function wordStep(step: number, isStep: boolean): string {
  return isStep ? `${step} s as the first` : `${LEAST_STEP} to ${MOST_STEP} s`;
}

const ROWS = 4096;

/**
 * A ServeGen client's `chunk-N-dataset.json`: token sizes as probabilities by window, written as
 * Python dictionaries inside JSON strings. Windows count alike; prompt and reply are drawn apart,
 * since the file does not say how they go together.
 */
export function importServegenTokens(file: TraceText): Imported<TokenSample> {
  const root = objectOf(file);
  const missing = missingWindows(file, Object.keys(root));
  const written: readonly unknown[] = Object.values(root);
  const key = written.some((window) => textOf(window, 'input_tokens') !== undefined)
    ? 'input_tokens'
    : 'text_tokens';
  const windows = written.filter((window) => textOf(window, key) !== '{}');
  if (windows.length === 0) {
    return refuse({ file: file.name, row: 0, found: 'no window', wanted: 'windows by second' });
  }
  const stream = openStream(1, 'import/servegen');
  const sizes = (column: string) => {
    const laws = windows.map((window) => lawOf(file, window, column));
    return Array.from({ length: ROWS }, (_, i) => {
      return sizeAt(laws[i % laws.length], uniform(stream, 0));
    });
  };
  const value = { context: sizes(key), generated: sizes('output_tokens') };
  const silent = written.length - windows.length;
  const notes = [
    `${windows.length} windows, ${ROWS} rows drawn`,
    'prompt and reply sizes drawn apart: the file holds no pairs',
    ...(silent === 0 ? [] : [`${silent} windows without a request: left out`]),
    ...(missing === 0 ? [] : [`${missing} windows missing between the first and the last`]),
    ...(key === 'text_tokens' ? ['prompts by their text alone: other media have no tokens'] : []),
  ];
  return { value, notes };
}

function objectOf(file: TraceText): object {
  const wanted = 'a whole JSON object of windows';
  const root = parseJson(file, wanted);
  if (typeof root === 'object' && root !== null && !Array.isArray(root)) return root;
  const found = `${shown(file.text.slice(0, 40))}, which is no JSON object`;
  return refuse({ file: file.name, row: 1, found, wanted });
}

// Keys are the seconds at which windows begin; JSON keeps whole numbers in ascending order.
function missingWindows(file: TraceText, keys: readonly string[]): number {
  const odd = keys.find((key) => !/^\d{1,9}$/.test(key));
  if (odd !== undefined) {
    const wanted = 'windows by whole second';
    return refuse({ file: file.name, row: 0, found: `window ${shown(odd)}`, wanted });
  }
  const gaps = keys.slice(1).map((key, i) => Number(key) - Number(keys[i]));
  const step = Math.min(...gaps);
  if (gaps.length > 0 && !(step >= LEAST_STEP && step <= MOST_STEP)) {
    const wanted = `${LEAST_STEP} to ${MOST_STEP} s from window to window`;
    return refuse({ file: file.name, row: 0, found: `windows ${step} s apart`, wanted });
  }
  return gaps.reduce((sum, gap) => sum + Math.round(gap / step) - 1, 0);
}

const dictionary = /^\{(?:\d+: ?\d[0-9.]*(?:[eE][+-]?\d+)?(?:, ?|(?=\})))*\}$/;

type SizeLaw = readonly (readonly [size: number, upTo: number])[];

function lawOf(file: TraceText, window: unknown, key: string): SizeLaw {
  const text = textOf(window, key);
  if (text !== undefined && !dictionary.test(text)) {
    const found = `${key} ${shown(text)}`;
    const wanted = 'a Python dictionary of whole sizes and probabilities';
    return refuse({ file: file.name, row: 0, found, wanted });
  }
  const pairs = [...(text ?? '').matchAll(/(\d+): ?([0-9.eE+-]+)/g)];
  let total = 0;
  const law = pairs.map(([, size, share]) => {
    total += Number(share);
    return [Number(size), total] as const;
  });
  if (law.length > 0 && Math.abs(total - 1) < 0.01) return law;
  const found = text === undefined ? `no ${key}` : `${key} that add up to ${total}`;
  const wanted = 'a Python dictionary of sizes and probabilities';
  return refuse({ file: file.name, row: 0, found, wanted });
}

function textOf(window: unknown, key: string): string | undefined {
  const entry = fieldOf(window, key);
  return typeof entry === 'string' ? entry : undefined;
}

function sizeAt(law: SizeLaw, u: number): number {
  const place = law.findIndex(([, upTo]) => u * law[law.length - 1][1] < upTo);
  return law[place < 0 ? law.length - 1 : place][0];
}

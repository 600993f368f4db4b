import { type Imported, refuse, type TraceText } from '../problem.ts';
import { numberIn, parseTable, type Row, textIn, wholeIn } from './table.ts';

/** One timed run of a language model: a batch of equal prompts read and answered together. */
export interface PerfSample {
  readonly model: string;
  readonly hardware: string;
  /** Cards that share the model (tensor parallel). */
  readonly cards: number;
  /** Tokens of each prompt. */
  readonly prompt: number;
  /** Requests in the batch. */
  readonly requests: number;
  /** Tokens asked for by each request. */
  readonly generated: number;
  readonly prefillMs: number;
  readonly stepMs: number;
  /** Average power of a card as a share of its limit; absent where none was recorded. */
  readonly powerShare?: number;
}

interface Measured {
  readonly sample: PerfSample;
  readonly row: Row;
  readonly wholeMs: number;
}

const COLUMNS = [
  ...['model', 'hardware', 'prompt_size', 'batch_size', 'token_size', 'peak_power'],
  ...['average_power', 'prompt_time', 'token_time', 'e2e_time', 'tensor_parallel'],
];

// A whole run this much longer than its parts was served in turns: the batch did not fit.
const IN_TURNS = 1.1;
// The lowest believable average is 0.43 of the peak; three settings have 0.17 to 0.19.
const LEAST_OF_PEAK = 0.25;
// Steps of the published file take 28 to 97 ms; all three times in another unit would agree.
const LEAST_STEP_MS = 1;
const MOST_STEP_MS = 2000;

/**
 * Timings of language models on A100 and H100 cards (Patel et al., Splitwise, ISCA 2024). Left out,
 * each with a note: runs served in turns, lines that stand there twice, and a power-capped card
 * whose prefills are another card's times a constant, so computed and not measured.
 */
export function importSplitwisePerf(file: TraceText): Imported<readonly PerfSample[]> {
  const rows = parseTable(file, COLUMNS);
  const notes: string[] = [];
  const read = dropRepeats(rows, notes).map(measuredOf);
  checkUnits(file, read);
  const whole = read.filter(({ sample, wholeMs }) => wholeMs <= IN_TURNS * partsMs(sample));
  note(notes, read.length - whole.length, 'longer than their parts: batches served in turns');
  const own = dropComputed(whole, notes);
  const value = own.map(({ sample }) => sample);
  const silent = value.filter((sample) => sample.powerShare === undefined).length;
  note(notes, silent, 'without a believable power, kept for their times');
  notes.push(`${value.length} of ${rows.length} rows kept`);
  return { value, notes };
}

function note(notes: string[], count: number, what: string): void {
  if (count > 0) notes.push(`${count} rows ${what}`);
}

function dropRepeats(rows: readonly Row[], notes: string[]): readonly Row[] {
  const seen = new Set<string>();
  const fresh = rows.filter(({ cells }) => {
    const line = cells.join(',');
    const isFresh = !seen.has(line);
    seen.add(line);
    return isFresh;
  });
  note(notes, rows.length - fresh.length, 'that stand there twice left out');
  return fresh;
}

function measuredOf(row: Row): Measured {
  const wholeMs = numberIn(row, 'e2e_time', 0.001, 1e8);
  const share = powerOf(row);
  const sample = {
    model: textIn(row, 'model'),
    hardware: textIn(row, 'hardware'),
    cards: wholeIn(row, 'tensor_parallel', 1, 64),
    prompt: wholeIn(row, 'prompt_size', 1, 1e6),
    requests: wholeIn(row, 'batch_size', 1, 1e4),
    generated: wholeIn(row, 'token_size', 1, 1e6),
    prefillMs: numberIn(row, 'prompt_time', 0.001, 1e7),
    stepMs: numberIn(row, 'token_time', 0.001, 1e5),
    ...(share === undefined ? {} : { powerShare: share }),
  };
  return { sample, row, wholeMs };
}

// 0 stands for "not recorded". Shares of the limit go a little above 1.
function powerOf(row: Row): number | undefined {
  const average = numberIn(row, 'average_power', 0, 2);
  const peak = numberIn(row, 'peak_power', 0, 2);
  if (average > peak) {
    const found = `average_power ${average} above peak_power ${peak}`;
    refuse({ file: row.file, row: row.line, found, wanted: 'an average of at most the peak' });
  }
  return average > LEAST_OF_PEAK * peak ? average : undefined;
}

function partsMs({ prefillMs, stepMs, generated }: PerfSample): number {
  return prefillMs + (generated - 1) * stepMs;
}

// Answers may end early, so a run may be shorter than asked for; but the typical short run is not.
function checkUnits(file: TraceText, read: readonly Measured[]): void {
  const ratios = read
    .filter(({ sample }) => sample.generated <= 256)
    .map(({ sample, wholeMs }) => wholeMs / partsMs(sample))
    .sort((a, b) => a - b);
  const typical = ratios[Math.floor(ratios.length / 2)] ?? 1;
  const steps = read.map(({ sample }) => sample.stepMs).sort((a, b) => a - b);
  const step = steps[Math.floor(steps.length / 2)] ?? 1;
  const isStep = step >= LEAST_STEP_MS && step <= MOST_STEP_MS;
  if (typical > 0.5 && typical < 2 && isStep) return;
  const found = isStep
    ? `runs of ${typical.toPrecision(3)} times prompt_time and token_time together`
    : `a median token_time of ${step.toPrecision(3)}`;
  const wanted = 'prompt_time, token_time and e2e_time all in milliseconds';
  refuse({ file: file.name, row: 0, found, wanted });
}

/** Drops hardware whose prefills are another's times one constant, to the last digit. */
function dropComputed(whole: readonly Measured[], notes: string[]): readonly Measured[] {
  const names = [...new Set(whole.map(({ sample }) => sample.hardware))];
  const computed = names.filter((name) => {
    const original = names.find((other) => name.startsWith(`${other}-`));
    return original !== undefined && isMultiple(timesOf(whole, name), timesOf(whole, original));
  });
  const kept = whole.filter(({ sample }) => !computed.includes(sample.hardware));
  const what = `of ${computed.join(', ')}, computed from the uncapped card's, left out`;
  note(notes, whole.length - kept.length, what);
  return kept;
}

function timesOf(whole: readonly Measured[], hardware: string): readonly number[] {
  return whole
    .filter(({ sample }) => sample.hardware === hardware)
    .map(({ sample }) => sample.prefillMs);
}

function isMultiple(times: readonly number[], originals: readonly number[]): boolean {
  if (times.length < 2 || times.length !== originals.length) return false;
  const factor = times[0] / originals[0];
  return times.every((time, i) => Math.abs(time / originals[i] / factor - 1) < 1e-6);
}

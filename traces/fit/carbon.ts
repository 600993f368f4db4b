import type { TraceFiles } from '../files.ts';
import { readPolls } from '../import/electricitymap-live.ts';
import { textsAt } from '../open-series.ts';
import { refuse } from '../problem.ts';
import { fitMarkov, type HourlyValues, judgeMarkov, type MarkovFit } from './carbon-markov.ts';
import type { FitReport, FitTable, Fitter } from './report.ts';

const STATES = 8;

/** A chain of intensity states by zone, judged on the later half of its hours. */
export const carbonFitter: Fitter = {
  format: 'electricitymap-live',
  doc: 'Markov chain of hourly carbon intensity; path: <ZONE>.csv[.gz] or a folder, select: zone',
  holdOuts: ['later-half'],
  fit: (files, path, { select }) => fitZone(files, path, select),
};

function fitZone(files: TraceFiles, path: string, zone: string | undefined): FitReport {
  const [file] = textsAt(files, path, isOne(files.list(path), path, zone));
  const { zone: found, byHour, failed, repeats } = readPolls(file);
  const hours = toldHours(byHour);
  const half = Math.floor(hours.values.length / 2);
  const early = { firstHour: hours.firstHour, values: hours.values.slice(0, half) };
  const late = { firstHour: hours.firstHour + half, values: hours.values.slice(half) };
  const fit = fitMarkov(early, STATES);
  const missing = hours.values.length - byHour.size;
  return {
    title: `${found}: carbon intensity as a chain of ${STATES} states, one step an hour`,
    tables: [transitionTable(fit), goodnessTable(fit, early, late)],
    notes: [
      `state k: values between quantiles (k-1)/${STATES} and k/${STATES} of their clock hour`,
      `fitted on ${fit.steps} steps of the earlier half, judged on the later half`,
      `${failed} failed and ${repeats} repeated polls; ${missing} missing hours left out, not held`,
    ],
  };
}

function isOne(names: readonly string[], path: string, zone: string | undefined) {
  if (zone === undefined && names.length > 1) {
    const wanted = 'one of them (--select DE), or the path of its file';
    return refuse({ file: path, row: 0, found: `${names.length} zones`, wanted });
  }
  return (name: string) => zone === undefined || name.split('.csv')[0] === zone;
}

function toldHours(byHour: ReadonlyMap<number, { readonly value: number }>): HourlyValues {
  const hours = [...byHour.keys()].sort((a, b) => a - b);
  const firstHour = hours[0];
  const length = hours[hours.length - 1] - firstHour + 1;
  const values = Array.from({ length }, (_, i) => byHour.get(firstHour + i)?.value ?? Number.NaN);
  return { firstHour, values };
}

function transitionTable({ transitions }: MarkovFit): FitTable {
  const names = transitions.map((_, k) => String(k + 1));
  return {
    title: "chance of the next hour's state, and mean hours in a state",
    head: ['from', ...names, 'hours'],
    rows: transitions.map((row, k) => {
      const hours = 1 / (1 - row[k]);
      return [names[k], ...row.map((chance) => chance.toFixed(3)), hours.toFixed(1)];
    }),
  };
}

function goodnessTable(fit: MarkovFit, early: HourlyValues, late: HourlyValues): FitTable {
  const [shown, held] = [judgeMarkov(fit, early), judgeMarkov(fit, late)];
  const row = (name: string, told: (of: typeof held) => string) => {
    return [name, told(shown), told(held)];
  };
  return {
    title: 'the chain against the half it was fitted on, and the half it was not',
    head: ['', 'earlier half', 'later half'],
    rows: [
      row('steps', ({ steps }) => String(steps)),
      row('bits an hour over chance', ({ bitsGained }) => bitsGained.toFixed(2)),
      row('share of hours in the wrong state', ({ misplaced }) => misplaced.toFixed(3)),
      row('mean hours in a state', ({ stay }) => stay.toFixed(2)),
      row('  by the chain', ({ modelStay }) => modelStay.toFixed(2)),
      row('correlation a day apart', ({ dayApart }) => dayApart.toFixed(2)),
      row('  by the chain', ({ modelDayApart }) => modelDayApart.toFixed(2)),
    ],
  };
}

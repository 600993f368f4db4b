import { deviceJitter, generateDeviceJitter } from '../generate/jitter.ts';
import { importSeattleReadings } from '../import/seattle-sweeps.ts';
import { textsAt } from '../open-series.ts';
import type { LinkJitter } from '../series-links.ts';
import { fitLinkJitter } from './link-jitter.ts';
import {
  drawPooled,
  drawRows,
  type LinkSplit,
  measureJitter,
  recordedRows,
  splitByDevice,
  splitByTime,
} from './link-judge.ts';
import type { FitTable, Fitter } from './report.ts';

const seed = 20_251_225;

/** Delays of links between personal devices: what a scenario takes as `select: links`. */
export const seattleFitter: Fitter = {
  format: 'netlatency-seattle',
  doc: 'delays of each link beyond its least round trip; a folder of SeattleData_<n>[.gz]',
  holdOuts: ['zone', 'later-half'],
  fit: (files, path, { holdOut }) => {
    const isSlice = (name: string) => /^SeattleData_\d+(\.gz)?$/.test(name);
    const { links, slices, slicesPerSweep, notes } = importSeattleReadings(
      textsAt(files, path, isSlice),
    );
    const isByTime = holdOut === 'later-half';
    const split = isByTime ? splitByTime(links, slices) : splitByDevice(links);
    const fitted = fitLinkJitter(split.seen, slicesPerSweep);
    const judged = isByTime ? 'the later half of the slices' : 'links between odd devices';
    return {
      title: `Delays by link, fitted on the other half and judged on ${judged}`,
      tables: [describeLinks(fitted), judgeLinks(split, fitted)],
      notes: [...notes, 'slices taken as 16 s apart: the files carry no clock'],
    };
  },
};

function describeLinks({ quiet, delayed, far, tail, memory, body }: LinkJitter): FitTable {
  const mean = ({ a, b }: LinkJitter['far']) => `${(a / (a + b)).toFixed(3)}`;
  const beta = (law: LinkJitter['far']) => `beta(${law.a.toFixed(2)}, ${law.b.toFixed(2)})`;
  const ms = (us: number) => `${(us / 1000).toFixed(1)} ms`;
  const middle = body[body.length >> 1];
  return {
    title: 'The population of links',
    head: ['part', 'law', 'mean or median'],
    rows: [
      ['quiet delays', 'exponential', ms(quiet)],
      ['share delayed', beta(delayed), mean(delayed)],
      ['delays of the body', `${body.length} quantiles`, ms(middle)],
      ['share of those beyond the body', beta(far), mean(far)],
      ['beyond it', `generalised Pareto, shape ${tail.shape.toFixed(2)}`, ms(tail.scale)],
      ['memory', `share ${memory.share.toFixed(3)}, keep ${memory.keep.toFixed(2)}`, ''],
    ],
  };
}

/** Held-out quantiles of recording, population law and one pooled law for all links. */
export function judgeLinks({ heldOut }: LinkSplit, fitted: LinkJitter): FitTable {
  const rows = recordedRows(heldOut);
  const recorded = measureJitter(rows);
  const model = measureJitter(drawRows(rows, fitted, seed));
  const pooled = measureJitter(drawPooled(rows, generateDeviceJitter(deviceJitter), seed));
  return {
    title: `Against ${rows.length} links that the fit did not see`,
    head: ['figure', 'recorded', 'by link', 'error', 'one law for all', 'error'],
    rows: recorded.map(([name, value], i) => {
      const [one, other] = [model[i][1], pooled[i][1]];
      const cells = [one.toFixed(2), errorOf(one, value), other.toFixed(2), errorOf(other, value)];
      return [name, value.toFixed(2), ...cells];
    }),
  };
}

function errorOf(model: number, recorded: number): string {
  const percent = Math.round((100 * (model - recorded)) / recorded);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

import { SECOND } from '../engine/units.ts';
import { refuse } from './problem.ts';
import type { JobSample, RttMatrix, Series } from './series.ts';
import type { LinkJitter } from './series-links.ts';
import { checkSeries } from './series-ops.ts';
import type { RoleContent } from './shelf.ts';

// Far above anything recorded, and far below where times would leave the safe integers.
const longestRtt = 60 * SECOND;
const mostFactor = 1000;
const mostTokens = 10_000_000;

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Refuses content that breaks a promise of its contract, whoever read or generated it. */
export function checkContent(origin: string, content: RoleContent): void {
  const [fault] = faultsOf(content);
  if (fault === undefined) return;
  refuse({ file: origin, row: 0, found: fault, wanted: `sound ${content.role}` });
}

function faultsOf(content: RoleContent): readonly string[] {
  switch (content.role) {
    case 'carbon':
    case 'marginal':
      return content.series.flatMap((series) => [...checkSeries(series), ...negatives(series)]);
    case 'availability':
      return content.series.flatMap((series) => [...checkSeries(series), ...unshared(series)]);
    case 'prices':
      return content.prices.flatMap(([, { onDemand, spot }]) =>
        [onDemand, spot].flatMap((series) => [...checkSeries(series), ...negatives(series)]),
      );
    case 'rtt':
      return matrixFaults(content.matrix);
    case 'jitter':
      return [
        ...sampleFaults('factors', content.sample.factors, { least: 0, most: mostFactor }),
        ...linkFaults(content.sample.links),
      ];
    case 'tokens':
      return tokenFaults(content.sample.context, content.sample.generated);
    case 'jobs':
      return jobFaults(content.sample);
  }
}

function negatives({ name, values }: Series): readonly string[] {
  const at = values.findIndex((value) => value < 0);
  return at < 0 ? [] : [`${name}: value ${values[at]} below 0`];
}

function unshared({ name, values }: Series): readonly string[] {
  const at = values.findIndex((value) => !(value >= 0 && value <= 1));
  return at < 0 ? [] : [`${name}: value ${values[at]}, no share from 0 to 1`];
}

function matrixFaults({ names, rtt }: RttMatrix): readonly string[] {
  const isSquare = rtt.length === names.length && rtt.every((row) => row.length === names.length);
  const shape = isSquare ? [] : [`${names.length} names for ${rtt.length} rows`];
  const wild = rtt
    .flat()
    .find((value) => !(Number.isInteger(value) && value >= 0 && value <= longestRtt));
  return wild === undefined ? shape : [...shape, `round trip ${wild}`];
}

function sampleFaults(name: string, values: readonly number[], bounds: Bounds): readonly string[] {
  if (values.length === 0) return [`${name}: empty`];
  const at = values.findIndex(
    (value, i) => !(value >= bounds.least && value <= bounds.most) || outOfOrder(i),
  );
  return at < 0 ? [] : [`${name}: ${values[at]} at ${at}`];

  function outOfOrder(i: number): boolean {
    return i > 0 && values[i] < values[i - 1];
  }
}

function linkFaults(links: LinkJitter | undefined): readonly string[] {
  if (links === undefined) return [];
  const { quiet, delayed, body, far, tail, memory } = links;
  const scales = [quiet, delayed.a, delayed.b, far.a, far.b, tail.shape, tail.scale, memory.step];
  const wild = scales.find((value) => !(value > 0 && Number.isFinite(value)));
  const share = [memory.share, memory.keep].find((value) => !(value >= 0 && value <= 1));
  return [
    ...(wild === undefined ? [] : [`links: ${wild} where a number above 0 is due`]),
    ...(share === undefined ? [] : [`links: a share of ${share}`]),
    ...sampleFaults('body of delays', body, { least: 0, most: longestRtt }),
    ...(body.length < 2 ? [`body of delays: ${body.length} quantiles`] : []),
  ];
}

function tokenFaults(context: readonly number[], generated: readonly number[]): readonly string[] {
  const sizes = [...context, ...generated];
  if (context.length !== generated.length) {
    return [`${context.length} prompts for ${generated.length} replies`];
  }
  if (sizes.length === 0) return ['no rows'];
  const wild = sizes.find((size) => !(Number.isInteger(size) && size >= 0 && size <= mostTokens));
  return wild === undefined ? [] : [`${wild} tokens`];
}

function jobFaults({ at, work, width }: JobSample): readonly string[] {
  if (at.length === 0 || at.length !== work.length || at.length !== width.length) {
    return [`${at.length} arrivals, ${work.length} sizes and ${width.length} widths`];
  }
  const wrong = at.findIndex((time, i) => {
    const isLate = i === 0 ? time === 0 : time >= at[i - 1];
    return !(isLate && Number.isInteger(time) && work[i] >= 1 && width[i] >= 1);
  });
  return wrong < 0 ? [] : [`job ${wrong} at ${at[wrong]}, work ${work[wrong]}`];
}

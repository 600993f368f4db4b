import { createDigest, digestHex, mixNumber } from '../../engine/digest.ts';
import { HOUR, type SimTime } from '../../engine/units.ts';
import { countOf } from '../histogram.ts';
import type { Brief, Histogram, Observation } from '../observation.ts';
import { plannedLaw, type WorkLaw, workLawOf } from '../queueing/work-law.ts';

/**
 * What telemetry has taught about the work of one request, all regions together: they run the
 * same model on the same instance. Plain data.
 */
export interface WorkKnowledge {
  /** Counts since the law was last fixed, older ones fading. */
  readonly service: Histogram;
  readonly answer: Histogram;
  /** The laws decisions are made with; refreshed rarely so that tables can be kept. */
  readonly fixed?: { readonly service: Histogram; readonly answer: Histogram };
  readonly fixedAt: SimTime;
  readonly fixedCount: number;
  /** Digest of the fixed laws: equal keys, equal laws. */
  readonly key: string;
}

/** Service and answer law in force. */
export interface WorkLaws {
  readonly service: WorkLaw;
  readonly answer: WorkLaw;
}

const ENOUGH = 200;
const REFRESH_EVERY = 6 * HOUR;
/** Laws nearer than this (Kolmogorov) are one law: half of the late share usually aimed at. */
const SAME_LAW = 0.005;
const NOTHING: Histogram = { upper: [], count: [] };

/** Nothing measured: the plan counts. */
export function noWorkKnowledge(): WorkKnowledge {
  return {
    service: NOTHING,
    answer: NOTHING,
    fixedAt: 0,
    fixedCount: 0,
    key: 'planned',
  };
}

/** Adds one scrape. Regions serving the smaller variant teach nothing about the full one. */
export function learnWork(
  knowledge: WorkKnowledge,
  observation: Observation,
  at: SimTime,
): WorkKnowledge {
  const teachers = observation.regions.filter(({ ring }) => ring !== 'fidelity');
  const service = addCounts(
    knowledge.service,
    teachers.map((region) => region.service),
  );
  const answer = addCounts(
    knowledge.answer,
    teachers.map((region) => region.answerWork),
  );
  const total = countOf(service);
  const isRicher = total >= ENOUGH && total >= 4 * knowledge.fixedCount;
  const isOlder = total >= ENOUGH && at - knowledge.fixedAt >= REFRESH_EVERY;
  if (!isRicher && !isOlder) return { ...knowledge, service, answer };
  return {
    ...fixLaws(knowledge, service, answer),
    service: isOlder ? fade(service) : service,
    answer: isOlder ? fade(answer) : answer,
    fixedAt: at,
    fixedCount: total,
  };
}

/** The laws in force, replaced where the counts have moved away from them. */
function fixLaws(
  { fixed, key }: WorkKnowledge,
  service: Histogram,
  answer: Histogram,
): Pick<WorkKnowledge, 'fixed' | 'key'> {
  const isKept =
    fixed !== undefined &&
    distanceOf(fixed.service, service) <= SAME_LAW &&
    distanceOf(fixed.answer, answer) <= SAME_LAW;
  if (isKept) return { fixed, key };
  return { fixed: { service, answer }, key: keyOf(service, answer) };
}

/** Largest difference of two distribution functions, bin by bin; 1 where the bins differ. */
function distanceOf(a: Histogram, b: Histogram): number {
  if (a.count.length !== b.count.length) return 1;
  const [totalA, totalB] = [countOf(a), countOf(b)];
  let [belowA, belowB, distance] = [0, 0, 0];
  for (let bin = 0; bin < a.count.length; bin += 1) {
    belowA += a.count[bin];
    belowB += b.count[bin];
    distance = Math.max(distance, Math.abs(belowA / totalA - belowB / totalB));
  }
  return distance;
}

/** The laws in force: measured ones, or the plan's exponential until there are enough counts. */
export function workLawsOf({ fixed }: WorkKnowledge, brief: Brief): WorkLaws {
  const service = fixed === undefined ? undefined : workLawOf(fixed.service);
  const answer = fixed === undefined ? undefined : workLawOf(fixed.answer);
  const planned = plannedLaw(brief.plannedService);
  return { service: service ?? planned, answer: answer ?? service ?? planned };
}

/** Bins without a count are most of them, and stay untouched. */
function addCounts(to: Histogram, more: readonly Histogram[]): Histogram {
  const bins = more.find(({ count }) => count.length > 0);
  if (bins === undefined) return to;
  const count = new Float64Array(bins.count.length);
  if (to.count.length > 0) count.set(to.count);
  for (const from of more) {
    for (let bin = 0; bin < from.count.length; bin += 1) {
      if (from.count[bin] !== 0) count[bin] += from.count[bin];
    }
  }
  return { upper: bins.upper, count };
}

function fade({ upper, count }: Histogram): Histogram {
  return { upper, count: count.map((counted) => counted / 2) };
}

function keyOf(...histograms: readonly Histogram[]): string {
  const digest = createDigest();
  for (const { upper, count } of histograms) {
    for (const edge of upper) mixNumber(digest, edge);
    for (const counted of count) mixNumber(digest, counted);
  }
  return digestHex(digest);
}

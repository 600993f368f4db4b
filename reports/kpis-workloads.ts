import { servingCost } from './cost.ts';
import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

const MILLISECOND = 1_000;
const SECOND = 1_000_000;
const GRAMS_PER_KG = 1_000;

type Total = (totals: RunTotals) => number;

const came: Divisor = { divides: false, of: (t) => t.jobsArrived, none: 'no job came' };

function divideBy(none: string, of: Total): Divisor {
  return { divides: true, of, none };
}

function emissions(t: RunTotals): number {
  return t.jobOperationalG + t.jobEmbodiedG;
}

/** Work that was done and not undone, hours of one instance. */
function keptHours(t: RunTotals): number {
  return (t.jobWorkSeconds - t.jobLostSeconds) / 3_600;
}

const jobs: readonly Kpi[] = [
  {
    id: 'job-cost',
    title: 'jobs: cost',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: 'price × instances of jobs over time, starts and checkpoints included',
    numerator: (t) => t.costJobs,
    denominator: came,
    isPart: true,
  },
  {
    id: 'job-cost-per-hour',
    title: 'jobs: cost per hour of work',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: 'cost of jobs ÷ instance-hours of work done and not undone',
    numerator: (t) => t.costJobs,
    denominator: divideBy('no work of a job was kept', keptHours),
    isPart: true,
  },
  {
    id: 'job-lost-share',
    title: 'jobs: work undone',
    unit: '%',
    scale: 0.01,
    direction: 'min',
    formula: 'instance time of work undone by revocations ÷ instance time of jobs',
    numerator: (t) => t.jobLostSeconds,
    denominator: divideBy('no job held an instance', (t) => t.jobInstanceSeconds),
    isPart: true,
  },
  {
    id: 'job-late-share',
    title: 'jobs: late',
    unit: '%',
    scale: 0.01,
    direction: 'min',
    formula: 'jobs whose deadline passed unfinished ÷ (those + jobs finished in time)',
    numerator: (t) => t.jobsLate,
    denominator: divideBy('no job was finished or late', (t) => t.jobsInTime + t.jobsLate),
    isPart: true,
  },
  {
    id: 'job-emissions',
    title: 'jobs: emissions',
    unit: 'kgCO2e',
    scale: GRAMS_PER_KG,
    direction: 'min',
    formula: 'operational + embodied emissions of the instances of jobs',
    numerator: emissions,
    denominator: came,
    isPart: true,
  },
  {
    id: 'jobs-finished',
    title: 'jobs: finished',
    unit: 'jobs',
    scale: 1,
    direction: 'none',
    formula: 'jobs that were finished',
    numerator: (t) => t.jobsFinished,
    denominator: came,
    isPart: true,
  },
];

const stored = divideBy('no event was stored', (t) => t.eventsStored);
const sent = divideBy('no event was sent', (t) => t.eventsSent);
const anyStored: Divisor = { ...stored, divides: false };

function lag(id: string, title: string, formula: string, numerator: Total): Kpi {
  const direction = 'min';
  return {
    id,
    title,
    unit: 'ms',
    scale: MILLISECOND,
    direction,
    formula,
    numerator,
    denominator: anyStored,
    isPart: true,
  };
}

function share(id: string, title: string, formula: string, parts: Counted): Kpi {
  return { id, title, unit: '%', scale: 0.01, direction: 'min', formula, ...parts, isPart: true };
}

type Counted = { readonly numerator: Total; readonly denominator: Divisor };

const FELT = 'from what a player did to the profile that shows it';

const events: readonly Kpi[] = [
  lag('event-lag-p50', 'events: lag p50', `median time ${FELT}`, (t) => t.eventLagP50),
  lag('event-lag-p95', 'events: lag p95', `95th percentile ${FELT}`, (t) => t.eventLagP95),
  lag('event-lag-p99', 'events: lag p99', `99th percentile ${FELT}`, (t) => t.eventLagP99),
  lag(
    'event-delivery-p99',
    'events: delivery p99',
    '99th percentile from the collector to the consumer',
    (t) => t.eventDeliveryP99,
  ),
  share('late-events', 'events: late', 'events behind the watermark ÷ events stored', {
    numerator: (t) => t.eventsLate,
    denominator: stored,
  }),
  share('dropped-events', 'events: dropped', 'events dropped by full buffers ÷ events sent', {
    numerator: (t) => t.eventsDropped,
    denominator: sent,
  }),
  {
    id: 'cost-per-million-events',
    title: 'events: cost per million',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: '10^6 × cost of the pipeline ÷ events stored',
    numerator: (t) => 1e6 * t.costPipeline,
    denominator: stored,
    isPart: true,
  },
  {
    id: 'offline-lag',
    title: 'events: offline lag mean',
    unit: 's',
    scale: SECOND,
    direction: 'min',
    formula: 'times from the collector to a flushed file ÷ events in the offline store',
    numerator: (t) => t.eventOfflineLagSum,
    denominator: divideBy('no file was flushed', (t) => t.eventsOffline),
    isPart: true,
  },
];

const anyPart: Divisor = {
  divides: false,
  of: (t) => t.jobsArrived + t.eventsSent + t.searchesArrived,
  none: 'there are neither jobs, searches nor a pipeline',
};

const whole: readonly Kpi[] = [
  {
    id: 'total-cost',
    title: 'cost of everything',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: 'cost (of serving, with all its parts) + jobs + searches + pipeline',
    numerator: (t) => servingCost(t) + t.costJobs + t.costSearches + t.costPipeline,
    denominator: anyPart,
    isPart: true,
  },
  {
    id: 'total-emissions',
    title: 'emissions of everything',
    unit: 'kgCO2e',
    scale: GRAMS_PER_KG,
    direction: 'min',
    formula: 'operational + embodied, serving + jobs + searches; the pipeline has no power figure',
    numerator: (t) =>
      t.operationalG + t.embodiedG + emissions(t) + t.searchOperationalG + t.searchEmbodiedG,
    denominator: anyPart,
    isPart: true,
  },
];

/**
 * What the workloads beside the players came to: jobs and the event pipeline, apart from the
 * serving, which they do not touch, and the totals of all.
 */
export const workloadKpis: readonly Kpi[] = [...jobs, ...events, ...whole];

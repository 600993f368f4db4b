import type { WorkloadTotals } from '../../../reports/workload-totals.ts';

/** A day with jobs and a pipeline that every KPI of theirs can be measured from. */
export const workloadTotals: WorkloadTotals = {
  jobsArrived: 10,
  jobsFinished: 8,
  jobsInTime: 7,
  jobsLate: 1,
  jobRevocations: 3,
  jobInstanceSeconds: 72_000,
  jobWorkSeconds: 60_000,
  jobLostSeconds: 6_000,
  costJobs: 12,
  jobEnergyJ: 5_000_000,
  jobOperationalG: 900,
  jobEmbodiedG: 100,
  eventsSent: 1_000_000,
  eventsStored: 999_000,
  eventsLate: 500,
  eventsDropped: 1_000,
  eventLagP50: 150_000,
  eventLagP95: 280_000,
  eventLagP99: 600_000,
  eventDeliveryP99: 210_000,
  eventOfflineLagSum: 1e14,
  eventsOffline: 900_000,
  costPipeline: 0.05,
};

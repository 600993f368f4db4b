/** Exact totals of the workloads beside the players, all 0 where a scenario has none. */
export interface WorkloadTotals {
  readonly jobsArrived: number;
  readonly jobsFinished: number;
  /** Finished before their deadline; deadline passed unfinished. */
  readonly jobsInTime: number;
  readonly jobsLate: number;
  /** Gangs put under notice. */
  readonly jobRevocations: number;
  /** Instance time held by jobs, at work, and of work that revocations undid. */
  readonly jobInstanceSeconds: number;
  readonly jobWorkSeconds: number;
  readonly jobLostSeconds: number;
  readonly costJobs: number;
  readonly jobEnergyJ: number;
  readonly jobOperationalG: number;
  readonly jobEmbodiedG: number;
  /** Events that players' clients sent; of them stored online, late, dropped by full buffers. */
  readonly eventsSent: number;
  readonly eventsStored: number;
  readonly eventsLate: number;
  readonly eventsDropped: number;
  /** From what happened to the profile that shows it, microseconds; NaN where there was none. */
  readonly eventLagP50: number;
  readonly eventLagP95: number;
  readonly eventLagP99: number;
  /** From the collector to the consumer. */
  readonly eventDeliveryP99: number;
  /** Sum over events in the offline store of the time until they were there. */
  readonly eventOfflineLagSum: number;
  readonly eventsOffline: number;
  readonly costPipeline: number;
}

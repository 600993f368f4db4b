/** What one stage of boots took since the account opened, all regions together. */
export interface StageTotals {
  readonly name: string;
  readonly ended: number;
  /** Lengths of the stages that ended, and what of them was waiting for a channel to open. */
  readonly seconds: number;
  readonly waitSeconds: number;
  /** Time and money, USD, of booting instances, split evenly between stages side by side. */
  readonly instanceSeconds: number;
  readonly cost: number;
}

/** Boots by stages: where their time and money went. */
export interface BootTotals {
  readonly stages: readonly StageTotals[];
  /** Requests that waited for a shard in the background of their instance. */
  readonly stalledRequests: number;
  /** Time of stopped instances in warm pools. */
  readonly parkedSeconds: number;
}

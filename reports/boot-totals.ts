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

/** What boots read from one store since the account opened, all regions together. */
export interface ReadTotals {
  readonly name: string;
  /** On the wire, in units of 1e9 bytes. */
  readonly gb: number;
  /** USD. */
  readonly cost: number;
}

/** Boots by stages: where their time and money went. */
export interface BootTotals {
  readonly stages: readonly StageTotals[];
  readonly reads: readonly ReadTotals[];
  /** Requests that waited for a shard in the background of their instance. */
  readonly stalledRequests: number;
  /** Time of stopped instances in warm pools. */
  readonly parkedSeconds: number;
}

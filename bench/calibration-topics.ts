/** One page of docs/calibration/: its name is the page's, its text the page's generated part. */
export interface Topic {
  readonly name: string;
  /** Markdown of the generated part; `traces` is the folder of recordings. */
  readonly write: (traces: string) => string | Promise<string>;
}

/** Every calibration that `npm run docs:calibration` makes. */
export const topics: readonly Topic[] = [];

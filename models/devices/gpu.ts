import { type DeviceFacts, type Served, serveAlone } from './device.ts';

/** A graphics card as far as its figures matter for inference. */
export interface Gpu extends DeviceFacts {
  readonly kind: 'gpu';
  /** Peak memory bandwidth, GB/s. */
  readonly bandwidthGbPerS: number;
  /** Peak dense 16-bit matrix rate, TFLOPS. */
  readonly tensorTflops: number;
  readonly limitW: number;
  readonly efficiency: Efficiency;
  /** Parts it can be cut into for tenants; 1 where it cannot be cut. */
  readonly mostParts: number;
  /** Latencies of model heads by the head's name. */
  readonly heads: Readonly<Record<string, HeadLaw>>;
}

/** Shares of a card's peak rates that serving a language model reaches. */
export interface Efficiency {
  readonly compute: number;
  readonly bandwidth: number;
}

/** Latency of one head (a network of fixed work) on one card. */
export interface HeadLaw {
  /** Whatever the batch: kernel launches and weights read once, ms. */
  readonly fixedMs: number;
  /** Added by each request of the batch, ms. */
  readonly eachMs: number;
}

/** Latency of a batch: fixed + each × batch. Within 2 to 8 % of the tables it was fitted to. */
export function headLatencyMs({ fixedMs, eachMs }: HeadLaw, batch: number): number {
  return fixedMs + eachMs * batch;
}

/** A batch of requests for one head, on a card of its own. */
export function serveHead(gpu: Gpu, law: HeadLaw, batch: number): Served {
  return serveAlone(gpu, headLatencyMs(law, batch));
}

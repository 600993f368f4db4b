/**
 * The engine as a library: `import { ... } from 'playtwin/engine'`. Every public name stands here
 * once, below the heading it has in the reference; what is not here may change without notice.
 */

// Time

export {
  DAY,
  type Duration,
  HOUR,
  MILLISECOND,
  MINUTE,
  roundTime,
  SECOND,
  type SimTime,
} from './units.ts';

// Events

export { Agenda, type SavedAgenda } from './agenda.ts';
export type { EventHandle, FutureEvents } from './future-events.ts';
export { HeapAgenda } from './heap-agenda.ts';
export {
  type EventKind,
  type Handler,
  type Rules,
  type Saved,
  Simulation,
  type SimulationOptions,
  type Watcher,
} from './simulation.ts';
export { LAST_RANK } from './tie-order.ts';

// Streams of chance

export { below, nextWord, openStream, STATE_WORDS, seedState, uniform } from './random.ts';

// Laws

export { cdfOf, draw, drawMirrored, meanOf, scvOf } from './distributions.ts';
export { checkLaw, type HyperexponentialLaw, type Law, requireLaw } from './law.ts';

// Lines and stations

export { createFifo, elementAt, type Fifo, push, remove, shift, unshift } from './fifo.ts';
export {
  createStation,
  leaveLine,
  release,
  type SeizeOutcome,
  type Station,
  type StationSize,
  seize,
  setServers,
  startNext,
} from './resources.ts';

// Processes

export {
  Container,
  Environment,
  type EnvironmentOptions,
  type Handle,
  Interrupt,
  interruptOf,
  Preemption,
  type Process,
  Resource,
  type Running,
  Signal,
  Store,
  type Stream,
} from './process/index.ts';

// Records

export { bucketRows, cellRows, type HistogramRow, type Spacing } from './histogram.ts';
export { areaOf, averageOf, createMeter, type Meter, setLevel } from './meter.ts';
export {
  createSketch,
  mergeSketch,
  quantileOf,
  recordValue,
  SKETCH_ERROR,
  type Sketch,
  shareBelow,
} from './sketch.ts';
export { createTally, mergeTallies, record, sumOf, type Tally, varianceOf } from './tally.ts';

// Estimates

export {
  type BatchMeans,
  createBatchMeans,
  estimateSteady,
  observe,
  type SteadyEstimate,
} from './batch-means.ts';
export { type Estimate, estimateMean, jackknifeRatio, pairedDifference } from './estimate.ts';
export { judgePrecision, type Precision, type PrecisionRule } from './precision.ts';
export {
  antitheticMean,
  type Control,
  type ControlledEstimate,
  commonDifference,
  controlledMean,
  type PairedEstimate,
  type ReducedEstimate,
} from './variance-reduction.ts';
export { averageSeries, findWarmUp, meanAfter, type WarmUp } from './warm-up.ts';

// Saves and fingerprints

export { createDigest, digestHex, digestText, mixInto, mixNumber, mixText } from './digest.ts';
export { copyPlain, decodePlain, encodePlain } from './save.ts';

// Mathematics

export { cos, exp, expm1, log, log1p, pow, sin } from './math.ts';
export {
  betaCdf,
  gamma,
  gammaCdf,
  logGamma,
  normalCdf,
  normalQuantile,
  studentQuantile,
} from './special.ts';

// Errors

export { EngineError, ERROR_MEANINGS, type ErrorCode } from './errors.ts';

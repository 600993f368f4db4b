import { exp, log } from '../../engine/math.ts';

/**
 * The stream a cloud game is played on. Quality by ITU-T G.1072 (2020, with Corrigendum 1):
 * coefficients from the model's open implementation, stootaghaj/ITU-G1072, read 2026-11-20.
 * Made for 0.3 to 50 Mb/s, 10 to 60 frames a second, delays up to 400 ms, no expert players.
 */
export interface VideoStream {
  /** Whether input is time-critical (classes medium and high) or not (class low). */
  readonly isSensitive: boolean;
  readonly complexity: 'low' | 'medium' | 'high';
  readonly frameRate: number;
  readonly bitRateMbps: number;
  readonly pixels: number;
}

/** The model with all that a stream fixes worked out: what is left hangs on delay and loss. */
export interface OpinionSetup {
  /** Quality on the scale of 0 to 100 left by coding alone. */
  readonly coded: number;
  /** Impairment of frames as they should come, and for each unit of ln(lost % + 1). */
  readonly frames: number;
  readonly framesPerLog: number;
  readonly temporal: number;
  readonly temporalPerLog: number;
  /** Logistic curve of delay: height, offset, slope per millisecond, base. */
  readonly input: readonly number[];
}

const INPUT = {
  sensitive: [90, 1.191, 0.009775, -18.73],
  tolerant: [47.97, 2.097, 0.01073, -4.567],
} as const;

const FRAMES = {
  sensitive: [54.71, 0.02589, -2.485, 9.306],
  tolerant: [23.43, 0.008574, -0.9253, 5.855],
} as const;

const TEMPORAL = {
  sensitive: [47.03, 0.01747, -1.823, 10.7],
  tolerant: [29.13, 0.01344, -1.283, 6.724],
} as const;

/** Coding: height, rate, share of complexity, base; then complexity's height, rate, base. */
const CODING = {
  low: [52.505238, -28.0170325, -2.68405109, 5.46647668, 12.4214486, -28.0191642, 0.215799183],
  medium: [37.9882097, -13.7207634, 8.57836656, 3.2658129, 6.83275916, -127.997288, 0.479594798],
  high: [47.7463038, -12.0699723, 9.05167501, 3.41919377, 7.62306351, -167.837954, 0.0760332685],
} as const;

const MOST_CODED = 65;
const MOST_IMPAIRED = 68.98;
const MOST_TEMPORAL = 61.29;
// The implementation also stops at 78.49 (4.14), which the scale's own end, 4.64, contradicts.
const MOST_QUALITY = 100;

/** The part of the model that a stream fixes. */
export function compileOpinion(stream: VideoStream): OpinionSetup {
  const game = stream.isSensitive ? 'sensitive' : 'tolerant';
  const { frameRate } = stream;
  const frames = FRAMES[game];
  const temporal = TEMPORAL[game];
  return {
    coded: 100 - 0.788 * codingOf(stream),
    frames: frames[0] + frames[1] * frameRate * frameRate + frames[2] * frameRate,
    framesPerLog: frames[3],
    temporal: temporal[0] + temporal[1] * frameRate * frameRate + temporal[2] * frameRate,
    temporalPerLog: temporal[3],
    input: INPUT[game],
  };
}

function codingOf({ complexity, bitRateMbps, pixels, frameRate }: VideoStream): number {
  const [height, rate, share, base, ownHeight, ownRate, ownBase] = CODING[complexity];
  const bitsPerPixel = (bitRateMbps * 1e6) / (pixels * frameRate);
  const content = ownHeight * exp(ownRate * bitsPerPixel) + ownBase;
  return Math.min(height * exp(rate * bitsPerPixel) + share * content + base, MOST_CODED);
}

/**
 * Mean opinion, 1.3 (bad) to 4.64, of players who feel this delay in milliseconds and lose this
 * share of frames in per cent. Beyond 400 ms the curve goes on, flat: it was not measured there.
 */
export function opinionOf(setup: OpinionSetup, delayMs: number, lostPercent: number): number {
  const [height, offset, slope, base] = setup.input;
  const input = height / (1 + exp(offset - slope * delayMs)) + base;
  const missed = log(lostPercent + 1);
  const frames = setup.frames + setup.framesPerLog * missed;
  const temporal = setup.temporal + setup.temporalPerLog * missed;
  const quality =
    setup.coded -
    0.227 * between(temporal, MOST_TEMPORAL) -
    0.625 * between(frames, MOST_IMPAIRED) -
    0.848 * between(input, MOST_IMPAIRED);
  const q = between(quality, MOST_QUALITY);
  return Math.max(1.3, 1.3 + 0.0334 * q + q * (q - 60) * (100 - q) * 7e-6);
}

function between(x: number, most: number): number {
  return Math.min(Math.max(x, 0), most);
}

/** Frames lost, in per cent, over a line with this delay and share of packets lost: same source. */
export function lostFrames(stream: VideoStream, delayMs: number, packetLoss: number): number {
  if (delayMs < 16) return 0;
  const { frameRate, bitRateMbps } = stream;
  const weight = 0.08526 + 0.00073 * frameRate + 1.425e-4 * bitRateMbps * frameRate;
  return 100 * (1 - exp(-weight * (0.09656 * delayMs - 1.5) * packetLoss));
}

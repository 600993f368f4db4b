import { openStream, uniform } from '../../engine/random.ts';

/**
 * Network coordinates by springs: Vivaldi with heights and adaptive time steps (Dabek, Cox,
 * Kaashoek and Morris, SIGCOMM 2004). Every host holds a point and a height, its access line; the
 * round trip between two hosts is the distance of their points plus both heights. Distances and
 * heights in microseconds.
 */
export interface Coordinate {
  readonly position: readonly number[];
  readonly height: number;
  /** How wrong the host believes its estimates to be, relative; 1 knows nothing. */
  readonly error: number;
}

/** Constants of the springs. */
export interface VivaldiSettings {
  readonly dimensions: number;
  /** Largest share of the way a coordinate moves at once, and its error. */
  readonly moveMost: number;
  readonly learnMost: number;
  /** Error at which a host starts over, and height no host is below. */
  readonly errorMost: number;
  readonly heightLeast: number;
}

/**
 * Shares of the paper; error and height bounds of HashiCorp Serf's published defaults. Four
 * dimensions with height come within half a point of eight on PlanetLab, for half the size: chosen
 * by hand (docs/calibration/network.md).
 */
export const vivaldiDefaults: VivaldiSettings = {
  dimensions: 4,
  moveMost: 0.25,
  learnMost: 0.25,
  errorMost: 1.5,
  heightLeast: 10,
};

/**
 * A host's first coordinate: nearly the origin, moved by a microsecond in a direction that belongs
 * to its name, so that hosts that know nothing push each other apart, and always the same way.
 */
export function openCoordinate(
  name: string,
  seed: number,
  settings: VivaldiSettings = vivaldiDefaults,
): Coordinate {
  const state = openStream(seed, `coordinates/${name}`);
  const raw = Array.from({ length: settings.dimensions }, () => 2 * uniform(state, 0) - 1);
  const length = Math.sqrt(raw.reduce((sum, x) => sum + x * x, 0));
  const position = raw.map((x) => (length > 0 ? x / length : 0));
  return { position, height: settings.heightLeast, error: 1 };
}

/** Round trip that two coordinates foretell, microseconds. */
export function foretellRtt(one: Coordinate, other: Coordinate): number {
  return distance(one.position, other.position) + one.height + other.height;
}

/**
 * A host's coordinate after it measured a round trip above 0 to a peer whose coordinate it was
 * told. The step is long when the host is less sure than the peer, and short when it is surer.
 */
export function moveCoordinate(
  own: Coordinate,
  peer: Coordinate,
  rtt: number,
  settings: VivaldiSettings = vivaldiDefaults,
): Coordinate {
  const apart = distance(own.position, peer.position);
  const foretold = apart + own.height + peer.height;
  const weight = own.error / Math.max(own.error + peer.error, 1e-12);
  const learnt = settings.learnMost * weight;
  const wrong = Math.abs(foretold - rtt) / rtt;
  const error = Math.min(settings.errorMost, wrong * learnt + own.error * (1 - learnt));
  const force = settings.moveMost * weight * (rtt - foretold);
  const away = directionFrom(peer.position, own.position, apart);
  const position = own.position.map((x, i) => x + force * away[i]);
  const lift = apart > 0 ? ((own.height + peer.height) * force) / apart : 0;
  return { position, height: Math.max(settings.heightLeast, own.height + lift), error };
}

function distance(one: readonly number[], other: readonly number[]): number {
  let squares = 0;
  for (let i = 0; i < one.length; i++) squares += (one[i] - other[i]) * (one[i] - other[i]);
  return Math.sqrt(squares);
}

// Two hosts on one spot part along the first axis; their names make that all but impossible.
function directionFrom(
  peer: readonly number[],
  own: readonly number[],
  apart: number,
): readonly number[] {
  if (apart > 0) return own.map((x, i) => (x - peer[i]) / apart);
  return own.map((_, i) => (i === 0 ? 1 : 0));
}

import { cos, sin } from '../../engine/math.ts';
import { MILLISECOND } from '../../engine/units.ts';
import type { RttMatrix } from '../series.ts';

/** A named point on the globe, degrees. */
export interface NamedPlace {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

// Round trip per 1 000 km of great circle: slope of least squares over 21 564 pairs of player cell
// and game site, real game, 2024 (its 17.1 ms intercept is the players' access, left out here).
const rttPer1000Km = 17.9 * MILLISECOND;

/** Round trip inside one region: stated assumption, public matrices leave the diagonal out. */
export const sameRegionRtt = 1 * MILLISECOND;

const earthRadiusKm = 6371.0088;
const radiansPerDegree = Math.PI / 180;

/** Round trips between places by the distance law, whole microseconds; symmetric. */
export function generateRtt(places: readonly NamedPlace[]): RttMatrix {
  const rtt = places.map((from) =>
    places.map((to) => Math.round(sameRegionRtt + (rttPer1000Km * distanceKm(from, to)) / 1000)),
  );
  return { names: places.map((place) => place.name), rtt };
}

// Great-circle distance, haversine form.
function distanceKm(from: NamedPlace, to: NamedPlace): number {
  const lat = halfAngle(from.latitude, to.latitude);
  const lon = halfAngle(from.longitude, to.longitude);
  const parallel = cos(from.latitude * radiansPerDegree) * cos(to.latitude * radiansPerDegree);
  return 2 * earthRadiusKm * arcSine(Math.min(1, Math.sqrt(lat * lat + parallel * lon * lon)));
}

function halfAngle(from: number, to: number): number {
  return sin(((to - from) / 2) * radiansPerDegree);
}

// Three halvings of the angle leave x below 0.2, where five terms of the series are exact to 1e-10.
function arcSine(x: number): number {
  let half = x;
  for (let i = 0; i < 3; i++) half /= Math.sqrt(2 * (1 + Math.sqrt(1 - half * half)));
  const s = half * half;
  return 8 * half * (1 + s * (1 / 6 + s * (3 / 40 + s * (15 / 336 + (s * 105) / 3456))));
}

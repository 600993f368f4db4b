import { cos, sin } from '../engine/math.ts';

/** A point on the globe, degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Indices of the places from the nearest by great circle to the farthest; ties in index order. */
export function nearestFirst(from: Coordinates, places: readonly Coordinates[]): number[] {
  const nearness = places.map((place) => cosineOfAngle(from, place));
  return places.map((_, index) => index).sort((a, b) => nearness[b] - nearness[a] || a - b);
}

/** Cosine of the central angle: falls as the great-circle distance grows. */
function cosineOfAngle(a: Coordinates, b: Coordinates): number {
  const latitudeA = a.latitude * RADIANS_PER_DEGREE;
  const latitudeB = b.latitude * RADIANS_PER_DEGREE;
  const turn = (a.longitude - b.longitude) * RADIANS_PER_DEGREE;
  return sin(latitudeA) * sin(latitudeB) + cos(latitudeA) * cos(latitudeB) * cos(turn);
}

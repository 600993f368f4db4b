import type { NamedPlace } from '../traces/generate/rtt.ts';

/**
 * Cities of 34 Google Cloud regions, as Google's pages name them (seen 2026-11-20), with the
 * coordinates of the city to a tenth of a degree, which is 11 km.
 */
export const gcpPlaces: readonly NamedPlace[] = [
  at('asia-east1', 24.1, 120.5),
  at('asia-east2', 22.3, 114.2),
  at('asia-northeast1', 35.7, 139.7),
  at('asia-northeast2', 34.7, 135.5),
  at('asia-northeast3', 37.6, 127),
  at('asia-south1', 19.1, 72.9),
  at('asia-south2', 28.6, 77.2),
  at('asia-southeast1', 1.3, 103.7),
  at('asia-southeast2', -6.2, 106.8),
  at('australia-southeast1', -33.9, 151.2),
  at('australia-southeast2', -37.8, 145),
  at('europe-central2', 52.2, 21),
  at('europe-north1', 60.6, 27.2),
  at('europe-southwest1', 40.4, -3.7),
  at('europe-west1', 50.5, 3.8),
  at('europe-west2', 51.5, -0.1),
  at('europe-west3', 50.1, 8.7),
  at('europe-west4', 53.4, 6.8),
  at('europe-west6', 47.4, 8.5),
  at('europe-west8', 45.5, 9.2),
  at('europe-west9', 48.9, 2.4),
  at('northamerica-northeast1', 45.5, -73.6),
  at('northamerica-northeast2', 43.7, -79.4),
  at('southamerica-east1', -23.5, -46.8),
  at('southamerica-west1', -33.4, -70.7),
  at('us-central1', 41.3, -95.9),
  at('us-east1', 33.2, -80),
  at('us-east4', 39, -77.5),
  at('us-east5', 40, -83),
  at('us-south1', 32.8, -96.8),
  at('us-west1', 45.6, -121.2),
  at('us-west2', 34.1, -118.2),
  at('us-west3', 40.8, -111.9),
  at('us-west4', 36.2, -115.1),
];

function at(name: string, latitude: number, longitude: number): NamedPlace {
  return { name, latitude, longitude };
}

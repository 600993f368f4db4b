// USD per hour of g2-standard-4 (one L4) as listed on 2025-12-25 in `pricing.yml` of
// Cyclenerd/google-cloud-pricing-cost-calculator (Apache-2.0): on-demand, then spot.
const rows: readonly (readonly [region: string, usdPerHour: readonly [number, number]])[] = [
  ['africa-south1', [0.9245, 0.2358]],
  ['asia-east1', [0.8184, 0.2656]],
  ['asia-east2', [0.9888, 0.2874]],
  ['asia-northeast1', [0.9077, 0.3607]],
  ['asia-northeast2', [0.9077, 0.2315]],
  ['asia-northeast3', [0.9077, 0.192]],
  ['asia-south1', [0.7358, 0.2932]],
  ['asia-south2', [0.8255, 0.2244]],
  ['asia-southeast1', [0.872, 0.3108]],
  ['asia-southeast2', [0.9505, 0.2423]],
  ['australia-southeast1', [0.8832, 0.2916]],
  ['australia-southeast2', [0.9186, 0.2622]],
  ['europe-central2', [0.8992, 0.2322]],
  ['europe-north1', [0.7783, 0.1984]],
  ['europe-southwest1', [0.8341, 0.2152]],
  ['europe-west1', [0.7783, 0.2936]],
  ['europe-west10', [1.0355, 0.2775]],
  ['europe-west12', [0.9118, 0.2325]],
  ['europe-west2', [0.8048, 0.3127]],
  ['europe-west3', [0.833, 0.3332]],
  ['europe-west4', [0.7429, 0.2723]],
  ['europe-west6', [0.9757, 0.2361]],
  ['europe-west8', [0.8199, 0.2143]],
  ['europe-west9', [0.8199, 0.2116]],
  ['me-central1', [0.8588, 0.2215]],
  ['me-central2', [1.1309, 0.4389]],
  ['me-west1', [0.7775, 0.2309]],
  ['northamerica-northeast1', [0.7783, 0.2491]],
  ['northamerica-northeast2', [0.7783, 0.3044]],
  ['southamerica-east1', [1.1224, 0.3334]],
  ['southamerica-west1', [1.0108, 0.2938]],
  ['us-central1', [0.7068, 0.2818]],
  ['us-east1', [0.7068, 0.2818]],
  ['us-east4', [0.7045, 0.2818]],
  ['us-east5', [0.7961, 0.203]],
  ['us-south1', [0.8341, 0.2152]],
  ['us-west1', [0.7068, 0.2818]],
  ['us-west2', [0.8497, 0.247]],
  ['us-west3', [0.8497, 0.247]],
  ['us-west4', [0.7961, 0.2157]],
];

/** Listed price of one L4 instance in one region, USD per hour. */
export interface PriceFigures {
  readonly onDemand: number;
  readonly spot: number;
}

/** L4 prices of 2025-12-25 by GCP region. */
export const l4Prices: ReadonlyMap<string, PriceFigures> = new Map(
  rows.map(([region, [onDemand, spot]]) => [region, { onDemand, spot }]),
);

/**
 * How the L4 spot price moves, from 44 snapshots of the same list, 2023-06-01..2025-12-25, in the
 * 37 regions that are in all of them: 1..12 changes, mean 4.35, median 1; ratio 0.18..0.40.
 */
export const spotSteps = {
  /** Mean days between changes: 938 days / 4.35. */
  meanDays: 216,
  /** Standard deviation of the change of the log price; the largest seen is 0.163. */
  logStep: 0.093,
  leastRatio: 0.18,
  mostRatio: 0.4,
} as const;

/** Weights of the forecaster's features at one lead, hours. */
export interface LeadWeights {
  readonly lead: number;
  readonly day: number;
  readonly now: number;
  readonly level: number;
}

type Row = readonly [lead: number, day: number, now: number, level: number];

// Least squares of log intensity, one table for all zones, over the first half of twelve zones of
// the Electricity Maps live feed (2021-10..2022-05; umassos/pause-resume `carbon-traces/`, MIT),
// every zone weighted by the inverse of its variance. JP-TK, IN-MH, SG and KR, whose days are
// near-copies, were left out. `npm run docs:calibration -- --only carbon` fits them again and
// refuses a table that differs. Figures, not data; fitted 2026-11-21.
const rows: readonly Row[] = [
  [1, -0.006, 0.873, 0.102],
  [2, 0.013, 0.823, 0.102],
  [3, 0.038, 0.771, 0.099],
  [4, 0.073, 0.721, 0.085],
  [6, 0.13, 0.636, 0.055],
  [8, 0.206, 0.578, -0.021],
  [10, 0.261, 0.524, -0.076],
  [12, 0.304, 0.478, -0.124],
  [15, 0.325, 0.395, -0.12],
  [18, 0.307, 0.339, -0.097],
  [21, 0.268, 0.312, -0.072],
  [24, 0.614, -0.068, -0.014],
  [25, 0.023, 0.566, -0.02],
  [30, 0.103, 0.393, -0.016],
  [36, 0.177, 0.271, -0.054],
  [42, 0.17, 0.189, -0.028],
  [48, 0.17, 0.123, 0.001],
  [49, 0.031, 0.387, -0.006],
  [60, 0.106, 0.185, 0.013],
  [72, 0.365, -0.162, 0.099],
  [73, 0.079, 0.282, 0.04],
  [84, 0.087, 0.111, 0.127],
  [96, 0.573, -0.34, 0.121],
];

/** The weights by lead, ascending; the forecaster interpolates between them. */
export const leadWeights: readonly LeadWeights[] = rows.map(([lead, day, now, level]) => {
  return { lead, day, now, level };
});

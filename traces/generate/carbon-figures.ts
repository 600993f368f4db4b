/** Fitted shape of one grid zone's hourly average carbon intensity, gCO2e/kWh. */
export interface CarbonFigures {
  /** Median weekday level. */
  readonly level: number;
  /** Cosine and sine amplitudes of the 24 h and the 12 h cycle in UTC. */
  readonly cycle: readonly [cos24: number, sin24: number, cos12: number, sin12: number];
  readonly saturday: number;
  readonly sunday: number;
  /** Standard deviations of the noise below and above the level. */
  readonly noise: readonly [below: number, above: number];
  /** Share of the noise variance that changes over days; the rest changes over hours. */
  readonly slowShare: number;
  /** Hour-to-hour correlations of the slow and the fast noise. */
  readonly memory: readonly [slow: number, fast: number];
  readonly least: number;
  readonly most: number;
}

type Row = readonly [
  zone: string,
  level: number,
  cycle: CarbonFigures['cycle'],
  weekend: readonly [saturday: number, sunday: number],
  noise: CarbonFigures['noise'],
  slowShare: number,
  memory: CarbonFigures['memory'],
  range: readonly [least: number, most: number],
];

// Least squares on the Electricity Maps live feed as polled by umassos/pause-resume
// `carbon-traces/` (MIT), hours of 2021-10-08..2022-12-06 (JP-TK and US-NW-PACW from 2022-04-20):
// cycles and weekend by regression, noise from the residual's p5/p50/p95 (BR-CS, too skewed for
// two halves of a bell, from its mean and standard deviation), memory from its
// autocorrelation at lags 1, 3, 12, 24 and 48..72 h, range from the extremes. Figures, not data.
const rows: readonly Row[] = [
  [
    'AUS-NSW',
    615,
    [-58.4, -55.8, -7.2, -20.9],
    [-12.9, -5.2],
    [80.1, 61.5],
    0.55,
    [0.999, 0.7],
    [266, 811],
  ],
  ['BR-CS', 110.8, [-5.8, 7, -3, 0.2], [2.3, 8.1], [31.5, 50.3], 1, [0.999, 0.3], [55, 277]],
  ['CA-ON', 62, [11.9, -12.8, 4.7, 5.7], [-10, -13.9], [23.5, 37.3], 0.75, [0.985, 0.8], [15, 176]],
  [
    'DE',
    366.8,
    [31.1, -1.6, -18, -1.3],
    [-12.9, -25.4],
    [98.7, 91],
    0.8,
    [0.994, 0.85],
    [120, 815],
  ],
  ['FR', 86.4, [1.3, -1.2, -2, -3.2], [-6, -11.2], [21.2, 19.1], 0.8, [0.994, 0.7], [22, 199]],
  [
    'GB',
    248.5,
    [-6.3, -24.2, -10.1, -16.7],
    [-19.7, -29.4],
    [64.2, 63.1],
    0.75,
    [0.992, 0.85],
    [15, 410],
  ],
  [
    'IE',
    317.6,
    [-4.4, -3.2, -4.3, -13.1],
    [-13.5, -9],
    [89.9, 118.8],
    0.4,
    [0.998, 0.95],
    [101, 626],
  ],
  ['IN-MH', 712.4, [6.1, -9.4, 2.5, 4.5], [0.4, 2], [44.4, 19.9], 0.9, [0.999, 0.6], [597, 769]],
  [
    'JP-TK',
    557.9,
    [-36.2, -29.9, -2.6, -12.6],
    [-7.9, -7.3],
    [19.5, 15.6],
    0.3,
    [0.999, 0.6],
    [427, 605],
  ],
  ['KR', 488.3, [-5.3, -5.3, 2.8, -2.3], [-8.5, -9.9], [25.9, 13.4], 0.8, [0.999, 0.7], [409, 521]],
  ['SE', 35.6, [-2, 0.2, 0.1, -0.3], [-1, -0.4], [8.2, 9.6], 0.9, [0.998, 0.8], [16, 86]],
  ['SG', 491.5, [-1.7, -7.4, 2.8, -2], [-0.6, -0.2], [4, 4], 0.25, [0.985, 0.6], [464, 502]],
  [
    'US-CAL-CISO',
    254.6,
    [-24.6, 59.3, 10.8, 19.4],
    [-10.7, -18.8],
    [61, 52.7],
    0.8,
    [0.996, 0.5],
    [35, 426],
  ],
  [
    'US-MIDA-PJM',
    374.3,
    [7.1, -4.1, 3, 5.9],
    [-11.7, -13.9],
    [30.9, 29.4],
    0.85,
    [0.996, 0.5],
    [227, 457],
  ],
  [
    'US-NW-PACW',
    445.3,
    [-40, 28.8, -5, 13.8],
    [1.1, 1.4],
    [231.1, 69.3],
    1,
    [0.999, 0.3],
    [18, 647],
  ],
  [
    'US-NY-NYIS',
    262.4,
    [7.6, -6.1, 4.3, 2.2],
    [-10.6, -12.9],
    [23.4, 29.7],
    0.85,
    [0.994, 0.6],
    [170, 349],
  ],
];

/** Fitted figures by Electricity Maps zone name. */
export const carbonFigures: ReadonlyMap<string, CarbonFigures> = new Map(rows.map(figuresOf));

function figuresOf(row: Row): [string, CarbonFigures] {
  const [zone, level, cycle, [saturday, sunday], noise, slowShare, memory, [least, most]] = row;
  return [zone, { level, cycle, saturday, sunday, noise, slowShare, memory, least, most }];
}

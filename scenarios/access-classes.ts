/** A number of the table: times in ms, losses as shares, with where it comes from. */
export interface AccessFigure {
  readonly value: number;
  readonly confidence: 'measured' | 'vendor' | 'derived' | 'assumed';
  readonly source: string;
}

/** One kind of access line, from the player's device to the first place of the open network. */
export interface AccessClass {
  readonly name: string;
  /** Least round trip, ms. */
  readonly base: AccessFigure;
  /** Delay beyond it, log-normal: median and 99th percentile, ms. */
  readonly delayMedian: AccessFigure;
  readonly delayP99: AccessFigure;
  /** Share of requests that lose a packet, there or back. */
  readonly loss: AccessFigure;
  /** Mean length of a spell in which everything is lost, ms. */
  readonly burst: AccessFigure;
}

/** Share of a group's players with a line of one access class. */
export interface AccessShare {
  /** Name of the class. */
  readonly access: string;
  readonly share: number;
}

/** When the sources of the table were last seen. */
export const ACCESS_SEEN = '2026-11-20';

const measured = (value: number, source: string) => figure(value, 'measured', source);
const vendor = (value: number, source: string) => figure(value, 'vendor', source);
const derived = (value: number, source: string) => figure(value, 'derived', source);
const assumed = (value: number, source: string) => figure(value, 'assumed', source);

const y2k = 'y2kdash.com 2026, second hand (names Ookla, M-Lab, Radar)';
const codavel = 'table of typical networks, blog.codavel.com';
const quarter = 'a quarter of the range of idle round trips';
const loaded = 'upper end under load less the idle middle';
const shortSpell = 'no source; short beside any time-out';
const mobile = 'lost packets of a hand-over, Xu et al., SIGCOMM 2020, remembered';

/** The access classes that a player group may name. */
export const ACCESS_CLASSES: readonly AccessClass[] = [
  {
    name: 'fibre',
    base: vendor(4, `idle 2 to 6 ms, ${y2k}`),
    delayMedian: assumed(1, quarter),
    delayP99: assumed(6, `${loaded}: 3 to 10 ms, ${y2k}; that one in 100 meets it is assumed`),
    loss: assumed(0.001, 'within the first band of the FCC (below 0.4 % at peak), remembered'),
    burst: assumed(20, shortSpell),
  },
  {
    name: 'cable',
    base: vendor(14, `idle 10 to 18 ms (DOCSIS 3.1), ${y2k}`),
    delayMedian: assumed(2, quarter),
    delayP99: assumed(236, `${loaded}: 40 to 250 ms, ${y2k}; that one in 100 meets it is assumed`),
    loss: assumed(0.001, 'within the first band of the FCC (below 0.4 % at peak), remembered'),
    burst: assumed(20, shortSpell),
  },
  {
    name: 'dsl',
    base: assumed(37, 'fixed medians of 25 to 50 ms, FCC 9th to 13th reports, remembered'),
    delayMedian: assumed(6, quarter),
    delayP99: assumed(236, 'as cable: a line that is full'),
    loss: assumed(0.003, 'within the first band of the FCC (below 0.4 % at peak), remembered'),
    burst: assumed(20, shortSpell),
  },
  {
    name: 'wifi',
    base: assumed(4, 'a fibre line behind the access point'),
    delayMedian: measured(20, 'half of packets over 20 ms, 47 campus access points, 2016'),
    delayP99: derived(371, 'log-normal through 20 ms and the 100 ms that one in ten exceeds, 2016'),
    loss: vendor(0.002, `0.1 to 0.2 % in four countries, ${codavel}`),
    burst: assumed(100, 'Gilbert-Elliott with a long tail (802.11g home study); length assumed'),
  },
  {
    name: '4g',
    base: assumed(40, 'LTE 30 to 50 ms, remembered'),
    delayMedian: assumed(5, quarter),
    delayP99: assumed(140, 'as 5G, less the higher base'),
    loss: vendor(0.003, `0.2 to 0.5 % in four countries, ${codavel}`),
    burst: assumed(30, mobile),
  },
  {
    name: '5g',
    base: assumed(32, '5G beside 4G 25 to 40 ms, remembered'),
    delayMedian: assumed(4, quarter),
    delayP99: assumed(148, `${loaded}: fixed wireless 40 to 180 ms, ${y2k}`),
    loss: assumed(0.003, 'as 4G: early 5G brought no gain (Narayanan et al., WWW 2020)'),
    burst: assumed(108, mobile),
  },
];

function figure(
  value: number,
  confidence: AccessFigure['confidence'],
  source: string,
): AccessFigure {
  return { value, confidence, source };
}

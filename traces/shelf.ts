import { DAY, HOUR } from '../engine/units.ts';
import type { BundleRequest } from './bundle-request.ts';
import { assumedL4Spot, generateAvailability, scarceSpot } from './generate/availability.ts';
import { generateCarbon, generatePast } from './generate/carbon.ts';
import { carbonFigures } from './generate/carbon-figures.ts';
import {
  deviceJitter,
  generateDeviceJitter,
  generateTableJitter,
  wiredJitter,
} from './generate/jitter.ts';
import { generateJobs, paiJobs } from './generate/jobs.ts';
import { seattleLinks } from './generate/link-jitter.ts';
import { generateMarket, type MarketFigures } from './generate/market.ts';
import { assumedL4Market, scarceMarket } from './generate/market-figures.ts';
import { l4Prices } from './generate/price-figures.ts';
import { generatePrices } from './generate/prices.ts';
import { generateRtt } from './generate/rtt.ts';
import { azureConversation, generateTokens } from './generate/tokens.ts';
import { nearestHint, refuse, shown } from './problem.ts';
import type {
  CarbonSeries,
  JitterSample,
  JobSample,
  PriceSeries,
  RttMatrix,
  Series,
  TokenSample,
} from './series.ts';

/** The content of one role, told apart by role. */
export type RoleContent =
  | { readonly role: 'carbon'; readonly series: readonly CarbonSeries<'average'>[] }
  | { readonly role: 'marginal'; readonly series: readonly CarbonSeries<'marginal'>[] }
  | { readonly role: 'prices'; readonly prices: readonly (readonly [string, PriceSeries])[] }
  | { readonly role: 'availability'; readonly series: readonly Series[] }
  | { readonly role: 'rtt'; readonly matrix: RttMatrix }
  | { readonly role: 'jitter'; readonly sample: JitterSample }
  | { readonly role: 'tokens'; readonly sample: TokenSample }
  | { readonly role: 'jobs'; readonly sample: JobSample };

/** A shipped trace: generated on demand from fitted figures, never a copy of a recording. */
export interface ShelfEntry {
  readonly name: string;
  readonly role: RoleContent['role'];
  readonly title: string;
  /** Recording the figures were fitted to, with date. */
  readonly source: string;
  readonly licence: string;
  /** What is assumed beyond the fit. */
  readonly assumptions: string;
  /** Grid zones or regions it has figures for; absent: any name will do. */
  readonly covers?: readonly string[];
  readonly open: (request: BundleRequest) => RoleContent;
}

// One fixed seed: a shipped trace is one recording, the same in every replication.
const shelfSeed = 20_251_225;
const ownWork = 'MIT (generated; figures are facts of the source)';

const entries: readonly ShelfEntry[] = [
  {
    name: 'shipped/carbon',
    role: 'carbon',
    title: 'Average carbon intensity of 16 grid zones, hourly',
    source: 'fitted to Electricity Maps live feed 2021-10..2022-12 (umassos/pause-resume, MIT)',
    licence: ownWork,
    assumptions: 'no yearly season, starts at the median level; noise independent between zones',
    covers: [...carbonFigures.keys()],
    open: openCarbon,
  },
  {
    name: 'shipped/l4-prices',
    role: 'prices',
    title: 'On-demand and spot price of g2-standard-4 (one L4) in 40 GCP regions',
    source: 'price list of 2025-12-25, spot steps of 2023-06..2025-12 (Cyclenerd, Apache-2.0)',
    licence: ownWork,
    assumptions: 'on-demand price constant; spot steps independent between regions',
    covers: [...l4Prices.keys()],
    open: openPrices,
  },
  {
    name: 'shipped/spot-availability',
    role: 'availability',
    title: 'Spot capacity of L4-like GPUs, one series a zone',
    source:
      'runs of the best of nine AWS V100 zones, 2023 (skypilot-org/spot-traces, mean figures)',
    licence: ownWork,
    assumptions: 'ASSUMED for L4: available 0.91, sold 10.4 h, not sold 1.0 h; zones independent',
    open: (request) => openAvailability(request, assumedL4Spot),
  },
  {
    name: 'shipped/spot-availability-scarce',
    role: 'availability',
    title: 'Spot capacity as scarce as eight V100 in 2022, one series a zone',
    source: 'fitted to AWS us-west-2a V100 x 8, 2022-10 (Wu et al., NSDI 2024; Frontier-CS, MIT)',
    licence: ownWork,
    assumptions: 'zones independent; a failed ping counts as a revocation',
    open: (request) => openAvailability(request, scarceSpot),
  },
  {
    name: 'shipped/spot-market',
    role: 'availability',
    title: 'Spot capacity of L4-like GPUs, zones of a region in part together, losses in part',
    source:
      'runs scaled to the best of nine AWS V100 zones, 2023; shape, common falls and shares lost ' +
      "fitted to Can't Be Late 2022 and Oobleck (MIT); notes beside the figures",
    licence: ownWork,
    assumptions:
      'ASSUMED for L4: runs of 10.4 h and 1.03 h are mean figures of a recording not at hand; ' +
      'zones fall together as GPU types of one zone do; 26 losses in part for 64 whole ones were ' +
      'counted by hand, and every share rests on it; revocation comes out near 0.1 per ' +
      'instance-hour, where AWS Spot Advisor of 2025 says at least 0.0003 for its worst band: ' +
      'vary it by a factor of 100',
    open: (request) => openMarket(request, assumedL4Market),
  },
  {
    name: 'shipped/spot-market-scarce',
    role: 'availability',
    title: 'Spot capacity as scarce as eight V100 in 2022, zones in part together, losses in part',
    source:
      "fitted to AWS us-west-2a V100 x 8, 2022-10 (Can't Be Late, NSDI 2024, MIT); shares lost: " +
      'g4dn fleet (Oobleck, MIT)',
    licence: ownWork,
    assumptions:
      'zones of a region fall together as GPU types of one zone do (ASSUMED); a failed ping ' +
      'closes; 26 losses in part for 64 whole ones were counted by hand in a recording not at hand',
    open: (request) => openMarket(request, scarceMarket),
  },
  {
    name: 'shipped/rtt',
    role: 'rtt',
    title: 'Round trips between regions by great-circle distance',
    source: '17.9 ms per 1 000 km: least squares over player cells and sites of a real game, 2024',
    licence: ownWork,
    assumptions: '1 ms inside a region; no detours of single cables',
    open: (request) => ({ role: 'rtt', matrix: generateRtt(request.regions) }),
  },
  {
    name: 'shipped/jitter',
    role: 'jitter',
    title: 'Jitter of personal devices: log-normal body and 0.5 % spikes, CV 0.61',
    source: 'fitted to Seattle devices (Zhu et al., ToN 2017; NetLatency-Data, MIT)',
    licence: ownWork,
    assumptions: 'one law for all links, in proportion to the base; the recorded pool is wider',
    open: () => ({ role: 'jitter', sample: generateDeviceJitter(deviceJitter) }),
  },
  {
    name: 'shipped/jitter-wired',
    role: 'jitter',
    title: 'Jitter of wired hosts over hours: 90 % within 5 %, one in 200 nearly threefold',
    source: 'quantiles of PlanetLab slice ratios (Zhu et al., ToN 2017; NetLatency-Data, MIT)',
    licence: ownWork,
    assumptions: 'two slices hours apart stand for the variation within a match',
    open: () => ({ role: 'jitter', sample: generateTableJitter(wiredJitter) }),
  },
  {
    name: 'shipped/jitter-by-link',
    role: 'jitter',
    title: 'Delays of personal devices, each link with shares of its own; one in 30 beyond 0.6 s',
    source:
      'fitted to the sweeps of 99 Seattle devices (Zhu et al., ToN 2017; NetLatency-Data, MIT)',
    licence: ownWork,
    assumptions: 'added to the base, whatever that is; slices 16 s apart; no delay is a loss',
    open: () => ({ role: 'jitter', sample: { factors: [1], links: seattleLinks } }),
  },
  {
    name: 'shipped/npc-turns',
    role: 'tokens',
    title: 'Prompt and reply tokens of conversation turns, 4 096 rows',
    source: 'quantiles of Azure LLM inference trace 2023, conversation (CC BY 4.0)',
    licence: ownWork,
    assumptions: 'an NPC turn is sized like a chat turn',
    open: () => ({ role: 'tokens', sample: generateTokens(azureConversation, 4096, shelfSeed) }),
  },
  {
    name: 'shipped/training-jobs',
    role: 'jobs',
    title: 'Arrivals, lengths and widths of training jobs of a large cluster, 11 an hour',
    source: 'fitted to Alibaba PAI 2020 as extracted for GAIA (umassos/GAIA, MIT; CC BY 4.0)',
    licence: ownWork,
    assumptions: 'gap, length and width independent; no daily cycle; jobs under 5 min left out',
    open: ({ span }) => ({ role: 'jobs', sample: generateJobs(paiJobs, span, shelfSeed) }),
  },
];

/** Every shipped trace, in the order people should read them. */
export function listTraces(): readonly ShelfEntry[] {
  return entries;
}

/** The shipped trace of that name; refused with the nearest name when there is none. */
export function findTrace(name: string): ShelfEntry {
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry;
  const names = entries.map((candidate) => candidate.name);
  return refuse({
    file: 'shipped traces',
    row: 0,
    found: shown(name),
    wanted: `the name of a shipped trace${nearestHint(name, names)}`,
  });
}

function openCarbon(request: BundleRequest): RoleContent {
  const hours = 168 * (1 + Math.ceil(request.span / (7 * DAY)));
  const zones = [...new Set(request.regions.map((region) => region.grid))];
  const { epoch, pastHours } = request;
  const series = zones.map((zone): CarbonSeries<'average'> => {
    const figures = carbonFigures.get(zone) ?? refuseName('shipped/carbon', zone, carbonFigures);
    const made = generateCarbon(figures, { zone, epoch, hours }, shelfSeed);
    const label = { accounting: 'average', scope: 'lifecycle' } as const;
    if (pastHours === undefined) return { ...made, ...label };
    const past = generatePast(figures, { zone, epoch, hours: pastHours }, shelfSeed);
    return { ...made, ...label, before: past };
  });
  return { role: 'carbon', series };
}

function openPrices(request: BundleRequest): RoleContent {
  const span = request.span + HOUR;
  const prices = request.regions.map(({ name }) => {
    const figures = l4Prices.get(name) ?? refuseName('shipped/l4-prices', name, l4Prices);
    return [name, generatePrices(figures, name, span, shelfSeed)] as const;
  });
  return { role: 'prices', prices };
}

function openAvailability(request: BundleRequest, figures: typeof assumedL4Spot): RoleContent {
  const span = request.span + 2 * DAY;
  const names = request.regions.flatMap((region) =>
    Array.from({ length: region.zones }, (_, i) => `${region.name}/${i}`),
  );
  const series = names.map((name) => generateAvailability(figures, name, span, shelfSeed));
  return { role: 'availability', series };
}

function openMarket(request: BundleRequest, figures: MarketFigures): RoleContent {
  const span = request.span + 2 * DAY;
  const series = request.regions.flatMap(({ name, zones }) =>
    generateMarket(figures, { region: name, zones, span }, shelfSeed),
  );
  return { role: 'availability', series };
}

function refuseName(file: string, found: string, known: ReadonlyMap<string, unknown>): never {
  const wanted = `one of its ${known.size} names${nearestHint(found, [...known.keys()])}`;
  return refuse({ file, row: 0, found: shown(found), wanted });
}

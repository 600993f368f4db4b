import { draw } from '../../engine/distributions.ts';
import { log1p } from '../../engine/math.ts';
import { openStream, uniform } from '../../engine/random.ts';
import { type Duration, SECOND } from '../../engine/units.ts';
import type { Series } from '../series.ts';
import { withoutRepeats } from '../series-ops.ts';
import { type QuantileTable, quantileAt } from './quantiles.ts';

/** Run lengths as a mixture of short and long runs, each without memory, in whole ticks. */
export interface RunFigures {
  /** Share of runs that are short. */
  readonly short: number;
  /** Chance a tick that a short run ends, and that a long one does. */
  readonly leave: readonly [short: number, long: number];
}

/** A spot market's figures: what one zone does, and what the zones of a region do together. */
export interface MarketFigures {
  readonly tick: Duration;
  readonly up: RunFigures;
  readonly down: RunFigures;
  /** Chance a tick of a shock that closes every open zone of the region, for a long down run. */
  readonly shock: number;
  /** Chance a tick of an open zone to lose a share of its instances and go on selling. */
  readonly dip: number;
  /** Share that such a loss takes, by quantile. */
  readonly dipShare: QuantileTable;
}

/** Zones of one region, which are generated together. */
export interface MarketPlace {
  readonly region: string;
  readonly zones: number;
  readonly span: Duration;
}

/** Mean run in ticks. */
export function meanRun({ short, leave }: RunFigures): number {
  return short / leave[0] + (1 - short) / leave[1];
}

/**
 * The zones of a region as shares of capacity sold: semi-Markov up and down runs, correlated by
 * shocks of the region. A shock has no memory, so each zone's own runs are drawn with what is left
 * of its hazard: up and down runs keep the laws of the figures. What a shock closes comes back
 * together. Steps of all zones lie at one instant within each tick, drawn for the region.
 */
export function generateMarket(
  figures: MarketFigures,
  { region, zones, span }: MarketPlace,
  seed: number,
): readonly Series[] {
  checkShock(figures);
  const shocks = drawShocks(figures, openStream(seed, `market/${region}/shocks`), span);
  const instants = drawInstants(figures, openStream(seed, `market/${region}/instants`), shocks);
  return Array.from({ length: zones }, (_, zone) => {
    const name = `${region}/${zone}`;
    const levels = walkZone(figures, shocks, openStream(seed, `market/${name}`));
    addDips(figures, levels, openStream(seed, `market/${name}/dips`));
    return withoutRepeats({
      name,
      unit: '1',
      times: instants,
      values: levels,
      span: shocks.length * figures.tick,
      end: 'repeat',
      beside: region,
    });
  });
}

/** Share of falls that shocks cause: shocks an up tick over falls an up tick. */
function shockedShare({ shock, up }: MarketFigures): number {
  return shock * meanRun(up);
}

function checkShock(figures: MarketFigures): void {
  const { shock, up, down } = figures;
  if (shock < up.leave[1] && shockedShare(figures) <= 1 - down.short) return;
  throw new Error(`shock ${shock} a tick leaves a zone no falls or no long down runs of its own`);
}

/** For each tick, how many ticks a shock at it lasts; 0 where there is none. */
function drawShocks({ shock, down, tick }: MarketFigures, stream: Int32Array, span: Duration) {
  return Array.from({ length: Math.ceil(span / tick) }, () => {
    // Always both draws: whether a shock comes does not move the next one.
    const isShock = uniform(stream, 0) < shock;
    const length = 1 + Math.floor(exponentialTicks(down.leave[1], stream));
    return isShock ? length : 0;
  });
}

// The whole part of an exponential time is geometric: the same law as a chance to leave a tick.
function exponentialTicks(leave: number, stream: Int32Array): number {
  return draw({ kind: 'exponential', mean: -1 / log1p(-leave) }, stream, 0);
}

function drawInstants(
  { tick }: MarketFigures,
  stream: Int32Array,
  shocks: readonly number[],
): readonly number[] {
  return shocks.map((_, n) => {
    const within = Math.floor((uniform(stream, 0) * tick) / SECOND) * SECOND;
    return n === 0 ? 0 : n * tick + within;
  });
}

/** Up (1) or down (0) by tick. A shock closes an open zone; it does not lengthen a down run. */
function walkZone(figures: MarketFigures, shocks: readonly number[], stream: Int32Array): number[] {
  const { up, down, shock } = figures;
  const own = up.leave.map((leave) => 1 - (1 - leave) / (1 - shock));
  const ownShort = down.short / (1 - shockedShare(figures));
  const zone = { isUp: uniform(stream, 0) < shareUp(figures), isShort: false, shockedUntil: 0 };
  return shocks.map((length, tick) => {
    const leaves = uniform(stream, 0);
    const isShort = uniform(stream, 0);
    const phase = zone.isShort ? 0 : 1;
    if (zone.isUp && length > 0) {
      Object.assign(zone, { isUp: false, shockedUntil: tick + length });
    } else if (zone.isUp && leaves < own[phase]) {
      Object.assign(zone, { isUp: false, isShort: isShort < ownShort });
    } else if (!zone.isUp && isOver(zone.shockedUntil, tick, leaves < down.leave[phase])) {
      Object.assign(zone, { isUp: true, isShort: isShort < up.short, shockedUntil: 0 });
    }
    return zone.isUp ? 1 : 0;
  });
}

// A down run of a shock ends when the shock does; one of the zone's own by its own chance.
function isOver(shockedUntil: number, tick: number, leaves: boolean): boolean {
  return shockedUntil > 0 ? tick >= shockedUntil : leaves;
}

function shareUp({ up, down }: MarketFigures): number {
  return meanRun(up) / (meanRun(up) + meanRun(down));
}

/** Lowers an open zone's level for one tick at a time; the tick after it is whole again. */
function addDips({ dip, dipShare }: MarketFigures, levels: number[], stream: Int32Array): void {
  for (let tick = 1; tick < levels.length; tick++) {
    const isDip = uniform(stream, 0) < dip;
    const lost = quantileAt(dipShare, uniform(stream, 0));
    if (isDip && levels[tick] === 1 && levels[tick - 1] === 1) levels[tick] = 1 - lost;
  }
}

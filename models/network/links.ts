import { openStream, uniform } from '../../engine/random.ts';
import { normalCdf, normalQuantile } from '../../engine/special.ts';
import { delayAt, drawShares, type LinkJitter } from '../../traces/series-links.ts';

/** Delays by group * regions + region: one population, shares of its own for each link. */
export interface LinksSetup {
  readonly population: LinkJitter;
  readonly delayed: Float64Array;
  readonly far: Float64Array;
}

/** Half a step of the 53-bit grid, so that a normal quantile is never taken at 0. */
const HALF_STEP = 5.551115123125783e-17;
const LARGEST = 1 - 2 * HALF_STEP;

/** Draws each link's shares from a stream named after its ends: no list moves another link. */
export function drawLinks(
  population: LinkJitter,
  seed: number,
  groups: readonly string[],
  regions: readonly string[],
): LinksSetup {
  const shares = groups.flatMap((group) =>
    regions.map((region) =>
      drawShares(population, openStream(seed, `links/${group}/${region}`), 0),
    ),
  );
  return {
    population,
    delayed: Float64Array.from(shares, (share) => share.delayed),
    far: Float64Array.from(shares, (share) => share.far),
  };
}

/** A standard normal value from the stream at `at`. */
export function drawMood(chance: Int32Array, at: number): number {
  return normalQuantile(uniform(chance, at) + HALF_STEP);
}

/**
 * What one round trip takes beyond the link's base, microseconds: one draw from the stream at `at`
 * of `state`, bent by the link's mood. Its law over all moods is the link's own.
 */
export function drawDelay(
  { links: { population, delayed, far }, mood }: { links: LinksSetup; mood: number },
  link: number,
  state: Int32Array,
  at: number,
): number {
  const { share } = population.memory;
  const own = normalQuantile(uniform(state, at) + HALF_STEP);
  const score = Math.sqrt(share) * mood + Math.sqrt(1 - share) * own;
  const shares = { delayed: delayed[link], far: far[link] };
  return delayAt(population, shares, Math.min(normalCdf(score), LARGEST));
}

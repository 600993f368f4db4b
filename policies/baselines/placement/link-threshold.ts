import type { ParameterSpecs } from '../../listing.ts';
import { type GateListing, resolveParameters } from '../../listing.ts';
import { type LinkView, PLACES, type PlacementBrief, type PlacementGate } from '../../placement.ts';
import { bestChoice } from './fixed.ts';

const PARAMETERS: ParameterSpecs = {
  reserve: {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.1,
    doc: 'Share of the budget kept free for what the estimate does not know.',
  },
  retry: {
    unit: 'duration',
    least: 100_000,
    most: 60_000_000,
    default: 1_000_000,
    doc: 'A way not measured for this long is tried again, so that it cannot be given up for good.',
  },
};

type Estimate = (link: LinkView) => number;

/**
 * A gate that believes one number of each way: a remote place is taken when that number, the wait
 * last scraped and the work of the best variant leave the reserve free. The cloud comes first, for
 * it is cheaper; then the edge; then the device; then the less late of the two ways.
 */
function threshold(
  id: string,
  doc: string,
  estimate: Estimate,
): GateListing<PlacementBrief, PlacementGate> {
  return {
    doc,
    parameters: PARAMETERS,
    create(given, brief): PlacementGate {
      const { reserve, retry } = resolveParameters(id, PARAMETERS, given);
      const choices = PLACES.map((_, place) => bestChoice(brief.variants, place));
      const allowed = brief.budget * (1 - reserve);
      const works = choices.map((choice, place) => workOf(brief, choice, place));
      const hasLocal = Number.isFinite(works[0]);
      const needs = (link: LinkView, place: number) => {
        // A way that was never measured, or not for long, is given the benefit of the doubt.
        const rtt = link.age > retry ? 0 : estimate(link);
        return rtt + link.wait + works[place];
      };
      return {
        id,
        begin: () => null,
        choose: ({ links, heat }) => {
          const edge = needs(links[0], 1);
          const cloud = needs(links[1], 2);
          if (cloud <= allowed) return choices[2];
          if (edge <= allowed) return choices[1];
          if (heat >= 0 && hasLocal) return choices[0];
          return edge <= cloud ? choices[1] : choices[2];
        },
      };
    },
  };
}

function workOf({ variants }: PlacementBrief, choice: number, place: number): number {
  return variants[choice % variants.length].work[place];
}

/** Believes the last round trip. */
export const lastRtt = threshold(
  'baselines/last-rtt',
  'Myopic: believes the last round trip of each way; the cloud where that fits the budget, else ' +
    'the edge, else the device.',
  ({ lastRtt: last }) => last,
);

/** Believes the mean of the last ten seconds. */
export const movingAverage = threshold(
  'baselines/moving-average',
  'Believes the exponential mean of each way over ten seconds, with the same rule as last-rtt.',
  ({ slowRtt }) => slowRtt,
);

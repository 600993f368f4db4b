import { MINUTE } from '../../engine/units.ts';
import type { MarketFigures, RunFigures } from './market.ts';

/**
 * Share of a fleet's nodes that a revocation takes: AWS g4dn, 48 revocations of 74 nodes in 10.8 h
 * (Thorpe et al., Bamboo, NSDI 2023; recording of SymbioticLab/Oobleck, MIT).
 */
const lostShares = [
  [0, 0.0556],
  [0.25, 0.0667],
  [0.5, 0.1],
  [0.75, 0.2],
  [0.9, 0.25],
  [1, 0.3333],
] as const;

/**
 * Losses of a part for each loss of all: of 90 times that four V100 in us-west-2c were not all
 * there, 64 ended with none and 26 came back before (skypilot-org/spot-traces, 4-node preemption
 * trace of 2023-08-03 to 21, counted by hand from commit b266313 on 2026-11-21).
 */
const dipsPerClosing = 26 / 64;

/** Mean up run of the recording below, ten-minute ticks: turns dips a closing into dips a tick. */
const scarceUpTicks = 8.357;

/**
 * Fitted to AWS us-west-2a, V100 x 8, 1 764 ten-minute pings from 26 October 2022 on (Wu et al.,
 * "Can't Be Late", NSDI 2024, via FrontierCS/Frontier-CS, MIT): 140 whole runs up and as many down,
 * two phases by expectation and maximisation. The shock is what four GPU types of that one zone
 * fell together beyond chance, per tick at which two could fall; that the zones of a region fall
 * together as the types of one zone do is ASSUMED, and so is that dips add to the pings' falls.
 */
export const scarceMarket: MarketFigures = {
  tick: 10 * MINUTE,
  up: { short: 0.6377, leave: [0.6242, 0.04939] },
  down: { short: 0.6569, leave: [0.6375, 0.1087] },
  shock: 0.01062,
  dip: dipsPerClosing / scarceUpTicks,
  dipShare: lostShares,
};

// Mean runs in ten-minute ticks: 10.4 h and 1.03 h, as of the best of nine zones for V100 in 2023.
const assumedUpTicks = 62.4;
const assumedDownTicks = 6.18;
const slower = assumedUpTicks / scarceUpTicks;

/**
 * ASSUMED for L4: mean runs of the best of nine AWS zones for V100 in 2023 (available 0.91, sold
 * 10.4 h: skypilot-org/spot-traces, mean figures, taken over from notes: that recording is not at
 * hand and nothing here checks them), with the shape of runs, the share of common falls and the
 * dips a closing of the scarce market. No public recording of L4 is known.
 */
export const assumedL4Market: MarketFigures = {
  tick: scarceMarket.tick,
  up: stretched(scarceMarket.up, slower),
  down: stretched(scarceMarket.down, assumedDownTicks / 4.186),
  shock: scarceMarket.shock / slower,
  dip: scarceMarket.dip / slower,
  dipShare: lostShares,
};

function stretched({ short, leave }: RunFigures, times: number): RunFigures {
  return { short, leave: [leave[0] / times, leave[1] / times] };
}

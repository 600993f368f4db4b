import { draw } from '../../engine/distributions.ts';
import { exp, log } from '../../engine/math.ts';
import { below, seedState, uniform } from '../../engine/random.ts';
import { normalQuantile } from '../../engine/special.ts';
import { minusLog } from '../../engine/unit-log.ts';
import { roundTime, SECOND } from '../../engine/units.ts';
import { readChance } from '../devices/annealer.ts';
import { qubitsFor } from '../devices/embedding.ts';
import type { Growth, SearchesSetup } from './setup.ts';
import { type Search, type SearchesState, STAGE } from './state.ts';

const HALF_STEP = 5.551115123125783e-17;
/** Where in the scratch words the search's own stream and its graph's lie. */
const OWN = 0;
const GRAPH = 4;

/**
 * Everything that one search will need, whoever solves it: drawn from a stream of its own when it
 * comes, so that contenders meet the same searches, the same luck and the same graphs.
 */
export function drawSearch(
  state: SearchesState,
  setup: SearchesSetup,
  serial: number,
  now: number,
): Search {
  const { scratch } = state;
  const { annealer, classical } = setup;
  seedState(scratch, OWN, state.drawKeys, serial);
  const graph = drawGraph(state, setup, serial);
  const size = drawSize(setup, scratch);
  const embedding = grow(annealer.embedding, size, scratch, GRAPH);
  const { failure } = qubitsFor(annealer.device.graph, size);
  return {
    stage: STAGE.free,
    arrivedAt: now,
    size,
    graph,
    choice: 0,
    isFailure: false,
    classical: grow(classical.law, size, scratch, OWN),
    embedding,
    embeds: uniform(scratch, GRAPH) >= failure,
    chance: readChance(annealer.device.success, size, openUniform(scratch)),
    luck: uniform(scratch, OWN),
    miss: minusLog(1 - uniform(scratch, OWN)) * annealer.missGap,
    roundTrip: Math.max(0, roundTime(draw(annealer.roundTrip, scratch, OWN))),
    askedAt: 0,
    access: 0,
  };
}

function drawGraph(
  { scratch, commonKeys, freshKeys }: SearchesState,
  { commonShare, commonGraphs }: SearchesSetup,
  serial: number,
): number {
  const isCommon = uniform(scratch, OWN) < commonShare;
  const graph = below(scratch, OWN, Math.max(1, commonGraphs));
  if (isCommon && commonGraphs > 0) {
    seedState(scratch, GRAPH, commonKeys, graph);
    return graph;
  }
  seedState(scratch, GRAPH, freshKeys, serial);
  return -1;
}

function drawSize({ size }: SearchesSetup, scratch: Int32Array): number {
  const normal = normalQuantile(uniform(scratch, GRAPH) + HALF_STEP);
  const drawn = Math.round(exp(size.mu + size.sigma * normal));
  return Math.min(size.most, Math.max(size.least, drawn));
}

function grow(law: Growth, size: number, scratch: Int32Array, at: number): number {
  const normal = normalQuantile(uniform(scratch, at) + HALF_STEP);
  const seconds = exp(law.intercept + law.slope * log(size) + law.sd * normal);
  return Math.max(1, roundTime(seconds * SECOND));
}

function openUniform(scratch: Int32Array): number {
  return uniform(scratch, OWN) + HALF_STEP;
}

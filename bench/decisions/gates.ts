import { openStream, uniform } from '../../engine/random.ts';
import { MILLISECOND, SECOND } from '../../engine/units.ts';
import type {
  LinkView,
  PlacementBrief,
  PlacementGate,
  PlacementView,
} from '../../policies/placement.ts';
import { placementGates } from '../../policies/registry.ts';

/** Times of a gate's calls, microseconds, and of making it, milliseconds. */
export interface GateTimes {
  readonly id: string;
  readonly createMs: number;
  readonly choose: Float64Array;
  readonly hear: Float64Array;
}

const calls = 200_000;
const warmUp = 50_000;

/** Times every placement gate of the registry over the same views. */
export function timeGates(): readonly GateTimes[] {
  return Object.entries(placementGates).map(([id, listing]) => {
    const from = performance.now();
    const gate = listing.create({}, brief);
    return { id, createMs: performance.now() - from, ...timeCalls(gate) };
  });
}

/** Four variants and three places: as many choices as a table may hold. */
const brief: PlacementBrief = {
  variants: [1, 0.97, 0.9, 0.8].map((fidelity, i) => ({
    name: `variant-${i}`,
    fidelity,
    work: [[Infinity, 16, 7, 3][i], [8, 5, 3, 1][i], [6, 4, 2, 1][i]].map((ms) => ms * MILLISECOND),
  })),
  budget: 50 * MILLISECOND,
  frameEvery: 16_667,
  pricePerSecond: [0, 2e-4, 1e-4],
  powerW: [5, 60, 60],
  hasFallback: true,
};

function timeCalls(gate: PlacementGate): Omit<GateTimes, 'id' | 'createMs'> {
  const views = drawViews();
  const view = {
    ...views[0],
    links: [{ ...views[0].links[0] }, { ...views[0].links[1] }],
  } as const;
  const memory = gate.begin();
  const choose = new Float64Array(calls);
  const hear = new Float64Array(calls);
  for (let call = -warmUp; call < calls; call++) {
    fill(view, views[(call + warmUp) % views.length]);
    const from = performance.now();
    const choice = gate.choose(view, memory);
    const chosen = performance.now();
    const response = (20 + ((call + warmUp) % 50)) * MILLISECOND;
    const { at, player } = view;
    const isLate = response > brief.budget;
    const outcome = { at, player, choice, response, roundTrip: 0, isLate, isFallback: false };
    const told = performance.now();
    gate.hear?.(outcome, memory);
    const heard = performance.now();
    if (call < 0) continue;
    choose[call] = (chosen - from) * 1000;
    hear[call] = (heard - told) * 1000;
  }
  return { choose: choose.sort(), hear: hear.sort() };
}

// As a game does it: one object, filled for every frame.
function fill(view: PlacementView, from: PlacementView): void {
  const { links, ...rest } = from;
  Object.assign(view, rest);
  Object.assign(view.links[0], links[0]);
  Object.assign(view.links[1], links[1]);
}

function drawViews(): readonly PlacementView[] {
  const state = openStream(20_251_225, 'decisions/views');
  return Array.from({ length: 4096 }, (_, i) => ({
    at: i * 1000,
    player: i % 1000,
    group: 0,
    links: [drawLink(state, 10), drawLink(state, 40)],
    heat: uniform(state, 0) < 0.4 ? -1 : uniform(state, 0),
    choice: i % 12,
    intensityGPerKwh: 100 + 500 * uniform(state, 0),
  }));
}

function drawLink(state: Int32Array, baseMs: number): LinkView {
  const at = (spread: number) => baseMs * MILLISECOND * (1 + spread * uniform(state, 0));
  const level = at(0.5);
  return {
    ...{ lastRtt: at(2), quickRtt: at(1), slowRtt: at(1), jitter: 2 * MILLISECOND },
    ...{ p10Rtt: level, p25Rtt: level * 1.05, medianRtt: level * 1.1 },
    ...{ p75Rtt: level * 1.3, p90Rtt: level * 1.6, p95Rtt: level * 2 },
    ...{ loss: uniform(state, 0) < 0.9 ? 0 : 0.03, age: SECOND * uniform(state, 0) },
    ...{ wait: MILLISECOND * uniform(state, 0), waitAge: 10 * SECOND },
  };
}

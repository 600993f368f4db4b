import { AGES, ageChance } from './hazards.ts';
import {
  ACTION,
  type Modes,
  modeAt,
  modesOf,
  NOTHING,
  type SpotProblem,
  type SpotState,
  type Step,
  stepOn,
} from './problem.ts';

/** What cannot be: a job that would miss its deadline. */
const NEVER = 1e12;

/** Market states: down by age bucket, then up by age bucket. */
const MARKETS = 2 * AGES;

/** The best action for every state of a problem. */
export interface SpotTable {
  readonly problem: SpotProblem;
  readonly modes: Modes;
  /** First entry of each count of ticks left. */
  readonly rows: readonly number[];
  readonly actions: Uint8Array;
  /** Expected cost, ticks of on-demand, with all ticks left: by work, mode and market state. */
  readonly costs: Float64Array;
}

interface Layers {
  readonly problem: SpotProblem;
  readonly modes: Modes;
  /** By market state: chance to end; of those that live on, chance to enter the next bucket. */
  readonly ends: Float64Array;
  readonly ages: Float64Array;
  /** Cost to go by work, mode and market state: with `left` ticks, and expected over the next. */
  readonly costs: Float64Array;
  readonly expected: Float64Array;
  readonly onDemand: Step;
  readonly spot: Step;
}

/**
 * Solves the finite-horizon dynamic program backwards from the deadline. Waiting and spot are
 * allowed only where the job could still be finished on on-demand if capacity were lost at the end
 * of the tick with the most work that a loss undoes: the deadline holds whatever the hazards are.
 * Of equal costs waiting goes first, then spot.
 */
export function solveSpot(problem: SpotProblem): SpotTable {
  const { ticks, work } = problem;
  const modes = modesOf(problem);
  const rows = rowsOf(problem, modes);
  const actions = new Uint8Array(rows[ticks + 1]);
  const layers = openLayers(problem, modes);
  layers.costs.fill(NEVER);
  layers.costs.fill(0, 0, modes.count * MARKETS);
  for (let left = 1; left <= ticks; left++) {
    expect(layers, Math.min(work, (left - 1) * problem.unitsPerTick));
    choose(layers, left, actions.subarray(rows[left], rows[left + 1]));
  }
  return { problem, modes, rows, actions, costs: layers.costs };
}

/** Work that can still be done with so many ticks left needs a row of its own; more does not. */
function rowsOf({ ticks, work, unitsPerTick }: SpotProblem, { count }: Modes): readonly number[] {
  const rows = [0];
  for (let left = 0; left <= ticks; left++) {
    rows.push(rows[left] + (Math.min(work, left * unitsPerTick) + 1) * count * MARKETS);
  }
  return rows;
}

function openLayers(problem: SpotProblem, modes: Modes): Layers {
  const { hazards, work } = problem;
  const ends = Float64Array.from([...hazards.down, ...hazards.up]);
  const cells = (work + 1) * modes.count * MARKETS;
  return {
    problem,
    modes,
    ends,
    ages: ends.map((hazard, market) => ageChance(hazard, market % AGES)),
    costs: new Float64Array(cells),
    expected: new Float64Array(cells),
    onDemand: { used: 0, work: 0, mode: 0 },
    spot: { used: 0, work: 0, mode: 0 },
  };
}

/** Expected cost to go after one tick of the market, for a job that then stands in a mode. */
function expect(layers: Layers, most: number): void {
  const { modes } = layers;
  for (let work = 1; work <= most; work++) {
    for (let mode = 0; mode < modes.count; mode++) {
      const isSpot = mode >= modeAt(modes, 1, 0);
      if (!isSpot) expectMarket(layers, work * modes.count + mode, 0);
      expectMarket(layers, work * modes.count + mode, AGES);
      if (isSpot) expectLoss(layers, work, mode);
    }
  }
}

/** Market states from `first` on, as if the job stayed in its mode when the run ends. */
function expectMarket({ ends, ages, costs, expected }: Layers, cell: number, first: number): void {
  const base = cell * MARKETS;
  const other = costs[base + (first === 0 ? AGES : 0)];
  for (let market = first; market < first + AGES; market++) {
    const stay = costs[base + market];
    const next = ages[market] > 0 ? costs[base + market + 1] : stay;
    const lives = stay + ages[market] * (next - stay);
    expected[base + market] = lives + ends[market] * (other - lives);
  }
}

/** A job on spot that loses it runs nothing afterwards, and some of its work is undone. */
function expectLoss(layers: Layers, work: number, mode: number): void {
  const { ends, costs, expected, modes, problem } = layers;
  const base = (work * modes.count + mode) * MARKETS;
  const whole = Math.floor(problem.undoneMean);
  const at = (undone: number) => {
    return costs[(Math.min(problem.work, work + undone) * modes.count + NOTHING) * MARKETS];
  };
  const lost = at(whole) + (problem.undoneMean - whole) * (at(whole + 1) - at(whole));
  const stayed = costs[base];
  for (let market = AGES; market < MARKETS; market++) {
    expected[base + market] += ends[market] * (lost - stayed);
  }
}

function choose(layers: Layers, left: number, actions: Uint8Array): void {
  const { problem, modes, onDemand, spot } = layers;
  const { unitsPerTick, changeover, undoneMost } = problem;
  const most = Math.min(problem.work, left * unitsPerTick);
  const after = (left - 1) * unitsPerTick;
  for (let work = 1; work <= most; work++) {
    for (let mode = 0; mode < modes.count; mode++) {
      stepOn(problem, modes, { work, mode, market: 0 }, onDemand);
      stepOn(problem, modes, { work, mode, market: 1 }, spot);
      const pending = modes.pending[onDemand.mode - 1];
      const isInTime = onDemand.work === 0 || onDemand.work + pending <= after;
      const undone = Math.min(problem.work, spot.work + undoneMost);
      const maySpot = spot.work === 0 || undone + changeover <= after;
      const may = { wait: work + changeover <= after, onDemand: isInTime, spot: maySpot };
      chooseMarkets(layers, work * modes.count + mode, may, actions);
    }
  }
}

interface Allowed {
  readonly wait: boolean;
  readonly onDemand: boolean;
  readonly spot: boolean;
}

function chooseMarkets(layers: Layers, cell: number, may: Allowed, actions: Uint8Array): void {
  const { problem, modes, expected, costs, onDemand, spot } = layers;
  const mode = cell % modes.count;
  const waitAt = (cell - mode + NOTHING) * MARKETS;
  const onDemandAt = (onDemand.work * modes.count + onDemand.mode) * MARKETS;
  const spotAt = (spot.work * modes.count + spot.mode) * MARKETS;
  for (let market = 0; market < MARKETS; market++) {
    let best = may.onDemand ? onDemand.used : NEVER;
    let action: number = ACTION.onDemand;
    if (may.onDemand && onDemand.work > 0) best += expected[onDemandAt + market];
    if (may.spot && market >= AGES) {
      const rest = spot.work > 0 ? expected[spotAt + market] : 0;
      const cost = spot.used * problem.spotPrice + rest;
      if (cost <= best) {
        best = cost;
        action = ACTION.spot;
      }
    }
    if (may.wait && expected[waitAt + market] <= best) {
      best = expected[waitAt + market];
      action = ACTION.wait;
    }
    costs[cell * MARKETS + market] = best;
    actions[cell * MARKETS + market] = action;
  }
}

/**
 * The best action in a state. Work beyond what on-demand can still do, or beyond the table, is
 * done on on-demand; more ticks left than the table has are as good as all of them.
 */
export function lookUp(table: SpotTable, state: SpotState): number {
  const { problem, rows, actions } = table;
  const left = Math.min(state.ticksLeft, problem.ticks);
  if (left < 0) return ACTION.onDemand;
  const at = rows[left] + cellOf(table, state);
  return at < rows[left + 1] ? actions[at] : ACTION.onDemand;
}

/** Expected cost from a state with all ticks left, in ticks of on-demand. */
export function costOf(table: SpotTable, state: Omit<SpotState, 'ticksLeft'>): number {
  return table.costs[cellOf(table, state)];
}

function cellOf({ modes, problem }: SpotTable, state: Omit<SpotState, 'ticksLeft'>): number {
  const { work, runs, pending, isUp, age } = state;
  const level = Math.min(modes.levels - 1, Math.ceil(pending / problem.unitsPerTick));
  const mode = runs === 'nothing' ? NOTHING : modeAt(modes, runs === 'spot' ? 1 : 0, level);
  return (work * modes.count + mode) * MARKETS + (isUp ? AGES : 0) + age;
}

/** A job that may stand still, slots until its deadline, and what each of them emits. */
export interface SlotProblem {
  /** Units of work that fit into one slot. */
  readonly unitsPerSlot: number;
  /** Units that a start costs: launch, restart, and the checkpoint it starts from. */
  readonly changeover: number;
  /** By place: grams a unit emits, slot by slot; all lists are as long. */
  readonly intensity: readonly Float64Array[];
}

/** The least emissions from every state on. */
export interface SlotPlan {
  readonly slots: number;
  /** Most units that fit at all. */
  readonly most: number;
  readonly places: number;
  /** By slot, work and what runs (0 nothing, 1 + place): 0 wait, 1 + place run there. */
  readonly actions: Uint8Array;
  /** Grams from the first slot on by work, nothing running; over NEVER: it does not fit. */
  readonly costs: Float64Array;
}

const NEVER = 1e15;
/** Waiting must gain more than this part: equal hours are no reason to wait. */
const LEAST_GAIN = 1e-9;

/**
 * Cheapest slots of an interruptible job by dynamic programming over slot, work left and what runs.
 * Without change-overs these are the J slots of least intensity (Wiesner et al., "Let's Wait
 * Awhile", Middleware 2021); with them, a gap is used only where it saves more than a start costs.
 */
export function planSlots(problem: SlotProblem): SlotPlan {
  const { unitsPerSlot, intensity } = problem;
  const places = intensity.length;
  const slots = intensity[0].length;
  const most = slots * unitsPerSlot;
  const count = places + 1;
  const cells = (most + 1) * count;
  const actions = new Uint8Array(slots * cells);
  let later = new Float64Array(cells).fill(NEVER);
  later.fill(0, 0, count);
  let now = new Float64Array(cells);
  for (let slot = slots - 1; slot >= 0; slot -= 1) {
    const chosen = actions.subarray(slot * cells, (slot + 1) * cells);
    planSlot(problem, slot, { later, now, actions: chosen });
    [now, later] = [later, now];
  }
  const costs = Float64Array.from({ length: most + 1 }, (_, work) => later[work * count]);
  return { slots, most, places, actions, costs };
}

interface Frame {
  readonly later: Float64Array;
  readonly now: Float64Array;
  readonly actions: Uint8Array;
}

function planSlot(problem: SlotProblem, slot: number, { later, now, actions }: Frame): void {
  const count = problem.intensity.length + 1;
  const best: Choice = { cost: NEVER, action: 0 };
  now.fill(0, 0, count);
  for (let cell = count; cell < now.length; cell += 1) {
    const runs = cell % count;
    chooseRun(problem, { slot, cell, later }, best);
    const waiting = later[cell - runs];
    const isWaiting = waiting < best.cost * (1 - LEAST_GAIN);
    now[cell] = isWaiting ? waiting : best.cost;
    actions[cell] = isWaiting ? 0 : best.action;
  }
}

/** A way to spend a slot, and what it comes to from there on. */
interface Choice {
  cost: number;
  action: number;
}

interface Look {
  readonly slot: number;
  /** Work and what runs, as one place of the table. */
  readonly cell: number;
  readonly later: Float64Array;
}

/** Fills in the cheapest place to run in at a slot; of equals the one that runs already. */
function chooseRun(problem: SlotProblem, { slot, cell, later }: Look, best: Choice): void {
  const { unitsPerSlot, changeover, intensity } = problem;
  const count = intensity.length + 1;
  const most = later.length / count - 1;
  const runs = cell % count;
  best.cost = NEVER;
  best.action = runs;
  for (let place = 1; place < count; place += 1) {
    const whole = (cell - runs) / count + (place === runs ? 0 : changeover);
    if (whole > most) continue;
    const used = whole < unitsPerSlot ? whole : unitsPerSlot;
    const cost = used * intensity[place - 1][slot] + later[(whole - used) * count + place];
    if (cost > best.cost || (cost === best.cost && place !== runs)) continue;
    best.cost = cost;
    best.action = place;
  }
}

/** Where a job stands: `runs` is 0 for nothing, 1 + n for the n-th place. */
export interface SlotState {
  readonly slot: number;
  readonly work: number;
  readonly runs: number;
}

/** What the plan does: 0 wait, 1 + n run at the n-th place; undefined: too late for a plan. */
export function actionAt(plan: SlotPlan, unitsPerSlot: number, state: SlotState) {
  const { slots, most, places, actions } = plan;
  const { slot, work, runs } = state;
  const left = (slots - slot) * unitsPerSlot;
  if (slot < 0 || slot >= slots || work > left) return undefined;
  return actions[(slot * (most + 1) + work) * (places + 1) + runs];
}

import { expm1 } from '../../engine/math.ts';

/** Cells of a grid; a system of fewer requests has a cell for each. */
const CELLS = 800;
/** Cells beyond those in use that a step may reach, and a chance that is none. */
const MARGIN = 8;
const NOTHING = 1e-16;
/** Share of the room above what is needed now that a grid is made with. */
const SPARE = 1.3;

/** How likely so many requests are at a station: cell i stands for i * width of them. */
export interface Diffusion {
  chance: Float64Array;
  width: number;
  /** Cells that may hold more than nothing: none from here on. */
  active: number;
  /** Scratch of the solver, as long as `chance`. */
  up: Float64Array;
  down: Float64Array;
  upper: Float64Array;
}

/** What moves the number of requests at a station. Times in microseconds. */
export interface Motion {
  /** Mean arrivals per microsecond. */
  readonly rate: number;
  /** Those who may ask; whoever is at the station cannot. Infinity: arrivals do not notice. */
  readonly sources: number;
  /** Mean requests at the station, around which the sources are counted. */
  readonly mean: number;
  /** Slots, and the mean time a request holds one. */
  readonly slots: number;
  readonly hold: number;
  /** Slots beyond the first ones, that are taken when those are busy, and their mean time. */
  readonly moreSlots: number;
  readonly moreHold: number;
  /** Most requests at the station: those that come on top of them are lost. */
  readonly most: number;
  /** Variance of the departures while all slots are busy, beside a Poisson process. */
  readonly variance: number;
}

/** A station with nobody in it. */
export function openDiffusion(): Diffusion {
  const chance = new Float64Array(CELLS);
  chance[0] = 1;
  return {
    chance,
    width: 1,
    active: 2,
    up: new Float64Array(CELLS),
    down: new Float64Array(CELLS),
    upper: new Float64Array(CELLS),
  };
}

/** Arrivals per microsecond with x requests at the station: fewer ask when many wait. */
export function arrivalRate({ rate, sources, mean }: Motion, x: number): number {
  return rate * Math.max(0, 1 - (x - mean) / sources);
}

/** Departures per microsecond with x requests at the station. */
export function serviceRate(motion: Motion, x: number): number {
  const first = Math.min(x, motion.slots) / motion.hold;
  const more = Math.min(Math.max(x - motion.slots, 0), motion.moreSlots);
  return first + more / motion.moreHold;
}

/**
 * Lets a stretch of time pass: the chances follow their Fokker-Planck equation, drift arrivals
 * less departures, variance arrivals plus departures. Exponentially fitted differences (Scharfetter
 * and Gummel 1969) in space, one implicit step in time: never negative, and it keeps the sum.
 */
export function passDiffusion(diffusion: Diffusion, motion: Motion, span: number): void {
  fitGrid(diffusion, motion);
  widen(diffusion, motion, span);
  setRates(diffusion, motion, span);
  solve(diffusion);
  narrow(diffusion);
}

/** Makes room for as many as may come in a span, with more to spare than is likely. */
function widen(diffusion: Diffusion, { rate }: Motion, span: number): void {
  const come = rate * span;
  const more = (come + 10 * Math.sqrt(come)) / diffusion.width;
  diffusion.active = Math.min(CELLS, diffusion.active + MARGIN + Math.ceil(more));
}

/** Cells at the far end that hold next to nothing give it to their neighbour. */
function narrow(diffusion: Diffusion): void {
  const { chance } = diffusion;
  let { active } = diffusion;
  while (active > 2 && chance[active - 1] < NOTHING) {
    active--;
    chance[active - 1] += chance[active];
    chance[active] = 0;
  }
  diffusion.active = active;
}

/** The grid reaches as far as requests can be; it is made anew when it is too small or too wide. */
function fitGrid(diffusion: Diffusion, motion: Motion): void {
  const room = Math.max(motion.most, meanOf(diffusion) + 8 * Math.sqrt(meanOf(diffusion)));
  const needed = room / (CELLS - 2);
  if (needed <= diffusion.width && diffusion.width <= Math.max(1, 2 * SPARE * needed)) return;
  spread(diffusion, Math.max(1, needed * SPARE));
}

/** Moves the chances to cells of another width; each goes to the two nearest, its mean is kept. */
function spread(diffusion: Diffusion, width: number): void {
  const chance = new Float64Array(CELLS);
  diffusion.chance.forEach((share, cell) => {
    const place = Math.min(CELLS - 1, (cell * diffusion.width) / width);
    const low = Math.min(CELLS - 2, Math.floor(place));
    chance[low] += share * (1 - (place - low));
    chance[low + 1] += share * (place - low);
  });
  diffusion.chance = chance;
  diffusion.width = width;
  diffusion.active = CELLS;
}

/** Rates up out of each cell and down out of the next, times the span. */
function setRates({ up, down, width, active }: Diffusion, motion: Motion, span: number): void {
  for (let cell = 0; cell < active - 1; cell++) {
    const x = (cell + 0.5) * width;
    const isOpen = cell * width < motion.most;
    // With a cell for each request the rates are those of the birth and death process itself.
    const leaving = serviceRate(motion, width === 1 ? cell + 1 : x);
    const coming = isOpen ? arrivalRate(motion, width === 1 ? cell : x) : 0;
    const isFull = x > motion.slots + motion.moreSlots;
    const spreadRate = (coming + leaving * (isFull ? motion.variance : 1)) / 2;
    // The variance rises with x, which pushes back (Ito) by half a request.
    const slope = serviceRate(motion, (cell + 1) * width) - serviceRate(motion, cell * width);
    const drift = coming - leaving - slope / (2 * width);
    if (spreadRate <= 0) {
      up[cell] = 0;
      down[cell] = 0;
      continue;
    }
    const pull = (drift * width) / spreadRate;
    const scale = (span * spreadRate) / (width * width);
    up[cell] = isOpen ? scale * bernoulli(-pull) : 0;
    down[cell] = scale * bernoulli(pull);
    if (width === 1 && motion.variance === 1) {
      up[cell] = span * coming;
      down[cell] = span * leaving;
    }
  }
}

/** z / (e^z - 1). */
function bernoulli(z: number): number {
  if (Math.abs(z) < 0.5) {
    const square = z * z;
    return 1 - z / 2 + (square / 12) * (1 - square / 60);
  }
  return z / expm1(z);
}

/** One implicit step: a tridiagonal system, solved by elimination from below. */
function solve({ chance, up, down, upper, active }: Diffusion): void {
  const last = active - 1;
  let diagonal = 1 + up[0];
  upper[0] = -down[0] / diagonal;
  chance[0] /= diagonal;
  for (let cell = 1; cell <= last; cell++) {
    const leaves = down[cell - 1] + (cell < last ? up[cell] : 0);
    diagonal = 1 + leaves + up[cell - 1] * upper[cell - 1];
    upper[cell] = cell < last ? -down[cell] / diagonal : 0;
    chance[cell] = (chance[cell] + up[cell - 1] * chance[cell - 1]) / diagonal;
  }
  for (let cell = last - 1; cell >= 0; cell--) chance[cell] -= upper[cell] * chance[cell + 1];
}

/** Mean number of requests. */
export function meanOf({ chance, width, active }: Diffusion): number {
  let sum = 0;
  for (let cell = 0; cell < active; cell++) sum += cell * chance[cell];
  return sum * width;
}

/** Mean and variance of the requests up to a number: of busy slots, for one. */
export function momentsUpTo({ chance, width, active }: Diffusion, most: number) {
  let mean = 0;
  let squares = 0;
  for (let cell = 0; cell < active; cell++) {
    const many = Math.min(cell * width, most);
    mean += many * chance[cell];
    squares += many * many * chance[cell];
  }
  return { mean, variance: Math.max(0, squares - mean * mean) };
}

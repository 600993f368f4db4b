import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionAt,
  planSlots,
  type SlotPlan,
  type SlotProblem,
} from '../../../../policies/ccog/carbon/slot-plan.ts';

const ROOM = 3;

/** Emissions of one course over the slots; undefined where the work is not done by the end. */
function emit(
  { intensity, changeover, unitsPerSlot }: SlotProblem,
  course: readonly number[],
  work: number,
): number | undefined {
  let [left, runs, grams] = [work, 0, 0];
  course.forEach((action, slot) => {
    if (left === 0) return;
    if (action > 0 && action !== runs) left += changeover;
    runs = action;
    if (action === 0) return;
    const used = Math.min(unitsPerSlot, left);
    grams += used * intensity[action - 1][slot];
    left -= used;
  });
  return left === 0 ? grams : undefined;
}

/** Every course there is: (places + 1) ** slots of them. */
function bruteForce(problem: SlotProblem, work: number): number {
  const slots = problem.intensity[0].length;
  const base = problem.intensity.length + 1;
  let best = Infinity;
  for (let code = 0; code < base ** slots; code += 1) {
    const course = Array.from({ length: slots }, (_, slot) => {
      return Math.floor(code / base ** slot) % base;
    });
    best = Math.min(best, emit(problem, course, work) ?? Infinity);
  }
  return best;
}

/** The course that the plan takes. */
function follow(plan: SlotPlan, problem: SlotProblem, work: number): number[] {
  let [left, runs] = [work, 0];
  return Array.from({ length: plan.slots }, (_, slot) => {
    if (left === 0) return 0;
    const action = actionAt(plan, ROOM, { slot, work: left, runs }) ?? runs;
    if (action > 0 && action !== runs) left += problem.changeover;
    runs = action;
    if (action > 0) left -= Math.min(ROOM, left);
    return action;
  });
}

const curve = (slots: number) => {
  return fc
    .array(fc.integer({ min: 1, max: 900 }), { minLength: slots, maxLength: slots })
    .map((values) => Float64Array.from(values));
};

function problems(slots: number, places: number) {
  return fc.record({
    unitsPerSlot: fc.constant(ROOM),
    changeover: fc.integer({ min: 0, max: 4 }),
    intensity: fc.array(curve(slots), { minLength: places, maxLength: places }),
  });
}

describe('the plan of slots', () => {
  it.each([
    [12, 1, 12],
    [7, 2, 25],
  ])('of %i slots in %i places costs what the best of all courses costs', (slots, places, runs) => {
    fc.assert(
      fc.property(
        problems(slots, places),
        fc.integer({ min: 1, max: slots * ROOM }),
        (problem, work) => {
          const plan = planSlots(problem);
          const best = bruteForce(problem, work);
          if (best === Infinity) return plan.costs[work] > 1e14;
          const followed = emit(problem, follow(plan, problem, work), work);
          return plan.costs[work] === best && followed === best;
        },
      ),
      { numRuns: runs },
    );
  });

  it('without change-overs takes the hours of least intensity', () => {
    fc.assert(
      fc.property(curve(40), fc.integer({ min: 1, max: 40 }), (values, hours) => {
        const { costs } = planSlots({ unitsPerSlot: ROOM, changeover: 0, intensity: [values] });
        const cheapest = values.slice().sort().subarray(0, hours);
        const sum = cheapest.reduce((total, value) => total + value * ROOM, 0);
        return costs[hours * ROOM] === sum;
      }),
    );
  });

  it('saves nothing where the intensity is constant: it starts at once and never stops', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 0, max: 5 }),
        (value, slots, changeover) => {
          const intensity = [0, 1].map(() => new Float64Array(slots + 8).fill(value));
          const problem = { unitsPerSlot: ROOM, changeover, intensity };
          const work = slots * ROOM;
          const course = follow(planSlots(problem), problem, work);
          const needed = Math.ceil((work + changeover) / ROOM);
          expect(course.slice(0, needed)).toEqual(new Array(needed).fill(1));
        },
      ),
    );
  });
});

import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStream, uniform } from '../../../engine/random.ts';
import { solveSwitched } from '../../../policies/linear/branch.ts';
import type { LinearProgram, Optimum, Term } from '../../../policies/linear/program.ts';
import { solveLinear } from '../../../policies/linear/simplex.ts';

type Highs = { solve(model: string, options: object): { Status: string; ObjectiveValue: number } };
let highs: Highs;

beforeAll(async () => {
  // The types of the package call its module, not its default, callable.
  const load: unknown = loadHighs;
  if (typeof load !== 'function') throw new Error('highs did not load');
  highs = await load();
});

const INSTANCES = 1000;

/** Small whole numbers: ties, doubled rows and empty rows are common, a fifth has no solution. */
function drawProgram(seed: number): LinearProgram {
  const stream = openStream(seed, 'laws/linear');
  const whole = (least: number, most: number) =>
    least + Math.floor(uniform(stream, 0) * (most - least + 1));
  const columns = Array.from({ length: whole(1, 12) }, () => {
    const low = whole(0, 5) === 0 ? -whole(0, 9) : 0;
    return { cost: whole(-3, 9), low, high: whole(0, 2) === 0 ? Infinity : low + whole(0, 12) };
  });
  const draw = (): Term[] =>
    columns.flatMap((_, j): Term[] => (whole(0, 2) === 0 ? [[j, whole(-4, 4)]] : []));
  const rows = Array.from({ length: whole(0, 10) }, () => {
    const [kind, bound] = [whole(0, 3), whole(-6, 20)];
    const low = kind === 0 ? -Infinity : bound;
    const high = kind === 1 ? Infinity : bound + (kind === 3 ? whole(0, 8) : 0);
    return { terms: draw(), low, high };
  });
  const isDoubled = rows.length > 0 && whole(0, 3) === 0;
  return { columns, rows: isDoubled ? [...rows, rows[0]] : rows };
}

/** CPLEX LP text of a programme. */
function textOf({ columns, rows }: LinearProgram, switches: readonly number[] = []): string {
  const bound = (x: number) => (x === Infinity ? 'inf' : x === -Infinity ? '-inf' : String(x));
  const sum = (terms: readonly Term[]) =>
    terms.map(([j, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${j}`).join(' ');
  const lines = rows.flatMap(({ terms, low, high }, i) => [
    ...(low > -Infinity ? [` l${i}: 0 z ${sum(terms)} >= ${low}`] : []),
    ...(high < Infinity ? [` h${i}: 0 z ${sum(terms)} <= ${high}`] : []),
  ]);
  const cost = sum(columns.map(({ cost }, j) => [j, cost]));
  const bounds = columns.map(({ low, high }, j) => ` ${bound(low)} <= x${j} <= ${bound(high)}`);
  const whole = switches.length === 0 ? [] : ['Binaries', switches.map((j) => `x${j}`).join(' ')];
  const head = ['Minimize', ` obj: 0 z ${cost}`, 'Subject To', ' none: 0 z >= -1'];
  return [...head, ...lines, 'Bounds', ...bounds, ...whole, 'End'].join('\n');
}

/** Programmes without bounds that everything keeps. */
function missOf({ columns, rows }: LinearProgram, { values }: Optimum): number {
  const sums = rows.map(({ terms }) => terms.reduce((sum, [j, f]) => sum + f * values[j], 0));
  const all = [...columns.map((one, j) => [one, values[j]] as const)];
  const misses = [...all, ...rows.map((one, i) => [one, sums[i]] as const)].map(
    ([{ low, high }, at]) => Math.max(low - at, at - high),
  );
  return Math.max(0, ...misses);
}

/** What the prices prove: no feasible point is cheaper than this. */
function dualOf({ columns, rows }: LinearProgram, { rowPrices, reducedCosts }: Optimum): number {
  const worth = (price: number, low: number, high: number) =>
    Math.abs(price) < 1e-9 ? 0 : price * (price > 0 ? low : high);
  const fromRows = rows.map(({ low, high }, i) => worth(rowPrices[i], low, high));
  const fromColumns = columns.map(({ low, high }, j) => worth(reducedCosts[j], low, high));
  return [...fromRows, ...fromColumns].reduce((sum, one) => sum + one, 0);
}

describe('linear programmes', () => {
  it('come out as HiGHS has them, infeasible, unbounded and degenerate ones included', () => {
    const met = { optimal: 0, infeasible: 0, unbounded: 0, stopped: 0 };
    for (let seed = 1; seed <= INSTANCES; seed += 1) {
      const program = drawProgram(seed);
      const own = solveLinear(program);
      const { Status, ObjectiveValue } = highs.solve(textOf(program), { presolve: 'off' });
      met[own.status] += 1;
      expect(own.status, `seed ${seed}: ${Status}`).toBe(Status.toLowerCase());
      if (own.status !== 'optimal') continue;
      expect(Math.abs(own.objective - ObjectiveValue), `seed ${seed}`).toBeLessThan(1e-7 * 1e2);
      expect(missOf(program, own), `seed ${seed}`).toBeLessThan(1e-7);
      expect(Math.abs(dualOf(program, own) - own.objective), `seed ${seed}`).toBeLessThan(1e-7);
    }
    expect(met.stopped).toBe(0);
    expect(Math.min(met.optimal, met.infeasible, met.unbounded)).toBeGreaterThan(50);
  });

  it('cost the same whatever the order of rows', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const program = drawProgram(seed);
      const turned = { ...program, rows: program.rows.toReversed() };
      const [one, other] = [solveLinear(program), solveLinear(turned)];
      expect(other.status).toBe(one.status);
      if (one.status !== 'optimal' || other.status !== 'optimal') continue;
      expect(other.objective).toBeCloseTo(one.objective, 8);
    }
  });

  it('without solution name rows that alone have none', () => {
    let shown = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const program = drawProgram(seed);
      const own = solveLinear(program);
      if (own.status !== 'infeasible') continue;
      shown += 1;
      const proof = { ...program, rows: own.rows.map((row) => program.rows[row]) };
      expect(solveLinear(proof).status).toBe('infeasible');
    }
    expect(shown).toBeGreaterThan(20);
  });

  it("end on Beale's example, which goes in circles without care", () => {
    // Beale 1955: least cost -1/20.
    const columns = [-0.75, 150, -0.02, 6].map((cost) => ({ cost, low: 0, high: Infinity }));
    const terms: readonly (readonly Term[])[] = [
      [
        [0, 0.25],
        [1, -60],
        [2, -0.04],
        [3, 9],
      ],
      [
        [0, 0.5],
        [1, -90],
        [2, -0.02],
        [3, 3],
      ],
      [[2, 1]],
    ];
    const rows = terms.map((one, i) => ({ terms: one, low: -Infinity, high: i === 2 ? 1 : 0 }));
    expect(solveLinear({ columns, rows })).toMatchObject({ status: 'optimal' });
    const own = solveLinear({ columns, rows });
    expect(own.status === 'optimal' && own.objective).toBeCloseTo(-0.05, 12);
  });
});

describe('programmes with switches', () => {
  it('come out as HiGHS has them', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const drawn = drawProgram(5000 + seed);
      const columns = drawn.columns.map((column, j) =>
        j < 4 ? { ...column, low: 0, high: 1 } : { ...column, high: Math.min(column.high, 50) },
      );
      const program = { ...drawn, columns };
      const switches = columns.flatMap((_, j) => (j < 4 ? [j] : []));
      const own = solveSwitched(program, switches, 1000);
      const { Status, ObjectiveValue } = highs.solve(textOf(program, switches), {
        mip_rel_gap: 1e-9,
      });
      expect(own.status, `seed ${seed}`).toBe(Status.toLowerCase());
      if (own.status !== 'optimal') continue;
      expect(own.objective, `seed ${seed}`).toBeCloseTo(ObjectiveValue, 5);
      expect(own.bound).toBe(own.objective);
    }
  });
});

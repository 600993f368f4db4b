import type { Duration } from '../../../engine/units.ts';
import { draftProgram, type LinearProgram, type Term } from '../../linear/program.ts';
import type { Line } from './lines.ts';
import { erlangsOf, hourOf, type MixProblem } from './problem.ts';

/** What a programme is made with besides the problem. */
export interface Draft {
  /** By pool: most load, as long as all is well and after the loss of a spot zone. */
  readonly whole: readonly Line[];
  readonly lost: readonly Line[];
  /** By link, whether it may be used. */
  readonly isUsed: readonly boolean[];
  /** What may give way, in the order of `SOFT`: the first so many of them. */
  readonly soft: number;
  /** Largest round trip by pool that the lines hold for. */
  readonly network: readonly Duration[];
}

/** What gives way first where nothing fits; the players' demand comes last. */
export const SOFT = ['carbon limit', 'cost limit', 'latency budget', 'demand'] as const;

/** Where the parts of a programme are found again. */
export interface Drafted {
  readonly program: LinearProgram;
  readonly onDemand: readonly number[];
  readonly spot: readonly number[];
  readonly open: readonly number[];
  /** By link; -1: not used. */
  readonly flow: readonly number[];
  /** By group; -1: must be served. */
  readonly unserved: readonly number[];
  readonly overKg: number;
  readonly overCost: number;
  readonly demandRows: readonly number[];
  readonly quotaRows: readonly number[];
  readonly carbonRow: number;
  readonly costRow: number;
}

/** USD per hour and unit that is missed: larger than anything that could be bought for it. */
const MISSED = { kg: 1e3, cost: 1e3, erlang: 1e6, late: 1e4 };
/** Breaks ties between columns of equal price. */
const RANK = 1e-7;
/** USD per hour, request per second and second of round trip: the nearer of two equal ones. */
const NEAR = 1e-6;

/** Writes one mix down as a linear programme; pools are open or closed, the rest is real. */
export function draftMix(problem: MixProblem, draft: Draft): Drafted {
  const { pools, groups, settings } = problem;
  const made = draftProgram();
  const price = (pool: number, isSpot: boolean) =>
    hourOf(settings, pools[pool], isSpot) + RANK * made.columns.length;
  const onDemand = pools.map(({ quota }, p) => made.addColumn(price(p, false), 0, quota));
  const spot = pools.map(({ mostSpot }, p) => made.addColumn(price(p, true), 0, mostSpot));
  const open = pools.map(() => made.addColumn(0, 0, 1));
  const flow = problem.links.map((_, l) => addFlow(problem, draft, made, l));
  const isServed = draft.soft < 4;
  const mean = meanService(problem);
  const unserved = groups.map(({ rate }) =>
    isServed ? -1 : made.addColumn(MISSED.erlang * erlangsOf(1, mean), 0, rate),
  );
  const demandRows = groups.map(({ rate }, g) => {
    const terms = problem.links.flatMap(({ group }, l): Term[] =>
      group === g && flow[l] >= 0 ? [[flow[l], 1]] : [],
    );
    return made.addRow(isServed ? terms : [...terms, [unserved[g], 1]], rate, rate);
  });
  const columns = { onDemand, spot, open, flow };
  const quotaRows = addRooms(problem, draft, made, columns);
  const limits = addLimits(problem, draft, made, columns);
  const program = { columns: made.columns, rows: made.rows };
  return { program, ...columns, unserved, demandRows, quotaRows, ...limits };
}

type Made = ReturnType<typeof draftProgram>;
type Columns = Pick<Drafted, 'onDemand' | 'spot' | 'open' | 'flow'>;

function addFlow({ pools, links, settings }: MixProblem, draft: Draft, made: Made, l: number) {
  if (!draft.isUsed[l]) return -1;
  const { pool, service, rtt, over } = links[l];
  const carbon = settings.carbonPrice * erlangsOf(1, service) * pools[pool].busyKg;
  const late = over > 0 ? MISSED.late * (1 + over / 1000) * erlangsOf(1, service) : 0;
  return made.addColumn(carbon + late + (NEAR * rtt) / 1_000_000 + RANK * RANK * l);
}

/** Quota, admissible load, and what of it must survive the loss of a spot zone. */
function addRooms(
  { pools, links, settings }: MixProblem,
  { whole, lost }: Draft,
  made: Made,
  { onDemand, spot, open, flow }: Columns,
): readonly number[] {
  return pools.map((pool, p) => {
    const load = links.flatMap(({ pool: at, service }, l): Term[] =>
      at === p && flow[l] >= 0 ? [[flow[l], erlangsOf(1, service)]] : [],
    );
    const survive = pool.zones > 1 ? (pool.zones - 1) / pool.zones : 0;
    const row = (line: Line, share: number, kept: number): void => {
      const room: Term[] = [
        [onDemand[p], -line.slope],
        [spot[p], -line.slope * kept],
        [open[p], -line.base],
      ];
      const asked = load.map(([column, factor]): Term => [column, factor * share]);
      made.addRow([...asked, ...room], -Infinity, 0);
    };
    row(whole[p], 1, 1);
    if (pool.mostSpot > 0) row(lost[p], 1 - settings.shed, survive);
    const most: Term = [open[p], -pool.quota];
    return made.addRow([[onDemand[p], 1], [spot[p], 1], most], -Infinity, 0);
  });
}

/** Limits on carbon and cost of an hour; -1 where there is none. */
function addLimits(problem: MixProblem, { soft }: Draft, made: Made, columns: Columns) {
  const { pools, links, settings } = problem;
  const { onDemand, spot, flow } = columns;
  const add = (terms: readonly Term[], most: number, missed: number) => {
    if (most === Infinity) return { row: -1, over: -1 };
    const over = missed > 0 ? made.addColumn(missed) : -1;
    const all: readonly Term[] = over < 0 ? terms : [...terms, [over, -1]];
    return { row: made.addRow(all, -Infinity, most), over };
  };
  const kilograms = [
    ...pools.flatMap(({ idleKg }, p): Term[] => [
      [onDemand[p], idleKg],
      [spot[p], idleKg],
    ]),
    ...links.flatMap(({ pool, service }, l): Term[] =>
      flow[l] < 0 ? [] : [[flow[l], erlangsOf(1, service) * pools[pool].busyKg]],
    ),
  ];
  const prices = pools.flatMap((pool, p): Term[] => [
    [onDemand[p], pool.onDemandPrice],
    [spot[p], pool.spotPrice],
  ]);
  const carbon = add(kilograms, settings.mostKg, soft > 0 ? MISSED.kg : 0);
  const cost = add(prices, settings.mostCost, soft > 1 ? MISSED.cost : 0);
  const rows = { carbonRow: carbon.row, costRow: cost.row };
  return { ...rows, overKg: carbon.over, overCost: cost.over };
}

function meanService({ links }: MixProblem): Duration {
  return links.reduce((sum, { service }) => sum + service, 0) / Math.max(1, links.length);
}

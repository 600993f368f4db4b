import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../engine/units.ts';
import { STATE } from '../../../models/fleet.ts';
import { openSimulation } from '../../../models/open.ts';
import { totalsOf } from '../../../models/totals.ts';
import type { Decision } from '../../../policies/decision.ts';
import { compileRun } from '../../../scenarios/compile.ts';
import { briefClasses, briefPool } from '../../../scenarios/pool-brief.ts';
import type { Scenario } from '../../../scenarios/scenario.ts';
import { openBundle } from '../../../traces/open-bundle.ts';
import { watchEmissions } from '../../checkers/emissions.ts';
import { brokenInvariants } from '../../checkers/invariants.ts';
import { sumBook, watchMoney } from '../../checkers/money.ts';
import { scripted } from '../../fixtures/scripted.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const POOLS = 'accelerator-pools.yaml';
const [GPU, BATCHED, GATES] = [0, 1, 2];

function bundleOf({ traces, epoch, horizon, regions }: Scenario) {
  const opened = openBundle(traces, { epoch, span: horizon, regions });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.value;
}

function openPools(script: Readonly<Record<number, readonly Decision[]>>, text = textOf(POOLS)) {
  const scenario = scenarioOf(text);
  const { setup } = compileRun(scenario, bundleOf(scenario), scenario.contenders[0], 0);
  const alone = { ...setup, warmUp: 0, loopEvery: [SECOND], loopNames: ['script'] };
  const seen: Parameters<typeof scripted>[1] = [];
  return { simulation: openSimulation(alone, [scripted(script, seen)]), seen };
}

const toGates: Decision = { kind: 'route', group: 0, weights: [0, 0, 1] };

describe('pools of other devices', () => {
  it('stand in their region’s building, with its grid, place and recorded prices', () => {
    const { regions } = scenarioOf(textOf(POOLS));
    expect(regions.map(({ name, place }) => [name, place])).toEqual([
      ['us-east4', undefined],
      ['batched', 'us-east4'],
      ['gates', 'us-east4'],
    ]);
    const { setup } = openPools({}).simulation.world;
    const [plain, batched, gates] = setup.regions;
    expect(gates).toMatchObject({ latitude: plain.latitude, pue: plain.pue, place: 0 });
    expect(batched.prices).toEqual(plain.prices);
    expect(batched.zoneSeries).toEqual(plain.zoneSeries);
    expect([gates.prices.onDemand.values, gates.prices.spot.values]).toEqual([[1.65], [0.495]]);
    expect(setup.groups[0].rtt[GATES]).toBe(setup.groups[0].rtt[GPU]);
  });

  it('tell policies device, slots, prices and the time of each kind of work', () => {
    const scenario = scenarioOf(textOf(POOLS));
    const { setup } = openPools({}).simulation.world;
    const told = (region: number) => briefPool(scenario, setup, region).pool;
    expect(briefClasses(scenario)).toEqual({ workClasses: ['matrix', 'bit-serial'] });
    expect(setup.groups[0].workClass).toBe(1);
    expect(told(GPU)).toMatchObject({ device: 'l4', slots: 1, service: [1690, 285] });
    // Eight at once: one start for all of them.
    expect(told(BATCHED)).toMatchObject({ slots: 8, service: [1690, 292] });
    expect(told(GATES)).toMatchObject({
      power: { pue: setup.regions[GATES].pue, idleW: setup.regions[GATES].instance.idleW },
      instance: 'f1.2xlarge',
      device: 'vu9p-f1',
      place: 0,
      slots: 1,
      service: [undefined, 46],
      prices: { onDemandPerHour: 1.65, spotPerHour: 0.495 },
    });
  });

  it('answer after the whole pipeline and take the next request in before', () => {
    const { simulation } = openPools({ 0: [toGates] });
    simulation.run(20 * SECOND);
    const { sessions, ledger, fleet } = simulation.world;
    expect(sessions.region.filter((region) => region === GATES).length).toBeGreaterThan(700);
    const row = sessions.region.indexOf(GATES);
    expect([sessions.holdWork[row], sessions.answerWork[row]]).toEqual([45.65, 283].map(near));
    expect(ledger.region.busySlotTime[GATES]).toBeGreaterThan(0.3 * SECOND);
    expect(fleet.slotsOf).toEqual(Int32Array.of(1, 8, 1));
    expect(brokenInvariants(simulation)).toEqual([]);
  });

  it('refuse to be sent work they cannot do, and say so', () => {
    const matrix = edited(POOLS, ', work class: bit-serial', '');
    const { simulation, seen } = openPools({ 0: [toGates] }, matrix);
    simulation.run(6 * SECOND);
    const [receipt] = seen.flatMap(({ receipts }) => receipts);
    expect(receipt).toMatchObject({ outcome: 'refused', granted: 0 });
    expect(receipt.reason).toBe('gates cannot do the work of near');
    expect(simulation.world.sessions.region.includes(GATES)).toBe(false);
  });

  it('load their gates once the machine has booted', () => {
    const scale = (region: number): Decision => {
      return { kind: 'scale', region, market: 'on-demand', instances: 2 };
    };
    const { simulation } = openPools({ 0: [scale(GPU), scale(GATES)] });
    const ready = (region: number) => {
      const { fleet } = simulation.world;
      const from = region * fleet.rowsPerRegion;
      return fleet.state
        .subarray(from, from + fleet.rowsPerRegion)
        .filter((state) => state === STATE.ready).length;
    };
    simulation.run(12 * SECOND);
    expect([ready(GPU), ready(GATES)]).toEqual([2, 1]);
    simulation.run(17 * SECOND);
    expect(ready(GATES)).toBe(2);
  });

  it('are paid and emit as a stranger reckons from their own prices and powers', () => {
    const { simulation } = openPools({
      0: [toGates],
      5: [{ kind: 'route', group: 0, weights: [1, 1, 1] }],
    });
    const money = watchMoney(simulation);
    const carbon = watchEmissions(simulation, shareOf);
    simulation.run(15 * SECOND);
    money.settle(simulation.now);
    carbon.settle(simulation.now);
    const totals = totalsOf(simulation);
    const sum = (of: (book: (typeof carbon.books)[number]) => number) =>
      carbon.books.reduce((total, book) => total + of(book), 0);
    expect(totals.energyJ / sum(({ joules }) => joules)).toBeCloseTo(1, 9);
    expect(totals.embodiedG / sum(({ embodiedGrams }) => embodiedGrams)).toBeCloseTo(1, 9);
    const paid = money.books.reduce((total, book) => total + sumBook(book), 0);
    expect((totals.costOnDemand + totals.costSpot) / paid).toBeCloseTo(1, 9);
  });
});

/** A card of 53.28 W works as a whole; its host's 12 to 20 W, and gates, go by busy slots. */
function shareOf(use: number, region: number): number {
  if (region === GATES || use === 0) return use;
  return (53.28 + 12 + 8 * use - 39) / (53.28 + 20 - 39);
}

function near(value: number) {
  return expect.closeTo(value, 6);
}

describe('a model on cards of several kinds', () => {
  const talk = edited(
    'steady-evening.yaml',
    'service: { lognormal: { mean: 12 ms, scv: 0.5 } }',
    'service: { tokens: { first: 20 ms, prefill: 92 us, decode: 45 ms } }',
  ).replace(
    '\nplayers:',
    '\npools:\n  big: { place: us-east4, instance: a2-highgpu-1g, quota: 4 }\nplayers:',
  );

  it('reads by arithmetic and answers by memory, as far as serving reaches them', () => {
    const pace = scenarioOf(talk).paces?.[0].byRegion.at(-1);
    const compute = (121 * 0.6) / (312 * 0.71);
    const memory = (300 * 0.6) / (1555 * 0.6);
    expect(pace).toEqual({ answer: near(compute), early: near(compute), late: near(memory) });
  });

  it('is as fast as the catalogue says where it is named', () => {
    const model = talk.replace(
      /service: \{ tokens.*\}/,
      'service: { model: { use: llama-8b-int8, batch: 4, context: 1024 } }',
    );
    const pace = scenarioOf(model).paces?.[0].byRegion.at(-1);
    expect(pace?.late).toBeGreaterThan(0.15);
    expect(pace?.late).toBeLessThan(0.25);
  });
});

describe('problems of pools', () => {
  const gates = 'gates: { place: us-east4, instance: f1.2xlarge, quota: 40 }';
  it.each([
    [gates, gates.replace('us-east4', 'us-east5'), 'pools.gates.place', /a region of this file/],
    [gates, gates.replace('f1.2', 'f1.3'), 'pools.gates.instance', /one of/],
    [gates, gates.replace('quota', 'slots: 2, quota'), 'pools.gates.slots', /one behind another/],
    [gates, gates.replace('quota', 'zones: 2, quota'), 'pools.gates.zones', /at most the 1/],
    [gates, gates.replace('quota: 40', 'quota: 1, at start: 2'), 'pools.gates.quota', /at least 2/],
    ['gates:', 'us-east4:', 'pools.us-east4', /no region has/],
    ['work class: bit-serial', 'work class: bits', 'players.groups.near.work class', /a kind of/],
    ['cifar-cnv', 'mnist', 'players.groups.near.home', /can do bit-serial work/],
    ['bit-serial: {', 'matrix: {', 'serving.work classes.matrix', /another name/],
    ['boot: {', 'batching: continuous\n  boot: {', 'serving.batching', /beside pools/],
    ['at start: 1', 'at start: 1\ndetail: fluid', 'detail', /beside pools/],
  ])('are told with their place: %s becomes %s', (piece, instead, path, wanted) => {
    const problems = problemsOf(edited(POOLS, piece, instead));
    const found = problems.find((problem) => problem.path === path);
    expect(problems.map((problem) => problem.path)).toContain(path);
    expect(found?.wanted).toMatch(wanted);
  });

  it('says that placed frames do not go with pools as yet', () => {
    const placement = /\nplacement:\n( {2}.*\n)+/.exec(textOf('per-frame.yaml'))?.[0] ?? '';
    const paths = problemsOf(`${textOf(POOLS)}${placement}`).map(({ path }) => path);
    expect(placement).toContain('variants');
    expect(paths).toContain('placement');
  });

  it('says that faults of one place do not go with pools as yet', () => {
    const fault =
      '\nfaults:\n  dark: { fault: region lost, at: 1 s, lasts: 1 s, region: us-east4 }\n';
    const [problem] = problemsOf(`${textOf(POOLS)}${fault}`);
    expect(problem).toMatchObject({ path: 'faults.dark' });
  });
});

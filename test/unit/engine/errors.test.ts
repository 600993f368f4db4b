import { describe, expect, it } from 'vitest';
import { engineChapters } from '../../../bench/engine-reference.ts';
import * as sim from '../../../engine/index.ts';
import { requireLaw } from '../../../engine/law.ts';

/** One bad use: the function, the code and the whole message it answers with. */
type Row = readonly [name: string, code: sim.ErrorCode, message: string, bad: () => unknown];

const NAN = Number.NaN;
const state = () => sim.openStream(1, 'a');
const station = (priorities = 1) => sim.createStation({ servers: 1, priorities });
const bad = 'bad-argument';
const MEMBER = 'a whole number, 0 to 2^31 - 1';
const FINITE = 'a finite number above 0';

/** What a caller without types could pass. */
const untyped = (value: unknown) => value as never;

const streams: readonly Row[] = [
  [
    'openStream',
    bad,
    'seed is 1.5; wanted a whole number between -(2^53 - 1) and 2^53 - 1',
    () => sim.openStream(1.5, 'a'),
  ],
  [
    'openStream',
    bad,
    'seed is NaN; wanted a whole number between -(2^53 - 1) and 2^53 - 1',
    () => sim.openStream(Number.NaN, 'a'),
  ],
  ['openStream', bad, 'path is 5; wanted a text', () => sim.openStream(1, untyped(5))],
  [
    'seedState',
    bad,
    'at is 1; wanted a whole number, 0 to 0',
    () => sim.seedState(state(), 1, state(), 0),
  ],
  [
    'seedState',
    bad,
    'at is -4; wanted a whole number, 0 to 0',
    () => sim.seedState(state(), -4, state(), 0),
  ],
  [
    'seedState',
    bad,
    'serial is -1; wanted a whole number, at least 0',
    () => sim.seedState(state(), 0, state(), -1),
  ],
  [
    'seedState',
    bad,
    'serial is 0.5; wanted a whole number, at least 0',
    () => sim.seedState(state(), 0, state(), 0.5),
  ],
  [
    'seedState',
    bad,
    'key.length is 3; wanted 4 words',
    () => sim.seedState(state(), 0, new Int32Array(3), 0),
  ],
  ...[0, -1, 2.5, 2 ** 32 + 1, Number.NaN, Infinity].map(
    (n): Row => [
      'below',
      bad,
      `n is ${n}; wanted a whole number, 1 to 4294967296`,
      () => sim.below(state(), 0, n),
    ],
  ),
];

const laws: readonly Row[] = [
  [
    'requireLaw',
    bad,
    'exponential law: mean is 0; wanted a number above 0',
    () => requireLaw({ kind: 'exponential', mean: 0 }),
  ],
  [
    'requireLaw',
    bad,
    'uniform law: kind is uniform; wanted deterministic, exponential, erlang, gamma, weibull, ' +
      'lognormal, pareto, hyperexponential, empirical or normal',
    () => requireLaw(untyped({ kind: 'uniform', low: 0, high: 1 })),
  ],
];

const lawless = { kind: 'exponential', mean: -1 } as const;
const LAWLESS = 'exponential law: mean is -1; wanted a number above 0';

const moments: readonly Row[] = [
  ['meanOf', bad, LAWLESS, () => sim.meanOf(lawless)],
  ['scvOf', bad, LAWLESS, () => sim.scvOf(lawless)],
  ['cdfOf', bad, LAWLESS, () => sim.cdfOf(lawless, 1)],
  ['cdfOf', bad, 'x is NaN; wanted a number', () => sim.cdfOf({ ...lawless, mean: 1 }, NAN)],
  [
    'drawMirrored',
    bad,
    'law is gamma; wanted one that is drawn by inversion',
    () => sim.drawMirrored({ kind: 'gamma', shape: 2, scale: 1 }, sim.openStream(1, 'x'), 0),
  ],
];

const lines: readonly Row[] = [
  ...[-1, 1.5, 2 ** 31, Number.NaN].flatMap((x): readonly Row[] => [
    ['push', bad, `x is ${x}; wanted ${MEMBER}`, () => sim.push(sim.createFifo(), x)],
    ['unshift', bad, `x is ${x}; wanted ${MEMBER}`, () => sim.unshift(sim.createFifo(), x)],
    ['remove', bad, `x is ${x}; wanted ${MEMBER}`, () => sim.remove(sim.createFifo(), x)],
    ['elementAt', bad, `place is ${x}; wanted ${MEMBER}`, () => sim.elementAt(sim.createFifo(), x)],
    ['seize', bad, `customer is ${x}; wanted ${MEMBER}`, () => sim.seize(station(), x)],
    ['leaveLine', bad, `customer is ${x}; wanted ${MEMBER}`, () => sim.leaveLine(station(), x)],
  ]),
  ...[-1, 1.5, Number.NaN, Infinity].flatMap((servers): readonly Row[] => [
    [
      'createStation',
      bad,
      `servers is ${servers}; wanted a whole number, at least 0`,
      () => sim.createStation({ servers }),
    ],
    [
      'setServers',
      bad,
      `servers is ${servers}; wanted a whole number, at least 0`,
      () => sim.setServers(station(), servers),
    ],
  ]),
  ...[-1, 0.5, Number.NaN].map(
    (queueLimit): Row => [
      'createStation',
      bad,
      `queueLimit is ${queueLimit}; wanted a whole number, at least 0, or Infinity`,
      () => sim.createStation({ servers: 1, queueLimit }),
    ],
  ),
  ['createStation', bad, 'priorities is 0; wanted a whole number, 1 to 1000', () => station(0)],
  ['seize', bad, 'priority is 1; wanted 0, the only one', () => sim.seize(station(), 1, 1)],
  [
    'seize',
    bad,
    'priority is 0.5; wanted a whole number, 0 to 2',
    () => sim.seize(station(3), 1, 0.5),
  ],
  [
    'release',
    'not-held',
    'release found busy 0; wanted a server that someone had seized (servers 1, waiting 0)',
    () => sim.release(station()),
  ],
];

const mathematics: readonly Row[] = [
  ['normalCdf', bad, 'x is NaN; wanted a number', () => sim.normalCdf(Number.NaN)],
  ...[-0.1, 1.1, Number.NaN].flatMap((p): readonly Row[] => [
    ['normalQuantile', bad, `p is ${p}; wanted a probability, 0 to 1`, () => sim.normalQuantile(p)],
    [
      'studentQuantile',
      bad,
      `p is ${p}; wanted a probability, 0 to 1`,
      () => sim.studentQuantile(p, 2),
    ],
  ]),
  ...[0, 0.5, Infinity, Number.NaN].map(
    (freedom): Row => [
      'studentQuantile',
      bad,
      `freedom is ${freedom}; wanted a finite number, at least 1`,
      () => sim.studentQuantile(0.9, freedom),
    ],
  ),
  ...[0, -1, Infinity, Number.NaN].flatMap((x): readonly Row[] => [
    ['logGamma', bad, `x is ${x}; wanted ${FINITE}`, () => sim.logGamma(x)],
    ['gamma', bad, `x is ${x}; wanted ${FINITE}`, () => sim.gamma(x)],
    ['gammaCdf', bad, `shape is ${x}; wanted ${FINITE}`, () => sim.gammaCdf(x, 1)],
    ['betaCdf', bad, `a is ${x}; wanted ${FINITE}`, () => sim.betaCdf(x, 1, 0.5)],
    ['betaCdf', bad, `b is ${x}; wanted ${FINITE}`, () => sim.betaCdf(1, x, 0.5)],
  ]),
  ['gammaCdf', bad, 'x is NaN; wanted a number', () => sim.gammaCdf(1, Number.NaN)],
  ['betaCdf', bad, 'x is NaN; wanted a number', () => sim.betaCdf(1, 1, Number.NaN)],
];

const fingerprints: readonly Row[] = [
  ['mixText', bad, 'text is 5; wanted a text', () => sim.mixText(sim.createDigest(), untyped(5))],
  ['digestText', bad, 'text is null; wanted a text', () => sim.digestText(untyped(null))],
  ['digestHex', bad, 'digest.length is 2; wanted 3 words', () => sim.digestHex(new Int32Array(2))],
];

const values = (count: number) => Float64Array.from({ length: count }, (_, i) => i % 7);
const list = (count: number) => [...values(count)];
const control = (count: number, mean = 3) => ({ values: list(count), mean });
const rule = { relativeError: 0.1, most: 100 };

const records: readonly Row[] = [
  ['record', bad, 'x is NaN; wanted a finite number', () => sim.record(sim.createTally(), NAN)],
  [
    'recordValue',
    bad,
    'x is -1; wanted a number from 0 to 2^53 - 1',
    () => sim.recordValue(sim.createSketch(), -1),
  ],
  [
    'recordValue',
    bad,
    'x is NaN; wanted a number from 0 to 2^53 - 1',
    () => sim.recordValue(sim.createSketch(), NAN),
  ],
  [
    'quantileOf',
    bad,
    'q is 95; wanted a share between 0 and 1',
    () => sim.quantileOf(sim.createSketch(), 95),
  ],
  ['shareBelow', bad, 'x is NaN; wanted a number', () => sim.shareBelow(sim.createSketch(), NAN)],
  ['createMeter', bad, 'level is NaN; wanted a finite number', () => sim.createMeter(0, NAN)],
  ['createMeter', bad, 'now is NaN; wanted a finite number', () => sim.createMeter(NAN)],
  [
    'setLevel',
    bad,
    'level is NaN; wanted a finite number',
    () => sim.setLevel(sim.createMeter(), 1, NAN),
  ],
  ...[sim.setLevel, sim.areaOf, sim.averageOf].map(
    (act): Row => [
      act.name,
      bad,
      'now is 4; wanted an instant from the last change, 5, on',
      () => act(sim.createMeter(5), 4, 1),
    ],
  ),
  [
    'bucketRows',
    bad,
    'buckets is 0; wanted a whole number, at least 1',
    () => sim.bucketRows(sim.createSketch(), 0, 'linear'),
  ],
];

const estimates: readonly Row[] = [
  [
    'createBatchMeans',
    bad,
    'capacity is 39; wanted an even number, at least 40',
    () => sim.createBatchMeans(39),
  ],
  [
    'observe',
    bad,
    'x is NaN; wanted a finite number',
    () => sim.observe(sim.createBatchMeans(), NAN),
  ],
  ...[0, 1, 95, NAN].flatMap((confidence) =>
    confidenceRows(`confidence is ${confidence}; wanted a share above 0 and below 1`, confidence),
  ),
  ...[sim.pairedDifference, sim.jackknifeRatio, sim.commonDifference, sim.antitheticMean].map(
    (act): Row => [
      act.name,
      bad,
      'the length of b is 1; wanted that of a, 2',
      () => act([1, 2], [1]),
    ],
  ),
  [
    'controlledMean',
    bad,
    'the length of values is 3; wanted at least 4, 3 + controls',
    () => sim.controlledMean(list(3), [control(3)]),
  ],
  [
    'controlledMean',
    bad,
    'the length of controls[0] is 8; wanted that of values',
    () => sim.controlledMean(list(9), [control(8)]),
  ],
  [
    'controlledMean',
    bad,
    'the mean of controls[0] is NaN; wanted a finite number',
    () => sim.controlledMean(list(9), [control(9, NAN)]),
  ],
  [
    'controlledMean',
    bad,
    'controls[1] is constant; wanted values that the others do not determine',
    () => sim.controlledMean(list(9), [control(9), control(9)]),
  ],
  [
    'judgePrecision',
    bad,
    'relativeError is 0; wanted a share above 0 and below 1',
    () => sim.judgePrecision([], { ...rule, relativeError: 0 }),
  ],
  [
    'judgePrecision',
    bad,
    'least is 1; wanted a whole number, at least 2',
    () => sim.judgePrecision([], { ...rule, least: 1 }),
  ],
  [
    'judgePrecision',
    bad,
    'most is 9; wanted a whole number, at least 10',
    () => sim.judgePrecision([], { ...rule, most: 9 }),
  ],
  [
    'findWarmUp',
    bad,
    'batchSize is 0; wanted a whole number, at least 1',
    () => sim.findWarmUp(values(99), 0),
  ],
  [
    'findWarmUp',
    bad,
    'the length of series is 49; wanted at least 10 batches of 5',
    () => sim.findWarmUp(values(49)),
  ],
  [
    'meanAfter',
    bad,
    'series at its end is NaN; wanted finite numbers',
    () => sim.meanAfter(Float64Array.of(1, NAN), 0),
  ],
  [
    'averageSeries',
    bad,
    'replications is empty; wanted at least one series',
    () => sim.averageSeries([]),
  ],
  [
    'averageSeries',
    bad,
    'the length of replications[1] is 2; wanted 3',
    () => sim.averageSeries([values(3), values(2)]),
  ],
  [
    'estimateMean',
    bad,
    'values[1] is NaN; wanted a finite number',
    () => sim.estimateMean([1, Number.NaN]),
  ],
];

function confidenceRows(message: string, confidence: number): readonly Row[] {
  const two = [1, 2];
  return [
    ['estimateMean', bad, message, () => sim.estimateMean(two, confidence)],
    ['pairedDifference', bad, message, () => sim.pairedDifference(two, two, confidence)],
    ['jackknifeRatio', bad, message, () => sim.jackknifeRatio(two, two, confidence)],
    ['commonDifference', bad, message, () => sim.commonDifference(two, two, confidence)],
    ['antitheticMean', bad, message, () => sim.antitheticMean(two, two, confidence)],
    ['controlledMean', bad, message, () => sim.controlledMean(list(9), [], confidence)],
    ['judgePrecision', bad, message, () => sim.judgePrecision(two, { ...rule, confidence })],
    ['estimateSteady', bad, message, () => sim.estimateSteady(sim.createBatchMeans(), confidence)],
  ];
}

const saves: readonly Row[] = [
  [
    'copyPlain',
    'not-plain',
    'value.at[0] is a function; only plain data can be saved',
    () => sim.copyPlain({ at: [() => 1] }),
  ],
  [
    'copyPlain',
    'not-plain',
    'value.tank is an instance of Simulation; only plain data can be saved',
    () => sim.copyPlain({ tank: new sim.Simulation({ world: 0, kinds: [], handlers: [] }) }),
  ],
  [
    'encodePlain',
    'not-plain',
    'value is a function; only plain data can be saved',
    () => sim.encodePlain([() => 1]),
  ],
  [
    'decodePlain',
    bad,
    'text is "\\"hello\\""; wanted a whole text that encodePlain wrote',
    () => sim.decodePlain('"hello"'),
  ],
];

/** A door that opens at 10: by default it then does what `act` says. */
function door(act: (run: sim.Simulation<null>) => void = () => {}, more = {}) {
  const rules = { kinds: [{ name: 'door.opens', rank: 0 }], handlers: [untyped(atDoor(act))] };
  const run = new sim.Simulation<null>({ ...rules, world: null, ...more });
  run.schedule(10, 0, 7);
  return { rules, run };
}

const atDoor = (act: (run: sim.Simulation<null>) => void) => {
  return (_world: null, run: sim.Simulation<null>) => act(run);
};

const BACK = 'with a = 7 and b = 0; to reproduce, runToEvent(0) with the same seed, then step';
const AT_DOOR = `thrown in event 1, door.opens at 10 µs, ${BACK}`;

const simulations: readonly Row[] = [
  [
    'Simulation',
    bad,
    'handlers is 0 long; wanted as many as kinds, 1',
    () => door(undefined, { handlers: [] }),
  ],
  [
    'Simulation',
    bad,
    'rank of event kind a.b is 256; wanted a whole number to 255',
    () => door(undefined, { kinds: [{ name: 'a.b', rank: 256 }] }),
  ],
  [
    'Simulation',
    bad,
    'shuffleTies is 0.5; wanted an int32',
    () => door(undefined, { shuffleTies: 0.5 }),
  ],
  [
    'Simulation',
    bad,
    'mostAtOnce is NaN; wanted at least 1',
    () => door(undefined, { mostAtOnce: NAN }),
  ],
  ...[NAN, 0.5, Infinity].flatMap((at): readonly Row[] => [
    [
      'Simulation.schedule',
      bad,
      `door.opens was scheduled for ${at}; wanted a whole number of microseconds`,
      () => door().run.schedule(at, 0),
    ],
    [
      'Simulation.run',
      bad,
      `the end of the run was scheduled for ${at}; wanted a whole number of microseconds`,
      () => door().run.run(at),
    ],
  ]),
  [
    'Simulation.schedule',
    'in-the-past',
    'door.opens was scheduled for -1, in the past: it is 0 now',
    () => door().run.schedule(-1, 0),
  ],
  [
    'Simulation.run',
    'in-the-past',
    'the end of the run was scheduled for 4, in the past: it is 5 now',
    () => {
      const { run } = door();
      run.run(5);
      run.run(4);
    },
  ],
  [
    'Simulation.schedule',
    'unknown-kind',
    'there is no event kind 1; there are 0 door.opens',
    () => door().run.schedule(1, 1),
  ],
  [
    'Simulation.schedule in a handler',
    'in-the-past',
    `door.opens was scheduled for 9, in the past: it is 10 now; ${AT_DOOR}`,
    () => door((run) => run.schedule(9, 0)).run.run(20),
  ],
  [
    'a handler',
    'broken-handler',
    `the hinge broke; ${AT_DOOR}`,
    () =>
      door(() => {
        throw new Error('the hinge broke');
      }).run.step(),
  ],
  [
    'a handler',
    'endless-instant',
    'more than 1 events at one instant: let time pass between them, or raise mostAtOnce; ' +
      'thrown in event 2, door.opens at 10 µs, with a = 0 and b = 0; ' +
      'to reproduce, runToEvent(1) with the same seed, then step',
    () => door((run) => run.schedule(run.now, 0), { mostAtOnce: 1 }).run.run(20),
  ],
  ...(['run', 'step', 'save', 'fork'] as const).map(
    (act): Row => [
      `Simulation.${act} in a handler`,
      'mid-event',
      `${act === 'fork' ? 'save' : act} was called while an event happens: ` +
        `do it between two events; ${AT_DOOR}`,
      () => door((run) => (act === 'run' ? run.run(20) : run[act]())).run.run(20),
    ],
  ),
  [
    'Simulation.schedule',
    'no-room',
    '17592186044416 events were scheduled; no serial is left',
    () => {
      const { rules, run } = door();
      const saved = run.save();
      const ties = { high: 2 ** 44 - 2 ** 27, low: 2 ** 27 - 1 };
      const late = { ...saved, agenda: { ...saved.agenda, ties } };
      sim.Simulation.restore(rules, late).schedule(20, 0);
    },
  ],
  [
    'Simulation.save',
    'not-plain',
    'value is a function; only plain data can be saved',
    () => door(undefined, { world: () => 1 }).run.save(),
  ],
  [
    'Simulation.restore',
    'other-rules',
    'saved with event kinds and ranks door.opens (0); these are door.shuts (0)',
    () => {
      const { rules, run } = door();
      const kinds = [{ name: 'door.shuts', rank: 0 }];
      sim.Simulation.restore({ ...rules, kinds }, run.save());
    },
  ],
];

const rows = [
  ...streams,
  ...laws,
  ...moments,
  ...lines,
  ...mathematics,
  ...fingerprints,
  ...records,
  ...estimates,
  ...saves,
  ...simulations,
];

describe('bad use', () => {
  it.each(rows)('of %s is refused as %s: %s', (_name, code, message, act) => {
    const error = thrownBy(act);
    expect(error).toBeInstanceOf(sim.EngineError);
    expect(error).toMatchObject({ name: 'EngineError', code, message });
  });

  it('is shown for every error that a doc comment tells of, and for no other of the same name', () => {
    const told = toldErrors();
    const names = new Set(told.map(([name]) => name));
    const shown = rows.filter(([name]) => names.has(name));
    expect(pairs(shown)).toEqual(pairs(told));
  });

  it('is shown for every code of the closed list', () => {
    const codes = new Set(rows.map(([, code]) => code));
    expect([...codes].sort()).toEqual(Object.keys(sim.ERROR_MEANINGS).sort());
  });

  it('leaves the state as it was', () => {
    const [line, words, waiting] = [sim.createFifo(), state(), station()];
    const before = JSON.stringify([line, [...words], waiting]);
    for (const act of [
      () => sim.push(line, -1),
      () => sim.below(words, 0, 0),
      () => sim.seize(waiting, -1),
      () => sim.release(waiting),
    ]) {
      thrownBy(act);
    }
    expect(JSON.stringify([line, [...words], waiting])).toBe(before);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return 'nothing was thrown';
}

/** Name and code of every `@throws` of the library. */
function toldErrors(): readonly (readonly [name: string, code: string])[] {
  const entries = engineChapters().flatMap((chapter) => chapter.entries);
  return entries.flatMap(({ name, throws }) => {
    return throws.map((text) => [name, /`([a-z-]+)`/.exec(text)?.[1] ?? text] as const);
  });
}

function pairs(list: readonly (readonly [string, string, ...unknown[]])[]): readonly string[] {
  return [...new Set(list.map(([name, code]) => `${name} ${code}`))].sort();
}

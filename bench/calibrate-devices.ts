import { headLatencyMs } from '../models/devices/gpu.ts';
import {
  prefillMs,
  rooflineLaw,
  type ServingLaw,
  stepMs,
} from '../models/devices/language-model.ts';
import { sharedHead } from '../models/devices/sharing.ts';
import { gpuOf } from '../scenarios/catalogue/devices.ts';
import { modelSizes, placeModel } from '../scenarios/catalogue/serving.ts';
import { sharingOf } from '../scenarios/catalogue/sharing.ts';
import { SHIPPED } from '../scenarios/catalogue/shipped.ts';
import { importSplitwisePerf, type PerfSample } from '../traces/import/splitwise-perf.ts';
import { openFolder } from '../traces/open-files.ts';
import {
  contextOf,
  fitPrefill,
  fitStep,
  type Setup,
  samplesOf,
  setupsOf,
  tokensOf,
} from './calibrate-devices-fit.ts';
import { type Errors, judge, pool, showErrors } from './calibrate-devices-judge.ts';
import { constantErrors, showConstantPower } from './calibrate-devices-power.ts';
import { isBatch, isHeldOut, isLarge } from './calibrate-devices-splits.ts';
import { playBatches } from './calibrate-devices-world.ts';
import { writeFigure } from './figure.ts';

const FILE = 'llm/splitwise-perf/perf_model.csv';

/** The generated part of docs/calibration/devices.md: tables of held-out errors and a figure. */
export async function writeDevices(traces: string): Promise<string> {
  const { value: samples, notes } = importSplitwisePerf(openFolder(traces).read(FILE));
  const setups = setupsOf(samples);
  const blocks = [
    `Recordings used: ${samples.length} runs. What reading them found:`,
    notes.map((note) => `- ${note}`).join('\n'),
    '### The shipped laws on sizes they were not fitted on',
    ERRORS,
    heldOutTable(samples, setups),
    await figureOf(samples, setups),
    '### The running world on these batches',
    WORLD,
    worldTable(samples, setups),
    '### Harder questions to the same form of law',
    splitTable(samples, setups),
    '### Sizes alone, never fitted',
    rooflineTable(samples, setups),
    '### A cut card, never fitted',
    sharingTable(),
  ];
  return blocks.join('\n\n');
}

const ERRORS =
  'Each cell: median of the relative errors in per cent (the 90 % quantile; number of runs). ' +
  'A constant: the median power of the fitted settings of that row.';

function heldOutTable(samples: readonly PerfSample[], setups: readonly Setup[]): string {
  const judged = setups.map((setup) => [setup, judgeShipped(samples, setup)] as const);
  const rows = judged.map(([setup, errors]) => {
    return [nameOf(setup), ...cellsOf(errors), showConstantPower(samplesOf(samples, setup))];
  });
  const constant = setups.flatMap((setup) => constantErrors(samplesOf(samples, setup)));
  const pooled = cellsOf(pool(judged.map(([, errors]) => errors)));
  const all = ['**all**', ...pooled, showErrors(constant)];
  const head = ['model, cards', 'prefill', 'step', 'whole request', 'power', 'power, a constant'];
  return table(head, [...rows, all]);
}

const WORLD =
  'The same held-out settings, played: so many players ask at one instant an instance that batches ' +
  'continuously, over and over for 20 hours. Time to the first token, and per further token, with ' +
  'the context of each setting, and with one of 1 024 tokens for all, as a scenario has it.';

function worldTable(samples: readonly PerfSample[], setups: readonly Setup[]): string {
  const rows = setups.map((setup) => [nameOf(setup), ...worldErrors(samples, setup)] as const);
  const pooled = [0, 1, 2].map((at) => rows.flatMap(([, ...errors]) => errors[at]));
  const head = ['model, cards', 'first token', 'further token', 'further token, one context'];
  const cells = rows.map(([name, ...errors]) => [name, ...errors.map(showErrors)]);
  return table(head, [...cells, ['**all**', ...pooled.map(showErrors)]]);
}

function worldErrors(samples: readonly PerfSample[], setup: Setup): readonly (readonly number[])[] {
  const placed = shippedLaw(setup);
  const mine = samplesOf(samples, setup);
  const seen = new Set(mine.filter((one) => !isHeldOut(one)).map(tokensOf));
  const held = mine.filter((one) => isHeldOut(one) && one.generated > 1);
  const off = (found: number, recorded: number): number => Math.abs(found / recorded - 1);
  const played = held.map((one) => [one, playBatches(placed, one, contextOf(one))] as const);
  const fresh = played.filter(([one]) => !seen.has(tokensOf(one)));
  return [
    fresh.map(([one, { firstMs }]) => off(firstMs, one.prefillMs)),
    played.map(([one, { tokenMs }]) => off(tokenMs, one.stepMs)),
    held.map((one) => off(playBatches(placed, one, 1024).tokenMs, one.stepMs)),
  ];
}

function judgeShipped(samples: readonly PerfSample[], setup: Setup): Errors {
  const { law, power } = shippedLaw(setup);
  const mine = samplesOf(samples, setup);
  return judge(
    law,
    power,
    mine.filter((one) => !isHeldOut(one)),
    mine.filter(isHeldOut),
  );
}

function shippedLaw({ model, hardware, cards }: Setup) {
  const placed = placeModel(SHIPPED, model, { device: hardware, cards });
  if (placed?.isMeasured !== true) throw new Error(`no shipped law of ${model} on ${hardware}`);
  return placed;
}

function cellsOf({ prefill, step, whole, power }: Errors): readonly string[] {
  return [prefill, step, whole, power].map(showErrors);
}

function nameOf({ model, hardware, cards }: Setup): string {
  return `${model}, ${cards} × ${hardware}`;
}

function splitTable(samples: readonly PerfSample[], setups: readonly Setup[]): string {
  const batches = setups.map((setup) => {
    const single = samplesOf(samples, setup).filter((one) => !isBatch(one));
    const held = samplesOf(samples, setup).filter((one) => isBatch(one) && tokensOf(one) <= 8192);
    const { floorMs, prefill } = fitPrefill(single);
    const law = { ...EMPTY, floorMs, prefill };
    return held.map((one) => Math.abs(prefillMs(law, tokensOf(one)) / one.prefillMs - 1));
  });
  const large = setups.map((setup) => {
    const small = samplesOf(samples, setup).filter((one) => !isLarge(one));
    const law = { ...fitPrefill(small), ...fitStep(small) };
    return judge(law, undefined, small, samplesOf(samples, setup).filter(isLarge));
  });
  const far = pool(large);
  return table(
    ['split', 'prefill', 'step'],
    [
      [
        'fitted to single prompts, judged on batches of as many tokens',
        showErrors(batches.flat()),
        '–',
      ],
      [
        'fitted up to 2 048 tokens in the batch, judged on more',
        showErrors(far.prefill),
        showErrors(far.step),
      ],
    ],
  );
}

const EMPTY: ServingLaw = {
  floorMs: 0,
  prefill: [],
  stepMs: 0,
  stepEachMs: 0,
  stepTokenMs: 0,
  crowd: 0,
  crowdEachMs: 0,
};

function rooflineTable(samples: readonly PerfSample[], setups: readonly Setup[]): string {
  const rows = setups.map((setup) => {
    const { prefill, step } = judge(rooflineOf(setup), undefined, [], samplesOf(samples, setup));
    return [nameOf(setup), showErrors(prefill), showErrors(step)];
  });
  return table(['model, cards', 'prefill', 'step'], rows);
}

function rooflineOf({ model, hardware, cards }: Setup): ServingLaw {
  const [sizes, gpu] = [modelSizes(SHIPPED, model), gpuOf(SHIPPED, hardware)];
  if (sizes === undefined || gpu === undefined) throw new Error(`${model} or ${hardware} unknown`);
  return rooflineLaw(sizes, gpu, cards);
}

// MLPerf v1.0, A100 80 GB: batch 1 on one of seven parts over batch 1 on the whole card.
const SLICED = [
  ['resnet-50', 1.37],
  ['bert-large-s384', 3],
] as const;

function sharingTable(): string {
  const [gpu, sharing] = [gpuOf(SHIPPED, 'a100-80gb'), sharingOf(SHIPPED, 'mig-7')];
  if (gpu === undefined || sharing === undefined) throw new Error('no a100-80gb or mig-7');
  const rows = SLICED.map(([head, measured]) => {
    const law = gpu.heads[head];
    const factor = headLatencyMs(sharedHead(law, sharing, 0), 1) / headLatencyMs(law, 1);
    const error = `${(100 * (factor / measured - 1)).toFixed(0)} %`;
    return [head, measured.toFixed(2), factor.toFixed(2), error];
  });
  return table(
    ['head, one request on a seventh', 'measured, times slower', 'model', 'error'],
    rows,
  );
}

function figureOf(samples: readonly PerfSample[], setups: readonly Setup[]): Promise<string> {
  const values = setups.flatMap((setup) => pointsOf(setup, samplesOf(samples, setup)));
  return writeFigure('devices-errors', 'Errors of prefill and decoding times on held-out sizes', {
    layer: [
      { data: { values: [{ error: -5 }, { error: 5 }] }, mark: goal(), encoding: { y: ERROR } },
      {
        data: { values },
        mark: { type: 'point', size: 22, opacity: 0.55 },
        encoding: {
          x: {
            field: 'recorded',
            type: 'quantitative',
            scale: { type: 'log', domain: [20, 10_000] },
            axis: { values: [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] },
            title: 'recorded time, ms',
          },
          y: ERROR,
          color: { field: 'what', type: 'nominal', title: null },
          shape: { field: 'card', type: 'nominal', title: null },
        },
      },
    ],
  });
}

function goal(): { type: 'rule'; strokeDash: number[]; color: string } {
  return { type: 'rule', strokeDash: [4, 4], color: '#5c5c5c' };
}

const ERROR = {
  field: 'error',
  type: 'quantitative',
  title: 'model over recording, per cent',
} as const;

interface Point {
  readonly what: string;
  readonly card: string;
  readonly recorded: number;
  readonly error: number;
}

function pointsOf(setup: Setup, mine: readonly PerfSample[]): readonly Point[] {
  const { law } = shippedLaw(setup);
  const seen = new Set(mine.filter((one) => !isHeldOut(one)).map(tokensOf));
  const card = setup.hardware.startsWith('a100') ? 'A100' : 'H100';
  const pointOf = (what: string, recorded: number, model: number): Point => {
    return { what, card, recorded, error: 100 * (model / recorded - 1) };
  };
  const held = mine.filter(isHeldOut);
  const steps = held.map((one) => {
    return pointOf('one decoding step', one.stepMs, stepMs(law, one.requests, contextOf(one)));
  });
  const fresh = held.filter((one) => !seen.has(tokensOf(one)));
  const prefills = fresh.map((one) => {
    return pointOf('prefill', one.prefillMs, prefillMs(law, tokensOf(one)));
  });
  return [...steps, ...prefills];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

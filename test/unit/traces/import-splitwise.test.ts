import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  fitPower,
  fitPrefill,
  fitStep,
  samplesOf,
  setupsOf,
} from '../../../bench/calibrate-devices-fit.ts';
import { judge, pool } from '../../../bench/calibrate-devices-judge.ts';
import { isHeldOut } from '../../../bench/calibrate-devices-splits.ts';
import { placeModel } from '../../../scenarios/catalogue/serving.ts';
import { SHIPPED } from '../../../scenarios/catalogue/shipped.ts';
import { importSplitwisePerf } from '../../../traces/import/splitwise-perf.ts';
import { openFolder } from '../../../traces/open-files.ts';
import { problemOf } from '../../../traces/problem.ts';

const HEAD =
  'model,hardware,prompt_size,batch_size,token_size,peak_power,average_power,prompt_time,' +
  'token_time,e2e_time,tensor_parallel';

// A run as the publisher writes it; later columns follow from the earlier ones.
function run(part: Partial<Record<string, string | number>> = {}): string {
  const whole = { hardware: 'a100', prompt: 512, batch: 1, peak: 1, average: 0.7, first: 100 };
  const { hardware, prompt, batch, peak, average, first } = { ...whole, ...part };
  const step = part.step ?? 50;
  const end = part.end ?? Number(first) + 127 * Number(step);
  return `m,${hardware},${prompt},${batch},128,${peak},${average},${first},${step},${end},2`;
}

function read(...lines: readonly string[]) {
  return importSplitwisePerf({ name: 'perf.csv', text: [HEAD, ...lines, ''].join('\n') });
}

function refusalOf(...lines: readonly string[]) {
  try {
    read(...lines);
  } catch (error) {
    return problemOf(error) ?? expect.fail(String(error));
  }
  return expect.fail('nothing was refused');
}

describe('timings of language models', () => {
  it('are read with their power', () => {
    expect(read(run()).value).toEqual([
      {
        model: 'm',
        hardware: 'a100',
        cards: 2,
        prompt: 512,
        requests: 1,
        generated: 128,
        prefillMs: 100,
        stepMs: 50,
        powerShare: 0.7,
      },
    ]);
  });

  it('lose what stands there twice, with a note', () => {
    const { value, notes } = read(run(), run(), run({ first: 101 }));
    expect(value).toHaveLength(2);
    expect(notes[0]).toBe('1 rows that stand there twice left out');
  });

  it('lose runs that were served in turns, with a note', () => {
    const { value, notes } = read(run(), run({ batch: 2 }), run({ batch: 64, end: 160_000 }));
    expect(value.map(({ requests }) => requests)).toEqual([1, 2]);
    expect(notes[0]).toContain('served in turns');
  });

  it('take a power of zero, or of next to nothing, as not recorded', () => {
    const { value, notes } = read(run({ peak: 0, average: 0 }), run({ average: 0.18 }));
    expect(value.map(({ powerShare }) => powerShare)).toEqual([undefined, undefined]);
    expect(notes).toEqual([
      '2 rows without a believable power, kept for their times',
      '2 of 2 rows kept',
    ]);
  });

  it('lose hardware that was computed from another, with a note', () => {
    const measured = [run({ first: 100 }), run({ first: 210 })];
    const capped = [100, 210].map((first) => run({ hardware: 'a100-cap', first: 1.3 * first }));
    const { value, notes } = read(...measured, ...capped);
    expect(new Set(value.map(({ hardware }) => hardware))).toEqual(new Set(['a100']));
    expect(notes[0]).toContain('a100-cap, computed');
  });

  it.each([
    ['a unit that is not like the others', [run({ first: 0.1, end: 6450_000 })], /runs of/],
    ['seconds throughout', [run({ first: 0.1, step: 0.05, end: 6.45 })], /median token_time/],
    ['an average above the peak', [run({ average: 1.2 })], /above peak_power/],
    ['a batch of a fraction', [run({ batch: 1.5 })], /batch_size 1.5/],
    ['a time of nothing', [run({ first: 0 })], /prompt_time "0"/],
    ['a word for a number', [run({ step: 'fast', end: 1 })], /token_time "fast"/],
    ['a line cut short', [run().slice(0, 20)], /column/],
    ['no run at all', [], /no data row/],
  ])('are refused with %s', (_, lines, found) => {
    expect(refusalOf(...lines)).toMatchObject({
      file: 'perf.csv',
      found: expect.stringMatching(found),
    });
  });

  it('are read behind a byte order mark and with line ends of Windows', () => {
    const text = `\ufeff${[HEAD, run()].join('\r\n')}\r\n`;
    expect(importSplitwisePerf({ name: 'perf.csv', text }).value).toHaveLength(1);
  });
});

// The recordings are not part of the project: point PLAYTWIN_TRACES at them to run these.
const beside = fileURLToPath(new URL('../../../../shared/traces', import.meta.url));
const folder = process.env.PLAYTWIN_TRACES ?? beside;
const hasTraces = existsSync(folder);
if (!hasTraces) process.stdout.write(`SKIPPED: no recordings at ${folder}\n`);

describe.skipIf(!hasTraces)('the shipped laws', () => {
  const samples = hasTraces
    ? importSplitwisePerf(openFolder(folder).read('llm/splitwise-perf/perf_model.csv')).value
    : [];
  const setups = setupsOf(samples);

  it('are what the fit gives without the held-out sizes', () => {
    expect(setups).toHaveLength(8);
    for (const setup of setups) {
      const kept = samplesOf(samples, setup).filter((one) => !isHeldOut(one));
      const { law, power } = placed(setup);
      expect(law).toEqual({ ...fitPrefill(kept), ...fitStep(kept) });
      const powered = kept.filter(({ powerShare }) => powerShare !== undefined);
      expect(power).toEqual(powered.length === 0 ? undefined : fitPower(powered));
    }
  });

  it('are within 5 % in the median on sizes they were not fitted on', () => {
    const errors = pool(
      setups.map((setup) => {
        const mine = samplesOf(samples, setup);
        const { law, power } = placed(setup);
        const kept = mine.filter((one) => !isHeldOut(one));
        return judge(law, power, kept, mine.filter(isHeldOut));
      }),
    );
    for (const [what, all] of Object.entries(errors)) {
      const sorted = [...all].sort((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      process.stdout.write(`${what}: median ${(100 * median).toFixed(1)} % of ${all.length}\n`);
      expect(median).toBeLessThan(0.05);
    }
  });
});

function placed({ model, hardware, cards }: { model: string; hardware: string; cards: number }) {
  return placeModel(SHIPPED, model, { device: hardware, cards }) ?? expect.fail(model);
}

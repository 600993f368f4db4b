import { describe, expect, it } from 'vitest';
import { compileRun } from '../../../scenarios/compile.ts';
import { briefBatching } from '../../../scenarios/compile-batching.ts';
import { openBundle } from '../../../traces/open-bundle.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const NPC = 'npc-batching.yaml';
const HEAD = 'service: { head: { use: resnet-50 } }';
const frames = (batching: string) =>
  edited('mg1.yaml', 'service: { lognormal: { mean: 100 ms, scv: 2 } }', `${HEAD}\n  ${batching}`);

describe('continuous batching', () => {
  const { serving } = scenarioOf(textOf(NPC));

  it('takes its stretches and reads from the catalogue’s model on the instance', () => {
    const { batching } = serving;
    expect(batching?.stretch).toHaveLength(17);
    expect(batching?.stretch[16]).toBe(1);
    // 8.5 GB of weights at 60 % of 300 GB/s are read once a step, whoever is in it.
    expect(batching?.floor).toBeCloseTo(8.5e6 / (300 * 0.6), 0);
    expect(batching?.stretch[1]).toBeLessThan(0.8);
    expect(batching?.stretch.slice(1)).toEqual([...(batching?.stretch.slice(1) ?? [])].sort());
  });

  it('tells policies how long a request takes among others, and plans with a full instance', () => {
    const scenario = scenarioOf(textOf(NPC));
    const { traces, epoch, horizon: span, regions } = scenario;
    const opened = openBundle(traces, { epoch, span, regions });
    if (!opened.ok) throw new Error('no bundle');
    const { setup } = compileRun(scenario, opened.value, scenario.contenders[0], 0);
    const { serviceByNumber = [], plannedService } = briefBatching(setup, 16);
    expect(serviceByNumber).toHaveLength(16);
    expect(plannedService).toBe(serviceByNumber[15]);
    expect(serviceByNumber[15]).toBeGreaterThan(serviceByNumber[0]);
    // Sixteen together take longer each, and are far more in the end.
    expect(16 / serviceByNumber[15]).toBeGreaterThan(8 / serviceByNumber[0]);
  });

  it('is one among none, and nothing is shared where nothing is said', () => {
    expect(scenarioOf(edited(NPC, 'continuous', 'none')).serving.batching).toBeUndefined();
    expect(scenarioOf(textOf('mg1.yaml')).serving.batching).toBeUndefined();
  });

  it('wants a model, and as many in its batch as there are slots', () => {
    const law = edited(
      NPC,
      '{ model: { use: llama-8b-int8, batch: 16, context: 1024 } }',
      '{ deterministic: 1 s }',
    );
    expect(problemsOf(law)[0].wanted).toMatch(/a service by model/);
    const [problem] = problemsOf(edited(NPC, 'batch: 16', 'batch: 8'));
    expect(problem.path).toBe('serving.service.model.batch');
    expect(problem.wanted).toMatch(/16, the slots/);
  });

  it.each(['sampled 1 in 10', 'fluid'])('is refused where players are counted: %s', (detail) => {
    const text = edited(NPC, 'replications: 3', `replications: 3\ndetail: ${detail}`);
    const [problem] = problemsOf(text);
    expect(problem.path).toBe('serving.batching');
    expect(problem.wanted).toMatch(/detail of exact/);
    expect(problem.line).toBeGreaterThan(1);
  });
});

it('is refused beside other kinds of work', () => {
  const classes =
    'batching: continuous\n  work classes: { ranks: { network: resnet-50, inferences: 1 } }';
  const found = problemsOf(edited(NPC, 'batching: continuous', classes));
  expect(found.some(({ wanted }) => wanted.includes('batches are of one kind'))).toBe(true);
});

describe('gathered batches', () => {
  it('are those of a head on the instance’s card', () => {
    const { batching, service } = scenarioOf(
      frames('batching: { up to: 1, within: 2 ms }'),
    ).serving;
    expect(service).toEqual({ kind: 'law', law: { kind: 'deterministic', value: 360 } });
    expect(batching).toEqual({
      most: 1,
      within: 2000,
      floor: 0,
      stretch: [],
      reading: [
        [0, 284],
        [360, 360],
      ],
    });
    expect(scenarioOf(frames('batching: none')).serving.service).toEqual(service);
  });

  it('are no larger than the slots, and no other than a head’s', () => {
    const [large] = problemsOf(frames('batching: { up to: 2, within: 2 ms }'));
    expect(large.path).toBe('serving.batching.up to');
    const [other] = problemsOf(frames('batching: continuous'));
    expect(other.wanted).toMatch(/a service by model/);
    const [law] = problemsOf(edited(NPC, 'continuous', '{ up to: 2, within: 2 ms }'));
    expect(law.wanted).toMatch(/a service by head/);
  });

  it('name a head that the card has, on an instance of one card', () => {
    const [unknown] = problemsOf(frames('').replace('resnet-50', 'resnet-5'));
    expect(unknown.path).toBe('serving.service.head.use');
    expect(unknown.nearest).toBe('resnet-50');
    const [many] = problemsOf(frames('').replace('g2-standard-4', 'a3-highgpu-8g'));
    expect(many.wanted).toMatch(/an instance of one card/);
    const [none] = problemsOf(frames('').replace('g2-standard-4', 'f1.2xlarge'));
    expect(none.wanted).toMatch(/whose card has heads/);
  });

  it.each(['continous', '{ up to: 0, within: 1 ms }', '{ up to: 2 }', '7'])(
    'are not written %s',
    (written) => {
      expect(problemsOf(frames(`batching: ${written}`))[0].path).toMatch(/^serving\.batching/);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../engine/units.ts';
import { checkFork } from '../../../scenarios/fork.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const withBoot = (boot: string) =>
  edited('mg1.yaml', 'boot: { deterministic: 60 s }', `boot: ${boot}`);

const STAGES = `{
    stores: { files: { channel: 100 MiB/s, total: 8 Gb/s, price: 0.03 USD/GB, openings per minute: 200, openings at once: 2 } },
    stages: {
      launch: { takes: { deterministic: 40 s } },
      models: { after: [launch], reads: 50 GB, from: files, cached: 10 %, hot: 20 %, shards: 10, needed: 1 % }
    }
  }`;

const FAMILIES = 'families: { b: { price: 120 % }, a: { price: 100 %, most per zone: 3 } }';
const POOL =
  'warm pool: { instances: 1, waits: stopped, keeps: [models], wakes: { deterministic: 1 s }, price: 0.02 USD/h }';

const bootOf = (boot: string) => {
  const read = scenarioOf(withBoot(boot)).serving.boot;
  if (read.kind !== 'stages') throw new Error('wanted stages');
  return read;
};

const wantedOf = (boot: string) => problemsOf(withBoot(boot))[0];

describe('boots by stages', () => {
  it('are read into bytes per microsecond, masks of stages and numbers of stores', () => {
    const { stages, stores, families, pool } = bootOf(STAGES);
    expect(stores[0].channel).toBeCloseTo(104.8576, 9);
    expect(stores[0].total).toBeCloseTo(1000, 9);
    expect(stores[0].openEvery).toBe((60 / 200) * SECOND);
    expect(stores[0].pricePerGb).toBeCloseTo(0.03, 12);
    expect(stores[0].client).toBe(Number.POSITIVE_INFINITY);
    expect(stages[1]).toMatchObject({ after: 1, bytes: 45e9, hot: 0.2, channels: 1, shards: 10 });
    expect(families).toMatchObject([{ name: 'any', price: 1 }]);
    expect(pool).toBeUndefined();
  });

  it('sort families by price and add the stage that wakes an instance of the pool', () => {
    const text = STAGES.replace('{', `{ ${FAMILIES}, skip after error: 3 min, ${POOL},`);
    const { families, stages, pool, backOff } = bootOf(text);
    expect(families.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(backOff).toBe(3 * MINUTE);
    expect(stages.map(({ name }) => name)).toEqual(['launch', 'models', 'wake']);
    expect(pool).toMatchObject({ keeps: 0b10, isRunning: false, pricePerHour: 0.02 });
  });

  const models = (keys: string) => `{ stores: { files: {} }, stages: { models: { ${keys} } } }`;

  it.each([
    [models('reads: 1 GB, from: file'), 'stages.models.from', /one of files, for example files/],
    [models('reads: 1 GB'), 'stages.models', /reads and from together/],
    [models('reads: 1 GB, from: { files: 60 % }'), 'stages.models', /add up to 100 %/],
    [models('takes: { deterministic: 1 s }, channels: 2'), 'stages.models', /no key of reads/],
    [models('after: [model], reads: 1 GB, from: files'), 'stages.models.after', /one of models/],
    [models('after: [models], reads: 1 GB, from: files'), 'stages.models.after', /in a circle/],
    [models('reads: 1 GB, from: files, hot: 10 %'), 'stages.models', /hot, shards and needed/],
    [models('reads: 1 GB, from: files, unpack: 1 MB/s'), 'stages.models', /unpack and layers/],
    [models('reads: 1 kg, from: files'), 'stages.models.reads', /an amount of data/],
    [STAGES.replace('openings at once: 2', 'open channels: 2'), 'stores.files', /openings at once/],
    [
      STAGES.replace('from: files', 'from: files, channels: 3'),
      'stages.models',
      /at most 2 channels/,
    ],
    [
      models('reads: 1 GB, from: files, channels: 3').replace('{}', '{ open channels: 2 }'),
      'stages.models',
      /at most 2 channels, the open channels of files/,
    ],
    [STAGES.replace('{', '{ exponential: { mean: 1 s },'), '', /exactly one law/],
    [`{ ${FAMILIES} }`, '', /exactly one law/],
    [STAGES.replace('{', `{ ${FAMILIES},`), '', /families and skip after error/],
    [STAGES.replace('{', `{ ${POOL.replace('stopped', 'running')},`), 'warm pool', /only there/],
    [STAGES.replace('{', `{ ${POOL.replace('models', 'model')},`), 'warm pool.keeps', /models/],
  ])('%s is a problem', (boot, path, wanted) => {
    const problem = wantedOf(boot);
    expect(problem.path).toBe(['serving.boot', path].filter((part) => part !== '').join('.'));
    expect(problem.wanted).toMatch(wanted);
  });

  it('cannot be changed once a run has begun', () => {
    const saved = scenarioOf(textOf('cold-start-launch.yaml'));
    const boot = { kind: 'deterministic', value: 1 } as const;
    const changed = { ...saved, serving: { ...saved.serving, boot } };
    const edit = { label: '--set', path: ['serving', 'boot'], value: '{ deterministic: 1 us }' };
    const [problem] = checkFork({ saved, edited: changed, edits: [edit] });
    expect(problem.wanted).toMatch(/laid out by stages/);
  });
});

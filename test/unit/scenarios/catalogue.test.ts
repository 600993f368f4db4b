import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../scenarios/catalogue/catalogue.ts';
import { instanceNames, instanceOf } from '../../../scenarios/catalogue/instances.ts';
import { cataloguePage } from '../../../scenarios/catalogue/page.ts';
import { scalePrices } from '../../../scenarios/catalogue/prices.ts';
import { fits, placeModel, requestTimes } from '../../../scenarios/catalogue/serving.ts';
import { SHIPPED } from '../../../scenarios/catalogue/shipped.ts';
import { parseCatalogue } from '../../../scenarios/parse-catalogue.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const FILE = 'scenarios/catalogue/devices.yaml';
const text = readFileSync(`${ROOT}${FILE}`, 'utf8');

function over(own: string) {
  const parsed = parseCatalogue(own, 'own.yaml', SHIPPED);
  if ('catalogue' in parsed) return parsed.catalogue;
  throw new Error(JSON.stringify(parsed.problems));
}

function problemsOf(own: string) {
  const parsed = parseCatalogue(own, 'own.yaml', SHIPPED);
  return 'problems' in parsed ? parsed.problems : [];
}

// Run with -u to write both files again after a change of devices.yaml.
describe('the shipped catalogue', () => {
  it('is what devices.yaml says', async () => {
    const parsed = parseCatalogue(text, FILE);
    expect('problems' in parsed ? parsed.problems : []).toEqual([]);
    const json = `${JSON.stringify('catalogue' in parsed && parsed.catalogue, undefined, 2)}\n`;
    await expect(json).toMatchFileSnapshot(`${ROOT}scenarios/catalogue/shipped.json`);
  });

  it('has a page with every number', async () => {
    const parsed = parseCatalogue(text, FILE);
    const page = 'catalogue' in parsed ? cataloguePage(parsed.catalogue) : '';
    await expect(page).toMatchFileSnapshot(`${ROOT}docs/reference/catalogue.md`);
  });

  it('names a source for every number, and calls assumed what has none', () => {
    const kinds = Object.values(SHIPPED.kinds).flatMap((entries) => Object.values(entries));
    const figures = kinds.flatMap((entry) => figuresOf(entry).map(([, figure]) => figure));
    expect(figures.length).toBeGreaterThan(300);
    for (const { source, confidence } of figures) {
      expect(Object.keys(SHIPPED.sources)).toContain(source);
      expect(source).not.toBe('own');
      if (source === 'none') expect(confidence).toBe('assumed');
    }
  });

  // What old scenarios ran with: these may only change together with their published results.
  it.each([
    ['g2-standard-4', 39, 92, 100],
    ['g4dn.xlarge', 24, 90, 100],
    ['a2-highgpu-1g', 86, 460, 301],
    ['a3-highgpu-1g', 140, 820, 404],
  ])('gives %s the limits and mass it always had', (name, idleW, limitW, embodiedKg) => {
    expect(instanceOf(SHIPPED, name)).toMatchObject({ idleW, limitW, embodiedKg, priceFactor: 1 });
    expect(instanceOf(SHIPPED, name)?.life).toBe(1826 * 86_400_000_000);
  });
});

describe('a catalogue of one’s own', () => {
  it('overrides a number and leaves the others', () => {
    const own = over('instance:\n  g2-standard-4: { price: 0.3525 USD/h }\n');
    expect(instanceOf(own, 'g2-standard-4')).toMatchObject({ priceFactor: 0.5, idleW: 39 });
    expect(own.kinds.instance['g2-standard-4'].figures.price).toMatchObject({
      confidence: 'assumed',
      source: 'own',
    });
  });

  it('adds an entry that is like another', () => {
    const own = over(
      'gpu:\n  l5: { title: next, like: l4, power limit: 0.05 kW }\n' +
        'instance:\n  mine: { title: mine, like: g2-standard-4, device: l5 }\n',
    );
    expect(instanceNames(own)).toContain('mine');
    expect(instanceOf(own, 'mine')).toMatchObject({
      limitW: 70,
      maxW: 20 + 0.74 * 50,
      idleW: 39,
      priceFactor: 1,
    });
  });

  it.each([
    ['gpu:\n  l4: { memory: 24 }\n', 'gpu.l4.memory', /a number with its unit/],
    ['gpu:\n  l4: { memory: 24 W }\n', 'gpu.l4.memory', /a number with its unit/],
    ['gpu:\n  l4: { memry: 24 GB }\n', 'gpu.l4.memry', /a known key/],
    ['gpu:\n  l6: { title: new, memory: 24 GB }\n', 'gpu.l6.bandwidth', /an entry it is like/],
    ['gpu:\n  l6: { title: new, like: l44 }\n', 'gpu.l6.like', /stands before it/],
    ['gpus:\n  l4: { memory: 24 GB }\n', 'gpus', /a known key/],
    ['instance:\n  g2-standard-4: { device: l44 }\n', 'instance.g2-standard-4.device', /a gpu/],
    [
      'gpu:\n  l4: { memory: { value: 24 GB, confidence: sure } }\n',
      'gpu.l4.memory.confidence',
      /measured/,
    ],
    [
      'gpu:\n  l4: { memory: { value: 24 GB, range: 25 GB .. 26 GB } }\n',
      'gpu.l4.memory.range',
      /around the value/,
    ],
    [
      'gpu:\n  l4: { memory: { value: 24 GB, source: nowhere } }\n',
      'gpu.l4.memory.source',
      /a source/,
    ],
    ['sources:\n  me: { title: mine }\n', 'sources.me', /a date/],
  ])('is refused with its place: %j', (own, path, wanted) => {
    const problems = problemsOf(own);
    const problem =
      problems.find((one) => one.path === path) ?? expect.fail(JSON.stringify(problems));
    expect(problem.file).toBe('own.yaml');
    expect(problem.line).toBeGreaterThan(0);
    expect(problem.wanted).toMatch(wanted);
  });
});

describe('a language model on cards', () => {
  it('has the measured times where there are some, and follows from sizes elsewhere', () => {
    const measured = placeModel(SHIPPED, 'llama2-70b', { device: 'a100-80gb', cards: 4 });
    const sized = placeModel(SHIPPED, 'llama-8b-int8', { device: 'l4', cards: 1 });
    expect(measured?.isMeasured).toBe(true);
    expect(sized?.isMeasured).toBe(false);
    // The catalogue's own derivation for 7B to 8B on an L4, 2026: 92 µs and 45 ms a token.
    const times = requestTimes(sized ?? expect.fail(), { batch: 1, context: 500 });
    expect(times.prefill / 92).toBeCloseTo(1, 0);
    expect(times.decode / 45_000).toBeCloseTo(1, 0);
  });

  it('fits only while weights and contexts do', () => {
    const placed = placeModel(SHIPPED, 'llama-8b-fp16', { device: 'l4', cards: 1 });
    expect(fits(placed ?? expect.fail(), { batch: 8, context: 4096 })).toBe(true);
    expect(fits(placed ?? expect.fail(), { batch: 32, context: 4096 })).toBe(false);
  });
});

it('scales recorded prices only when a scenario brings its own', () => {
  const flat = { name: 'r', unit: 'USD/h', times: [0], values: [2], span: 1, end: 'hold' } as const;
  const prices = { onDemand: flat, spot: { ...flat, values: [1] } };
  expect(scalePrices(prices, undefined)).toBe(prices);
  expect(scalePrices(prices, 0.5).onDemand.values).toEqual([1]);
  expect(scalePrices(prices, 0.5).spot.values).toEqual([0.5]);
});

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { scenarioReference } from '../../../scenarios/reference.ts';
import { scenarioSchema } from '../../../scenarios/scenario-schema.ts';
import { edited, LIBRARY, textOf } from './library.ts';

const FOLDER = new URL('../../../docs/reference/', import.meta.url).pathname;

// Run with -u to write the files again after a change of the schema.
describe('the reference of scenario files', () => {
  it('is what the schema says', async () => {
    await expect(scenarioReference()).toMatchFileSnapshot(`${FOLDER}scenario.md`);
  });

  it('has the JSON Schema that the schema gives', async () => {
    const text = `${JSON.stringify(scenarioSchema(), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`${FOLDER}scenario.schema.json`);
  });

  it('names every top-level key', () => {
    const reference = scenarioReference();
    const keys = Object.keys(scenarioSchema().properties ?? {});
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(reference).toContain(`\`${key}\``);
  });

  it('asks for no keyword that JSON Schema does not have', () => {
    const text = JSON.stringify(scenarioSchema());
    expect(text).not.toMatch(/"(wanted|loop)":/);
  });
});

describe('the JSON Schema', () => {
  const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(scenarioSchema())));

  it.each(LIBRARY)('accepts %s', (name) => {
    expect(schema.safeParse(parse(textOf(name))).error).toBeUndefined();
  });

  it.each([
    ['budget: 1 s', 'budget: 1'],
    ['boot: {', 'boots: {'],
    ['use: baselines/peak', 'use: baselines/peek'],
    ['headroom: 20 %', 'head: 20 %'],
    ['jitter: shipped/jitter-wired', 'jitter: 4'],
  ])('refuses %s written as %s', (piece, replacement) => {
    const text = edited('mg1.yaml', piece, replacement);
    expect(schema.safeParse(parse(text)).success).toBe(false);
  });
});

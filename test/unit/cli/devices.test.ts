import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { play } from './capture.ts';

let folder = '';
const mg1 = readFileSync(new URL('../../../scenarios/library/mg1.yaml', import.meta.url), 'utf8');

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-devices-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('playtwin devices', () => {
  test('lists one of every kind with what is assumed of it', async () => {
    const { code, out } = await play('devices');
    expect(code).toBe(0);
    for (const kind of ['gpu', 'edge', 'fpga', 'npu', 'annealer'])
      expect(out).toContain(` ${kind} `);
    expect(out).toMatch(/l4 +│ gpu +│ 24 +│ 27 +│ 53\.3 .*29 %/);
  });

  test('tells every number of one with its source, and what it does', async () => {
    const { code, out } = await play('devices', 'a100-80gb');
    expect(code).toBe(0);
    expect(out).toMatch(/memory +│ 80 GB .*vendor/);
    expect(out).toMatch(/bert-base-int8 +│ 64 +│ 4\.16 /);
    expect(out).toContain('mig-7');
    expect(out).toMatch(/llama2-70b on 4: .*\(measured\)/);
  });

  test.each([
    ['advantage-4', /dense-60: chains of 6, 360 qubits/],
    ['phone-8-elite', /2 min hot/],
    ['zc706', /5000 ms dark/],
    ['pop-l4', /round trip of 8 ms/],
  ])('tells what is special about %s', async (name, special) => {
    expect((await play('devices', name)).out).toMatch(special);
  });

  test('knows a near miss', async () => {
    const { code, err } = await play('devices', 'a100-80g');
    expect([code, err]).toEqual([2, expect.stringContaining('nearest: a100-80gb')]);
  });

  test('lays an own catalogue over the shipped one, or says what is wrong with it', async () => {
    const good = write('good.yaml', 'gpu:\n  l5: { title: next, like: l4, memory: 32 GB }\n');
    expect((await play('devices', 'l5', '--catalogue', good)).out).toContain('32 GB');
    const bad = write('bad.yaml', 'gpu:\n  l4: { memory: many }\n');
    const { code, err } = await play('devices', '--catalogue', bad);
    expect(code).toBe(2);
    expect(err).toMatch(
      /bad\.yaml\n +2 +gpu\.l4\.memory +found many +wanted a number with its unit/,
    );
    expect((await play('devices', '--catalogue', join(folder, 'none.yaml'))).code).toBe(2);
  });
});

describe('a scenario with a catalogue of its own', () => {
  const short = ['--set', 'horizon=4 min', '--set', 'warm-up=0 s', '--replications', '1'];
  const json = ['--format', 'json', '--quiet', '--workers', '0'];
  const named = `catalogue: mine.yaml\n${mg1}`;

  test('is run with the prices and powers it brings', async () => {
    write('mine.yaml', 'instance:\n  g2-standard-4: { price: 1.41 USD/h }\n');
    const plain = await play('run', 'mg1', ...short, ...json);
    const { code, out } = await play('run', write('dear.yaml', named), ...short, ...json);
    expect(code).toBe(0);
    const [cheap, dear] = [plain.out, out].map(
      (text) => JSON.parse(text).contenders[0].replications[0].totals.costOnDemand,
    );
    expect(dear / cheap).toBeCloseTo(2, 9);
  });

  test('is refused when the file is not there, or wrong', async () => {
    const lost = write('lost.yaml', `catalogue: gone.yaml\n${mg1}`);
    const missing = await play('validate', lost);
    expect(missing.err).toMatch(/1 +catalogue +found gone\.yaml +wanted a readable YAML file/);
    write('wrong.yaml', 'gpu:\n  l4: { memory: 1 W }\n');
    const wrong = await play('validate', write('uses-wrong.yaml', `catalogue: wrong.yaml\n${mg1}`));
    expect(wrong.err).toMatch(/wrong\.yaml\n +2 +gpu\.l4\.memory/);
  });

  test('goes on from a save without the file', async () => {
    const own = write('mine.yaml', 'instance:\n  g2-standard-4: { price: 1.41 USD/h }\n');
    const path = write('saved.yaml', named);
    const straight = await play('run', path, ...short, ...json);
    await play('run', path, ...short, ...json, '--save-at', '2 min', '--out', folder);
    rmSync(own);
    const resumed = await play('run', '--from', join(folder, 'saved-2min.save'), ...json);
    expect(resumed.code).toBe(0);
    const digestOf = (text: string) => JSON.parse(text).contenders[0].replications[0].digest;
    expect(digestOf(resumed.out)).toBe(digestOf(straight.out));
  });
});

describe('a scenario that names a language model', () => {
  const service = 'service: { lognormal: { mean: 100 ms, scv: 2 } }';
  const modelled = (use: string, batch: number) =>
    mg1.replace(service, `service: { model: { use: ${use}, batch: ${batch}, context: 1024 } }`);

  test('takes its times from the catalogue', async () => {
    expect(mg1).toContain(service);
    const file = write('model.yaml', modelled('llama-8b-int8', 4));
    expect(await play('validate', file)).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    ['llama-8b-int9', 4, /model\.use +found llama-8b-int9 .*nearest: llama-8b-int8/],
    ['llama2-70b', 1, /found 138 GB of weights.* wanted no more than the 24 GB/],
    ['llama-8b-int8', 1024, /GB of contexts/],
  ])('is refused with %s in batches of %i', async (use, batch, wanted) => {
    const { code, err } = await play('validate', write('model.yaml', modelled(use, batch)));
    expect(code).toBe(2);
    expect(err).toMatch(wanted);
  });
});

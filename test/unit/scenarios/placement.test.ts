import { describe, expect, it } from 'vitest';
import { MILLISECOND } from '../../../engine/units.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const FRAMES = 'per-frame.yaml';

function said(piece: string, replacement: string): string {
  const problems = problemsOf(edited(FRAMES, piece, replacement));
  return problems.map(({ path, wanted }) => `${path}: ${wanted}`).join('; ');
}

describe('the placement of frames in a scenario', () => {
  it('comes out in base units, with devices and their models out of the catalogue', () => {
    const { placement } = scenarioOf(textOf(FRAMES));
    const [phone, console] = placement?.devices ?? [];
    expect(phone.npu.name).toBe('phone-8-elite');
    expect(phone.work).toEqual([Number.POSITIVE_INFINITY, 7 * MILLISECOND]);
    expect(console.work).toEqual([5.97 * MILLISECOND, 7 * MILLISECOND]);
    expect(placement?.edgeRtt).toBe(3 * MILLISECOND);
  });

  it('leaves a scenario without it as it was', () => {
    expect(Object.keys(scenarioOf(textOf('mg1.yaml')))).not.toContain('placement');
  });

  it('is refused where requests are only counted', () => {
    const problems = problemsOf(`${textOf(FRAMES)}detail: sampled 1 in 100\n`);
    const found = problems.find(({ path }) => path === 'placement');
    expect(found?.wanted).toMatch(/every frame is followed/);
  });

  it.each([
    ['use: baselines/always-edge', 'use: baselines/allways-edge', /placement.use: .*always-edge/],
    ['phone-8-elite: 35 %', 'phone-9: 35 %', /devices.phone-9: a neural unit of the catalogue/],
    ['phone-8-elite: 35 %', 'phone-8-elite: 95 %', /devices: shares that add up to 100 % at most/],
    ['device: bert-large-s384', 'device: bert-huge', /full.device: a duration, or a model/],
    ['full: { fidelity: 100 %', 'full: { fidelity: 80 %', /small.fidelity: at most that of/],
    ['give up: 200 ms', 'give up: 20 ms', /serving.give up: a time of at least the budget/],
    ['think: { deterministic: 16.667 ms }', 'think: { deterministic: 0 s }', /at least 1 ms/],
    [
      'service: { head: { use: bert-large-s384 } }',
      'service: { tokens: { first: 20 ms, prefill: 92 us, decode: 45 ms } }',
      /serving.service: a law or a head/,
    ],
    [
      '    placement: { use: baselines/always-device }\n',
      '',
      /policies.device: a gate that places/,
    ],
  ])('says what is wrong with %s', (piece, replacement, wanted) => {
    expect(said(piece, replacement)).toMatch(wanted);
  });

  it('refuses a gate where no frame is placed', () => {
    const gate = '    placement: { use: baselines/always-edge }\n';
    const text = textOf('mg1.yaml').replace(/(\n {4}routing: .*\n)/, `$1${gate}`);
    const problems = problemsOf(text);
    expect(problems.map(({ wanted }) => wanted).join()).toMatch(/places no frames/);
  });
});

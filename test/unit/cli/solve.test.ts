import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { play } from './capture.ts';

let folder = '';

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-solve-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('playtwin solve', () => {
  const ring = '5 5\n1 2 1\n2 3 1\n3 4 1\n4 5 1\n5 1 1\n';
  const small = ['--sweeps', '400', '--per-read', '50'];

  test('cuts a ring of five in four places, by every stage', async () => {
    const asked = ['solve', 'max-cut', write('ring.txt', ring), ...small, '--format', 'json'];
    const { code, out } = await play(...asked);
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(told).toMatchObject({ problem: 'max-cut', measure: 'cut', spins: 5 });
    expect(told.stages.map((stage: { value: number }) => stage.value)).toEqual([4, 4, 4, 4, 4, 4]);
    expect((await play(...asked)).out).toBe(out);
  });

  test('colours it with three colours, and says what is missing without them', async () => {
    const path = write('ring.col', ring);
    const { out } = await play('solve', 'colouring', path, '--colours', '3', ...small);
    expect(out).toContain('15 spins. An annealer is stood in for by simulated annealing');
    expect(out).toMatch(/local search alone +│ same budget +│ +0 │/);
    const { code, err } = await play('solve', 'colouring', path);
    expect(code).toBe(2);
    expect(err).toContain('--colours is missing');
  });

  test('assigns at the least cost', async () => {
    const path = write('costs.csv', '4,1,3\n2,0,5\n3,2,2\n');
    const { out } = await play('solve', 'assignment', path, ...small);
    expect(out).toMatch(/refined by local search .*│ +5 │/);
  });

  test('names file, line, what was found and what was wanted', async () => {
    const { code, err, out } = await play('solve', 'max-cut', write('bad.txt', '3 1\n1 9 1\n'));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/bad\.txt:2 .*found vertex 9, wanted 1 to 3/);
    expect((await play('solve', 'max-cut', join(folder, 'none'))).code).toBe(2);
  });
});

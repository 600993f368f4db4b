import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../cli/command-line.ts';
import { openCapture } from '../unit/cli/capture.ts';

const horizon = ['--set', 'horizon=40 min', '--replications', '2'];
const launch = ['run', 'launch-week', ...horizon];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playtwin-observation-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function print(words: readonly string[], isTTY = false): Promise<string> {
  const capture = openCapture({}, isTTY);
  expect(await runCommandLine([...launch, ...words], capture.terminal)).toBe(0);
  return capture.out();
}

/** The digests of all events, in the order of contenders and replications. */
function digestsOf(printed: string): readonly string[] {
  const digests = printed.slice(printed.indexOf('digests of all events')).split('\n\n')[0];
  return digests.match(/\b[0-9a-f]{16}\b/g) ?? [];
}

describe('a run that is watched', () => {
  it('goes the way it goes unwatched', async () => {
    const plain = await print(['--workers', '0', '--quiet']);
    expect(digestsOf(plain)).toHaveLength(10);
    // Words of the command line, whether stderr is a terminal.
    const ways: readonly (readonly [readonly string[], boolean])[] = [
      [['--workers', '0'], true],
      [['--workers', '2'], true],
      [['--workers', '2', '--quiet'], false],
      [['--workers', '0', '--save-at', '7 min', '--save-at', '31.5 min', '--out', folder], false],
    ];
    for (const [words, isTTY] of ways) expect(await print(words, isTTY)).toBe(plain);
  });

  it('has the same digests in every form in which they are told', async () => {
    const json = JSON.parse(await print(['--workers', '0', '--format', 'json']));
    const told = json.contenders.flatMap((one: { replications: { digest: string }[] }) => {
      return one.replications.map(({ digest }) => digest);
    });
    expect(digestsOf(await print(['--workers', '0', '--kpis', 'all']))).toEqual(told);
  });
});

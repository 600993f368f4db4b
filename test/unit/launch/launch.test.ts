import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const HOUSE = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = "console.log(process.argv.slice(2).join('|'));\nprocess.exitCode = 7;\n";

/** A place with a launcher and a program that echoes its words and ends with code 7. */
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'play twin-'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'package.json'), '{ "type": "module", "dependencies": {} }');
  writeFileSync(join(root, 'dist', 'cli.js'), CLI);
  cpSync(join(HOUSE, 'playtwin'), join(root, 'playtwin'));
});

afterEach(() => rmSync(root, { recursive: true }));

const start = (program: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

const asPackage = () => {
  cpSync(join(HOUSE, 'cli', 'launch.mjs'), join(root, 'dist', 'launch.mjs'));
};

const asClone = (build: string) => {
  mkdirSync(join(root, 'cli'));
  for (const name of ['launch.mjs', 'prepare.mjs', 'stamp.mjs']) {
    cpSync(join(HOUSE, 'cli', name), join(root, 'cli', name));
  }
  writeFileSync(join(root, 'cli', 'build.mjs'), build);
};

const BUILD = `import { writeFileSync } from 'node:fs';
export async function build(root, stamp) {
  process.stderr.write('built;');
  writeFileSync(root + '/dist/stamp', stamp);
}
`;

describe('the launcher', () => {
  it('passes words and exit code of an installed package, and prints nothing of its own', () => {
    asPackage();
    const wanted = { status: 7, stdout: 'run|a b\n', stderr: '' };
    expect(start(join(root, 'playtwin'), 'run', 'a b')).toEqual(wanted);
  });

  it('finds its package through links to links', () => {
    asPackage();
    symlinkSync('playtwin', join(root, 'one'));
    symlinkSync(join(root, 'one'), join(root, 'two'));
    expect(start(join(root, 'two'), '--version').stdout).toBe('--version\n');
  });

  it('compiles a clone once, and again when a source has changed', () => {
    asClone(BUILD);
    const program = join(root, 'playtwin');
    expect(start(program, 'a')).toEqual({ status: 7, stdout: 'a\n', stderr: 'built;' });
    expect(start(program, 'b')).toEqual({ status: 7, stdout: 'b\n', stderr: '' });
    mkdirSync(join(root, 'engine'));
    writeFileSync(join(root, 'engine', 'a.ts'), 'x');
    expect(start(program, 'c').stderr).toBe('built;');
    writeFileSync(join(root, 'engine', 'a.ts'), 'xy');
    expect(start(program, 'd').stderr).toBe('built;');
    expect(start(program, 'e').stderr).toBe('');
  });

  it('says in words why a clone does not compile, and ends with code 3', () => {
    asClone("export async function build() { throw new Error('engine/a.ts:1 bad'); }\n");
    const { status, stdout, stderr } = start(join(root, 'playtwin'), 'a');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toBe('playtwin: could not compile the sources: engine/a.ts:1 bad\n');
  });

  it('teaches which Node it wants', () => {
    asPackage();
    const launcher = join(root, 'dist', 'launch.mjs');
    const text = readFileSync(launcher, 'utf8').replace('[20, 19]', '[99, 1]');
    writeFileSync(launcher, text);
    const { status, stdout, stderr } = start(join(root, 'playtwin'));
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(`found Node.js ${process.versions.node}; wanted 20.19 or newer`);
  });
});

describe('the count of tests', () => {
  const count = (record: object, exitCode: number) => {
    const path = join(root, 'record.json');
    writeFileSync(path, JSON.stringify(record));
    const counter = join(HOUSE, 'test', 'count-tests.mjs');
    return start(process.execPath, counter, path, String(exitCode)).stdout.trim();
  };
  const broken = { name: 'a.test.ts', status: 'failed', assertionResults: [] };
  const red = { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed' }] };

  it.each([
    ['all is well', { numPassedTests: 3, numFailedTests: 0, testResults: [] }, 0, '3 0'],
    ['a test fails', { numPassedTests: 3, numFailedTests: 1, testResults: [red] }, 1, '3 1'],
    ['a file breaks', { numPassedTests: 3, numFailedTests: 0, testResults: [broken] }, 1, '3 1'],
    ['both', { numPassedTests: 3, numFailedTests: 1, testResults: [red, broken] }, 1, '3 2'],
    ['nothing ran', { numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0, '0 1'],
    ['it ended badly', { numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1, '3 1'],
  ])('is right when %s', (_name, record, exitCode, wanted) => {
    expect(count(record, exitCode)).toBe(wanted);
  });
});

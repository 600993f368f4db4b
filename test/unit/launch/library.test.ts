import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as engine from '../../../engine/index.ts';
import { ROOT } from '../../tidy/sources.ts';
import { programsOf } from '../docs/programs.ts';

// The package is made from a copy: packing rewrites dist/, which other tests may be reading.
const home = mkdtempSync(join(tmpdir(), 'play twin-'));
const clone = join(home, 'clone');
const consumer = join(home, 'consumer');
const installed = join(consumer, 'node_modules', 'playtwin');
const LEFT_OUT = ['node_modules', 'dist', '.cache', '.git', 'test', 'bench'];
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

const { dependencies, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const programs = programsOf(readFileSync(join(ROOT, 'docs', 'engine.md'), 'utf8'));

const start = (cwd: string, program: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
};
const node = (...words: string[]) => start(consumer, process.execPath, ...words);

beforeAll(() => {
  mkdirSync(clone);
  for (const name of readdirSync(ROOT).filter((one) => !LEFT_OUT.includes(one))) {
    cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  const packed = start(clone, 'npm', 'pack', '--silent', '--pack-destination', home);
  expect(packed.status, packed.stderr).toBe(0);
  mkdirSync(installed, { recursive: true });
  const tarball = join(home, packed.stdout.trim());
  const unpacked = start(home, 'tar', '-xzf', tarball, '--strip-components=1', '-C', installed);
  expect(unpacked.status, unpacked.stderr).toBe(0);
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
  const machine = 'declare const console: { log(...words: readonly unknown[]): void };\n';
  writeFileSync(join(consumer, 'machine.d.ts'), machine);
  for (const { name, code } of programs) writeFileSync(join(consumer, `${name}.ts`), code);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('the package in an empty folder', () => {
  it('holds the compiled engine and its declarations, and no sources', () => {
    const names = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    expect(names).toEqual(expect.arrayContaining(['dist/engine.js', 'dist/engine/index.d.ts']));
    const code = names.filter((name) => !name.startsWith('docs/'));
    expect(code.filter((name) => /(?<!\.d)\.ts$/.test(name))).toEqual([]);
  });

  it('gives every name of engine/index.ts to plain Node, and nothing else to anybody', () => {
    const list = "import('playtwin/engine').then((all) => console.log(Object.keys(all).join()))";
    const wanted = Object.keys(engine).sort().join();
    expect(node('-e', list)).toEqual({ status: 0, stdout: `${wanted}\n`, stderr: '' });
    expect(node('-e', "import('playtwin')").stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  it.each([
    ['nodenext', { module: 'nodenext', outDir: 'out' }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler', noEmit: true }],
  ])('satisfies a strict TypeScript program that resolves by %s', (name, resolution) => {
    const compilerOptions = {
      strict: true,
      skipLibCheck: false,
      target: 'es2022',
      lib: ['es2023'],
      types: [],
      ...resolution,
    };
    const config = `${name}.json`;
    writeFileSync(join(consumer, config), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    expect(node(TSC, '-p', config)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it.each(programs)('runs the compiled program $name', ({ name, output }) => {
    expect(node(join('out', `${name}.js`))).toEqual({ status: 0, stdout: output, stderr: '' });
  });

  it('runs where there is neither Node nor a package, as in a browser', async () => {
    const { outputFiles } = await build({
      entryPoints: [join(consumer, `${programs[0].name}.ts`)],
      bundle: true,
      platform: 'browser',
      format: 'iife',
      write: false,
    });
    const said: string[] = [];
    runInNewContext(outputFiles[0].text, { console: { log: (line: string) => said.push(line) } });
    expect(`${said.join('\n')}\n`).toBe(programs[0].output);
  });

  it('still is a command', () => {
    for (const name of Object.keys(dependencies)) {
      const place = join(consumer, 'node_modules', name);
      mkdirSync(join(place, '..'), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), place);
    }
    const { status, stdout } = start(consumer, join(installed, 'playtwin'), '--version');
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` });
  });
});

import { describe, expect, it, type TestContext } from 'vitest';
import { chromium, type Machine, nodeOf } from '../../machines.ts';
import { differences } from './differences.ts';
import * as hosts from './hosts.ts';
import { referenceLines } from './reference-set.ts';

interface Host {
  readonly name: string;
  readonly machine: Machine;
  readonly lines: (executable: string, file: string) => Promise<readonly string[]>;
}

const present: Machine = { executable: process.execPath };
const onNode = (name: string, machine: Machine, ...flags: string[]): Host => {
  return { name, machine, lines: (program, file) => hosts.linesOnNode(program, flags, file) };
};

const HOSTS: readonly Host[] = [
  onNode('on Node 20', nodeOf(20)),
  onNode('on Node 22', nodeOf(22)),
  onNode('on Node 24', nodeOf(24)),
  { name: 'in a worker thread', machine: present, lines: (_, file) => hosts.linesOnWorker(file) },
  {
    name: 'in headless Chromium',
    machine: chromium(),
    lines: (program, file) => hosts.linesOnChromium(program, [], file),
  },
  onNode('with the JIT off', present, '--jitless'),
  onNode('with the JIT off on Node 24', nodeOf(24), '--jitless'),
  onNode('with the optimizing compiler off', present, '--no-opt'),
  onNode('with everything optimized at once', present, '--always-turbofan'),
];

const SLOWEST_MS = 240_000;
const wanted = referenceLines(hosts.libraryTexts());
const script = hosts.writeScript();

describe('the reference set', () => {
  // Guards against change, not for truth. `npx vitest run -c test/vitest.config.ts
  // test/parity/same-bits -u` writes the file again after a change that is meant to move bits.
  it('gives the digests that are kept', async () => {
    await expect(`${wanted.join('\n')}\n`).toMatchFileSnapshot('digests.txt');
  });

  it('holds each case once', () => {
    const names = wanted.map((line) => line.slice(line.indexOf(' ')));
    expect(names.length).toBeGreaterThan(50);
    expect(new Set(names).size).toBe(names.length);
  });

  for (const host of HOSTS) {
    it(`gives the same digests ${host.name}`, { timeout: SLOWEST_MS }, async (context) => {
      const executable = executableOf(host.machine, context);
      const found = await host.lines(executable, await script);
      expect(differences(host.name, found, wanted)).toEqual([]);
    });
  }
});

describe('a difference', () => {
  it('is told with host, case and both digests', () => {
    const found = differences('on Node 99', ['aa sin', 'bb cos of x'], ['aa sin', 'cc cos of x']);
    expect(found).toEqual(['cos of x: bb on Node 99, cc in this process']);
  });

  it('is also a case that one side lacks', () => {
    expect(differences('on a toaster', ['aa sin'], [])).toEqual([
      'sin: aa on a toaster, nothing in this process',
    ]);
  });
});

/** On a build machine all machines must be there; elsewhere a test without one says why. */
function executableOf(machine: Machine, context: TestContext): string {
  if ('executable' in machine) return machine.executable;
  const isBuildMachine = process.env.CI === '1' && process.platform === 'linux';
  if (isBuildMachine && process.arch === 'x64') throw new Error(machine.missing);
  process.stderr.write(`skipped: ${context.task.name}: ${machine.missing}\n`);
  return context.skip(machine.missing);
}

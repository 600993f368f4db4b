import { SECOND } from '../engine/units.ts';
import { testBoots } from '../models/cold-start/alone.ts';
import { compileRun } from '../scenarios/compile.ts';
import { openLibrary } from './document-play.ts';
import { drawTable, figure } from './document-text.ts';

/**
 * Loads of an 8B model, taken to be 15 GB: 8.03 billion parameters in 16 bits are 16.06 GB, but read
 * in the measured times that would be more than both disks give. Inferred, the file is not at hand.
 */
const SIZE = '15 GB';

/** Where a checkpoint lies and what has been measured of it, in seconds. */
interface Tier {
  readonly name: string;
  readonly stores: string;
  readonly from: string;
  readonly channels: number;
  readonly measured: string;
}

const REMOTE = 'remote: { channel: 500 MiB/s, client: 1500 MiB/s }';
const NVME = 'nvme: { client: 5 GB/s }';
const DRAM = 'dram: { client: 25 GB/s }';

const TIERS: readonly Tier[] = [
  tier('gp3 at 1 000 MiB/s, many channels', 'disk: { client: 1000 MiB/s }', 16, '14.34'),
  tier(
    'io2 through 16 Gb/s of the instance, many channels',
    'disk: { client: 16 Gb/s }',
    16,
    '7.53',
  ),
  tier('shared files, one channel', `${REMOTE.replace('remote', 'disk')}`, 1, ''),
  tier('shared files, four channels', `${REMOTE.replace('remote', 'disk')}`, 4, ''),
  tier('local NVMe', NVME.replace('nvme', 'disk'), 1, ''),
  tier('memory of the host', DRAM.replace('dram', 'disk'), 1, ''),
  {
    name: 'memory 20 %, NVMe 50 %, shared files 30 % (one channel)',
    stores: `${REMOTE}, ${NVME}, ${DRAM}`,
    from: '{ dram: 20 %, nvme: 50 %, remote: 30 % }',
    channels: 1,
    measured: '',
  },
];

function tier(name: string, stores: string, channels: number, measured: string): Tier {
  return { name, stores, from: 'disk', channels, measured };
}

/** How long loading one model takes by where its checkpoint lies, beside what was measured. */
export function writeTiers(): string {
  const rows = TIERS.map((one) => {
    const { mean, p95 } = loadOf(one);
    const error = one.measured === '' ? '' : `${figure(100 * (mean / Number(one.measured) - 1))} %`;
    return [one.name, figure(mean), figure(p95), one.measured, error];
  });
  return [
    '### Tiers of a checkpoint',
    '',
    'Seconds to load an 8B model by where it is found. The rates are those on the label of disk and',
    'instance. The size, 15 GB, is inferred: 8.03 billion parameters in 16 bits would be 16.06 GB, and',
    'read in the measured times that is 1 068 MiB/s and 17.1 Gb/s, more than either label. So the two',
    'measured rows set one number, and test one: that both labels are met by the same size.',
    '',
    drawTable(['where', 'mean, s', 'p95, s', 'measured, s', 'model against it'], rows),
  ].join('\n');
}

function loadOf({ stores, from, channels }: Tier) {
  const load = `load: { reads: ${SIZE}, from: ${from}, channels: ${channels} }`;
  const edit = `serving.boot={ stores: { ${stores} }, stages: { ${load} } }`;
  const { scenario, bundle } = openLibrary('cold-start-launch', [edit]);
  const { boot } = compileRun(scenario, bundle, scenario.contenders[0], 0).setup;
  if (boot.kind !== 'stages') throw new Error('wanted a boot by stages');
  const { mean, p95 } = testBoots(boot);
  return { mean: mean / SECOND, p95: p95 / SECOND };
}

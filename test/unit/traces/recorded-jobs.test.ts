import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../engine/units.ts';
import { importGaia } from '../../../traces/import/gaia.ts';
import { importMinibatch } from '../../../traces/import/minibatch.ts';
import { importOpenbNodes, importOpenbTasks } from '../../../traces/import/openb.ts';
import { importPhilly } from '../../../traces/import/philly.ts';
import { openFolder } from '../../../traces/open-files.ts';

// The recordings are not part of the project: point PLAYTWIN_TRACES at them to run these.
const beside = fileURLToPath(new URL('../../../../shared/traces', import.meta.url));
const folder = process.env.PLAYTWIN_TRACES ?? beside;
const hasTraces = existsSync(folder);
if (!hasTraces) process.stdout.write(`SKIPPED: no recordings at ${folder}; set PLAYTWIN_TRACES\n`);
const files = openFolder(folder);
const read = (path: string) => files.read(`gpu-cluster/${path}`);

describe.skipIf(!hasTraces)('recorded jobs are read as they are published', () => {
  it('the short GAIA extract is a week of seconds, the long one a year of hours', () => {
    const short = importGaia(read('gaia/pai_1k.csv'));
    expect(short.value.at).toHaveLength(1000);
    expect(short.notes[0]).toContain('seconds');
    expect(Math.max(...short.value.at) / DAY).toBeCloseTo(7, 0);
    const long = importGaia(read('gaia/pai-100k.csv.gz'));
    expect(long.value.at).toHaveLength(99_998);
    expect(long.notes[0]).toContain('hours');
    expect(long.value.at[99_997] / DAY).toBeCloseTo(365, 0);
    const lengths = long.value.work.map((work, i) => work / long.value.width[i] / HOUR);
    expect(lengths.sort((a, b) => a - b)[49_999]).toBeCloseTo(0.66, 2);
  });

  it('openb has 6 212 GPUs, tasks that never ran and parts of GPUs', () => {
    const nodes = importOpenbNodes(read('alibaba-openb/openb_node_list_gpu_node.csv')).value;
    expect([...nodes.values()].reduce((sum, count) => sum + count, 0)).toBe(6212);
    const { value, notes } = importOpenbTasks(read('alibaba-openb/openb_pod_list_default.csv.gz'));
    expect(notes[0]).toContain('8152 tasks; 897 never ran');
    expect(value.sharingShare).toBeGreaterThan(0.4);
    const other = importOpenbTasks(read('alibaba-openb/openb_pod_list_gpuspec33.csv.gz'));
    expect(other.value.sample.at.length).toBeGreaterThan(5000);
  });

  it('Philly has run times from a second to weeks', () => {
    const { value, notes } = importPhilly(read('philly/philly_runtime.csv.gz'));
    expect(notes[0]).toContain('of 83154 jobs');
    expect(Math.min(...value)).toBe(1_000_000);
  });

  it('the steps of the second job repeat some workers, which is told', () => {
    const { value, notes } = importMinibatch(read('alibaba-minibatch/job_2_norm.csv'));
    expect(value.every((times) => times.length === 10)).toBe(true);
    expect(notes.join()).toContain('twice');
  });
});

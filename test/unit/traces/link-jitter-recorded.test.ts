import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fitLinkJitter } from '../../../traces/fit/link-jitter.ts';
import {
  drawRows,
  measureJitter,
  recordedRows,
  splitByTime,
} from '../../../traces/fit/link-judge.ts';
import { seattleFitter } from '../../../traces/fit/seattle-jitter.ts';
import { seattleLinks } from '../../../traces/generate/link-jitter.ts';
import { importSeattleReadings } from '../../../traces/import/seattle-sweeps.ts';
import { importRole } from '../../../traces/import-role.ts';
import { openFolder } from '../../../traces/open-files.ts';
import { textsAt } from '../../../traces/open-series.ts';
import { problemIn } from './fixtures.ts';

// The recordings are not part of the project: point PLAYTWIN_TRACES at them to run these.
const beside = fileURLToPath(new URL('../../../../shared/traces', import.meta.url));
const folder = process.env.PLAYTWIN_TRACES ?? beside;
const hasTraces = existsSync(folder);
if (!hasTraces) {
  process.stdout.write(`SKIPPED: no recordings at ${folder}; set PLAYTWIN_TRACES to run these\n`);
}
const files = openFolder(folder);
const path = 'rtt/netlatency/Seattle';
const readSlices = () =>
  importSeattleReadings(textsAt(files, path, (name) => /Data_\d/.test(name)));

describe.skipIf(!hasTraces)('the Seattle recording', () => {
  test('repeats four rows of five, and the shipped figures are fitted to the rest', () => {
    const { links, slicesPerSweep, notes } = readSlices();
    expect(notes[0]).toContain('1458 sweeps in 7128 rows');
    const fitted = fitLinkJitter(links, slicesPerSweep);
    expect(fitted.quiet / seattleLinks.quiet).toBeCloseTo(1, 2);
    for (const law of ['delayed', 'far'] as const) {
      expect(fitted[law].a / seattleLinks[law].a).toBeCloseTo(1, 2);
      expect(fitted[law].b / seattleLinks[law].b).toBeCloseTo(1, 2);
    }
    expect(fitted.tail.shape / seattleLinks.tail.shape).toBeCloseTo(1, 2);
    expect(fitted.tail.scale / seattleLinks.tail.scale).toBeCloseTo(1, 2);
    expect(fitted.memory.share).toBeCloseTo(seattleLinks.memory.share, 2);
    expect(fitted.memory.keep).toBeCloseTo(seattleLinks.memory.keep, 2);
    fitted.body.forEach((delay, i) => {
      expect(delay / seattleLinks.body[i]).toBeCloseTo(1, 1);
    });
  });

  test('the later half is foretold by the earlier one: quantiles and spread by link to a tenth', () => {
    const { links, slices, slicesPerSweep } = readSlices();
    const { seen, heldOut } = splitByTime(links, slices);
    const rows = recordedRows(heldOut);
    const recorded = measureJitter(rows);
    const model = measureJitter(drawRows(rows, fitLinkJitter(seen, slicesPerSweep), 1));
    const far = new Set(['over the median p99.9', 'CV of a link p99', 'largest over median p99']);
    recorded.forEach(([name, value], i) => {
      const most = far.has(name) ? 0.6 : 0.12;
      expect(Math.abs(model[i][1] / value - 1), name).toBeLessThan(most);
    });
  });

  test('can be a scenario role of its own, by link, and says what it left out', () => {
    const request = { epoch: 0, span: 0, regions: [] };
    const origin = { kind: 'import', format: 'netlatency-seattle', from: path } as const;
    const { value, notes } = importRole('jitter', { ...origin, select: 'links' }, request, files);
    expect(value).toMatchObject({ role: 'jitter', sample: { factors: [1] } });
    expect(notes[0]).toContain('5670 repeat');
    const wrong = { ...origin, select: 'hosts' };
    expect(problemIn(() => importRole('jitter', wrong, request, files)).wanted).toContain('links');
  });

  test('the report of a fit has a row for each figure, with both errors', () => {
    const report = seattleFitter.fit(files, path, { holdOut: 'zone' });
    expect(report.tables[1].rows).toHaveLength(13);
    expect(report.tables[1].rows.every((row) => row.length === 6)).toBe(true);
  });
});

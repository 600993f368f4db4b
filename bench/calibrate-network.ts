import { ACCESS_CLASSES, ACCESS_SEEN, type AccessFigure } from '../scenarios/access-classes.ts';
import { openFolder } from '../traces/open-files.ts';
import { describeJitter } from './calibrate-network-jitter.ts';
import { describeRtt } from './calibrate-network-rtt.ts';
import { table } from './calibrate-network-tables.ts';
import { describeVivaldi } from './calibrate-network-vivaldi.ts';

/** The generated part of docs/calibration/network.md. */
export async function writeNetwork(traces: string): Promise<string> {
  const files = openFolder(traces);
  const parts = [
    await describeRtt(files),
    await describeJitter(files),
    await describeVivaldi(files),
    describeAccess(),
  ];
  return parts.join('\n\n');
}

function describeAccess(): string {
  const rows = ACCESS_CLASSES.flatMap(({ name, base, delayMedian, delayP99, loss, burst }) => {
    const line = (what: string, unit: string, one: AccessFigure) => {
      const value = unit === '%' ? Number((100 * one.value).toPrecision(3)) : one.value;
      return [name, what, `${value} ${unit}`, one.confidence, one.source];
    };
    return [
      line('base', 'ms', base),
      line('delay, median', 'ms', delayMedian),
      line('delay, p99', 'ms', delayP99),
      line('loss', '%', loss),
      line('spell of loss', 'ms', burst),
    ];
  });
  const head = ['class', 'figure', 'value', 'confidence', 'source'];
  return [`### Access classes (sources seen ${ACCESS_SEEN})`, '', table(head, rows)].join('\n');
}

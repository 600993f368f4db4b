import { SingleBar } from 'cli-progress';
import { DAY, HOUR } from '../engine/units.ts';
import type { Step } from '../runner/task.ts';
import type { Stream } from './terminal.ts';

/** Tells on a terminal how far a run is. */
export interface Progress {
  readonly onStep: (task: number, step: Step) => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

/** A bar over `tasks` tasks of `horizon` microseconds each; silent on anything but a terminal. */
export function showProgress(stream: Stream | undefined, tasks: number, horizon: number): Progress {
  if (stream?.isTTY !== true) {
    return { onStep: () => undefined, end: () => undefined };
  }
  const steps: Step[] = Array.from({ length: tasks }, () => ({ simulated: 0, events: 0 }));
  const total = tasks * horizon;
  const begin = performance.now();
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {simulated} | {rate} events/s | {eta_formatted} left',
    clearOnComplete: true,
    hideCursor: true,
    etaBuffer: 50,
    stream,
  });
  bar.start(total, 0, { simulated: formatSpan(0, total), rate: '-' });
  const onStep = (task: number, step: Step): void => {
    steps[task] = step;
    const simulated = sumOf(steps, (one) => one.simulated);
    const rate = sumOf(steps, (one) => one.events) / ((performance.now() - begin) / 1000);
    bar.update(simulated, { simulated: formatSpan(simulated, total), rate: formatRate(rate) });
  };
  return { onStep, end: () => bar.stop() };
}

/** A rate for people: `1.24 M`, `310 k`, `17`. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M`;
  return perSecond >= 1e4 ? `${(perSecond / 1e3).toFixed(0)} k` : perSecond.toFixed(0);
}

function formatSpan(simulated: number, total: number): string {
  const [size, unit] = total >= 2 * DAY ? [DAY, 'd'] : [HOUR, 'h'];
  return `${(simulated / size).toFixed(1)} of ${(total / size).toFixed(1)} ${unit} simulated`;
}

function sumOf(steps: readonly Step[], of: (step: Step) => number): number {
  return steps.reduce((sum, step) => sum + of(step), 0);
}

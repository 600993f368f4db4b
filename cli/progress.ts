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
    format: '{bar} {percentage} % | {simulated} | {rate} events/s | {left}',
    clearOnComplete: true,
    hideCursor: true,
    stream,
  });
  const payload = (): Record<string, string> => {
    const simulated = sumOf(steps, (one) => one.simulated);
    const seconds = (performance.now() - begin) / 1000;
    const events = sumOf(steps, (one) => one.events);
    return {
      simulated: formatRuns(simulated, tasks, horizon),
      rate: events === 0 ? '-' : formatRate(events / seconds),
      left: formatLeft(simulated / total, seconds),
    };
  };
  bar.start(total, 0, payload());
  const onStep = (task: number, step: Step): void => {
    steps[task] = step;
    const simulated = sumOf(steps, (one) => one.simulated);
    bar.update(simulated, payload());
  };
  return { onStep, end: () => bar.stop() };
}

/** A rate for people: `1.24 M`, `310 k`, `17`. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M`;
  return perSecond >= 1e4 ? `${(perSecond / 1e3).toFixed(0)} k` : perSecond.toFixed(0);
}

/** How much of the simulated time of all runs is done: `30.2 of 72 h in 12 runs of 6 h`. */
export function formatRuns(simulated: number, runs: number, horizon: number): string {
  const total = runs * horizon;
  const [size, unit] = total >= 2 * DAY ? [DAY, 'd'] : [HOUR, 'h'];
  const show = (span: number): string => `${Number((span / size).toFixed(1))}`;
  const each = runs === 1 ? 'in 1 run' : `in ${runs} runs of ${show(horizon)} ${unit}`;
  return `${(simulated / size).toFixed(1)} of ${show(total)} ${unit} ${each}`;
}

/** Time left if the rest goes as fast as the share that is done; says nothing before the first. */
export function formatLeft(done: number, seconds: number): string {
  if (!(done > 0)) return 'starting';
  const left = Math.round((seconds * (1 - done)) / done);
  return left < 100 ? `${left} s left` : `${Math.round(left / 60)} min left`;
}

function sumOf(steps: readonly Step[], of: (step: Step) => number): number {
  return steps.reduce((sum, step) => sum + of(step), 0);
}

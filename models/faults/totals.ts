import type { Duration, SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import type { FaultKind } from './fault.ts';

/**
 * How one run got over one fault. `recovery` is the time from its beginning until the share of late
 * answers was back at its level before, for five minutes in a row and without a relapse; 0: it
 * never left it.
 */
export interface FaultTotals {
  readonly name: string;
  readonly fault: FaultKind;
  readonly at: SimTime;
  /** Share of late answers in the ten minutes before; -1: nothing was answered. */
  readonly lateBefore: number;
  readonly recovery: { readonly value: Duration } | { readonly undefinedBecause: string };
  /** Minutes above that level up to half an hour after the fault's end. */
  readonly lateMinutes: number;
  /** Quit, given up or gone from the lobby, and rejected or abandoned, up to the recovery. */
  readonly sessionsLost: number;
  readonly requestsLost: number;
  /** Instances and gangs that the fault took at once. */
  readonly instancesLost: number;
}

/** What became of every fault of a run, in the order of the scenario. */
export function faultTotals({ setup, faults }: World): readonly FaultTotals[] {
  return setup.faults.map(({ name, kind, from }, place) => {
    const watch = faults.recovery.watches[place];
    return {
      name,
      fault: kind,
      at: from,
      lateBefore: watch.level,
      recovery: recoveryOf(watch),
      lateMinutes: watch.lateMinutes,
      sessionsLost: Math.round(watch.sessionsLost),
      requestsLost: Math.round(watch.requestsLost),
      instancesLost: watch.instancesLost,
    };
  });
}

function recoveryOf(watch: World['faults']['recovery']['watches'][number]) {
  if (watch.begunAt < 0) return { undefinedBecause: 'it had not begun by the end of the run' };
  if (watch.level < 0) return { undefinedBecause: 'nothing was answered before it' };
  if (watch.hasRecovered) return { value: watch.lateUntil - watch.begunAt };
  return { undefinedBecause: 'late answers were not back at their level by the end of the run' };
}

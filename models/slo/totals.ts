import { DAY, type Duration, HOUR, MINUTE } from '../../engine/units.ts';
import type { World } from '../world.ts';
import type { SloSetup } from './setup.ts';
import { closeWindow, HEARD } from './windows.ts';

/** How one run kept its objective. Windows without a request count for nothing. */
export interface SloTotals {
  readonly target: number;
  readonly windows: number;
  /** Windows that met every condition, and each. */
  readonly good: number;
  readonly met: readonly { readonly name: string; readonly windows: number }[];
  /** Times the budget was burnt so fast that somebody is called, and that somebody looks at it. */
  readonly pages: number;
  readonly tickets: number;
}

interface Alarm {
  readonly burn: number;
  readonly long: Duration;
  readonly short: Duration;
}

/**
 * Burn-rate alarms for an objective of 30 days: both windows must burn as fast. Beyer et al., "The
 * Site Reliability Workbook", chapter 5, 2018: 2 % of the budget in an hour, 5 % in six, 10 % in
 * three days.
 */
const PAGES: readonly Alarm[] = [
  { burn: 14.4, long: HOUR, short: 5 * MINUTE },
  { burn: 6, long: 6 * HOUR, short: 30 * MINUTE },
];
const TICKETS: readonly Alarm[] = [{ burn: 1, long: 3 * DAY, short: 6 * HOUR }];

/** What became of the objective from the opening of the account on; nothing where there is none. */
export function sloTotals({ slo, setup, ledger }: World): SloTotals | undefined {
  if (slo === undefined || setup.slo === undefined) return undefined;
  closeWindow(slo, setup.slo);
  // A window that was under way at the opening is left out.
  const marks = slo.windows.subarray(Math.ceil(ledger.openedAt / setup.slo.window));
  const heard = marks.filter((mark) => mark !== 0);
  const tally = tallyOf(marks, setup.slo);
  return {
    target: setup.slo.target,
    windows: heard.length,
    good: heard.filter((mark) => mark === HEARD).length,
    met: setup.slo.conditions.map(({ name }, place) => ({
      name,
      windows: heard.filter((mark) => (mark & (1 << place)) === 0).length,
    })),
    pages: countAlarms(tally, PAGES),
    tickets: countAlarms(tally, TICKETS),
  };
}

/** The same for the run's totals: no windows where there is no objective. */
export function windowTotals(world: World) {
  const totals = sloTotals(world);
  return { sloWindows: totals?.windows ?? 0, sloGoodWindows: totals?.good ?? 0 };
}

/** Windows with requests, and the missed ones of them, before each window. */
interface Tally {
  readonly heard: Float64Array;
  readonly missed: Float64Array;
  readonly window: Duration;
  /** Share of windows that may be missed. */
  readonly mayMiss: number;
}

function tallyOf(marks: Uint8Array, { window, target }: SloSetup): Tally {
  const heard = new Float64Array(marks.length + 1);
  const missed = new Float64Array(marks.length + 1);
  marks.forEach((mark, at) => {
    heard[at + 1] = heard[at] + (mark === 0 ? 0 : 1);
    missed[at + 1] = missed[at] + (mark === 0 || mark === HEARD ? 0 : 1);
  });
  return { heard, missed, window, mayMiss: 1 - target };
}

/** How often one of these alarms begins to sound. */
function countAlarms(tally: Tally, alarms: readonly Alarm[]): number {
  let count = 0;
  let isSounding = false;
  for (let end = 1; end < tally.heard.length; end++) {
    const sounds = alarms.some((alarm) => isBurning(tally, alarm, end));
    if (sounds && !isSounding) count++;
    isSounding = sounds;
  }
  return count;
}

function isBurning(tally: Tally, { burn, long, short }: Alarm, end: number): boolean {
  return burnOver(tally, end, long) >= burn && burnOver(tally, end, short) >= burn;
}

/** Share of missed windows in the span before `end`, over the share that may be missed. */
function burnOver({ heard, missed, window, mayMiss }: Tally, end: number, span: Duration): number {
  const from = Math.max(0, end - Math.max(1, Math.round(span / window)));
  const many = heard[end] - heard[from];
  return many === 0 ? 0 : (missed[end] - missed[from]) / many / mayMiss;
}

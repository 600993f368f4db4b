import { draw } from '../../engine/distributions.ts';
import { uniform } from '../../engine/random.ts';
import { minusLog } from '../../engine/unit-log.ts';
import type { Duration } from '../../engine/units.ts';
import type { AnnealerSetup } from './setup.ts';
import type { QpuState } from './state.ts';

/** Times out of order that a job is put off for in a row before the setup is called hopeless. */
const MOST_PASSED = 1000;

/** When a job that joins the line now would run; nothing is booked by asking. */
export interface Turn {
  readonly from: number;
  readonly to: number;
}

/** Opens the line with the first job of others; theirs are the same whatever is off-loaded. */
export function openQpu(qpu: QpuState, setup: AnnealerSetup): void {
  drawOther(qpu, setup, 0);
}

/** Takes in every job of others that came up to `now`. Call before the line is looked at. */
export function advanceQpu(qpu: QpuState, setup: AnnealerSetup, now: number): void {
  while (qpu.othersAt <= now) {
    const turn = turnOf(qpu, setup, qpu.othersAt, qpu.othersService);
    qpu.freeAt = turn.to;
    qpu.othersTime += qpu.othersService;
    drawOther(qpu, setup, qpu.othersAt);
  }
  // One that is over is kept while it is the last: the next is counted from its end.
  while (qpu.outages.length > 2 && qpu.outages[1] <= now) qpu.outages.splice(0, 2);
}

/**
 * The turn of a job of this length that joins at `now`: after all who came before (Lindley 1952),
 * and not across a time out of order: what such a time would cut is begun when it is over.
 */
export function turnOf(qpu: QpuState, setup: AnnealerSetup, now: number, length: Duration): Turn {
  let from = Math.max(now, qpu.freeAt);
  for (let place = 0; from + length > outageAt(qpu, setup, place); place += 2) {
    from = Math.max(from, qpu.outages[place + 1]);
    if (place > 2 * MOST_PASSED) throw new Error('the annealer is never up for as long as a job');
  }
  return { from, to: from + length };
}

function drawOther(qpu: QpuState, { othersGap, othersService }: AnnealerSetup, from: number): void {
  if (!Number.isFinite(othersGap)) {
    qpu.othersAt = Number.POSITIVE_INFINITY;
    return;
  }
  qpu.othersAt = from + othersGap * minusLog(1 - uniform(qpu.othersStream, 0));
  qpu.othersService = draw(othersService, qpu.othersStream, 0);
}

/** Beginning of the outage at a place of the list, which grows as it is looked at. */
function outageAt(qpu: QpuState, { outages }: AnnealerSetup, place: number): number {
  if (outages === undefined) return Number.POSITIVE_INFINITY;
  const list = qpu.outages;
  while (list.length <= place) {
    const from = (list[list.length - 1] ?? 0) + draw(outages.gap, qpu.outageStream, 0);
    list.push(from, from + draw(outages.lasts, qpu.outageStream, 0));
  }
  return list[place];
}

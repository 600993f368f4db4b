import type { Fleet } from './fleet.ts';

/** Notes which session a slot just seized on an instance serves. */
export function noteServed(fleet: Fleet, row: number, session: number): void {
  fleet.served[row * fleet.slots + fleet.busy[row] - 1] = session;
}

/** Forgets a session that an instance served; call before its slot is given back. */
export function forgetServed(fleet: Fleet, row: number, session: number): void {
  const from = row * fleet.slots;
  const last = from + fleet.busy[row] - 1;
  let at = from;
  while (at < last && fleet.served[at] !== session) at++;
  fleet.served[at] = fleet.served[last];
}

import { type Duration, MINUTE } from '../../engine/units.ts';
import type { Setup } from '../../models/setup.ts';
import type { WorldSimulation } from '../../models/world.ts';
import { WILD } from './wild.ts';

/** How long a sane policy may take to have capacity again once nothing is wrong any more. */
const RETURNS_WITHIN: Duration = 15 * MINUTE;
const WATCHED: Duration = 5 * MINUTE;
const ENOUGH = 30;

/**
 * When players have long stopped coming, the world is empty: nobody plays, waits or is outside, and
 * no request is in flight.
 */
export function brokenCalm({ world }: WorldSimulation): string[] {
  const { ledger, crowd, lobbies, stations, flow, throng, gateway } = world;
  if (flow !== undefined || throng !== undefined) return [];
  const inLobby = lobbies.reduce((sum, lobby) => sum + lobby.waiting.size, 0);
  const inLine = stations.reduce((sum, station) => sum + station.waiting.size, 0);
  const edge = stations.reduce((sum, station) => sum + station.edgeBusy, 0);
  const busy = world.fleet.busySlots.reduce((sum, many) => sum + many, 0);
  const alive = {
    'at play': ledger.playing,
    'in flight': ledger.inFlight,
    outside: crowd.outside,
    'in a lobby': inLobby,
  };
  // Attempts that a client has given up, and does not take back, stay until they are served.
  const served = { 'in line': inLine, 'at the edge': edge, 'in service': busy };
  const left = gateway === undefined ? { ...alive, ...served } : alive;
  return Object.entries(left).flatMap(([where, many]) =>
    many === 0 ? [] : [`liveness: ${many} ${where} at the end`],
  );
}

/** Instants to stop at, and a look that tells what is wrong there. */
export interface Return {
  readonly stops: readonly number[];
  readonly look: (simulation: WorldSimulation) => readonly string[];
}

/**
 * Under a policy that is not degenerate, players are answered again when all faults have been over
 * for a while: of those who ask in five minutes, at least one is.
 */
export function brokenReturn(setup: Setup, name: string): Return {
  const over = setup.faults.reduce((last, fault) => Math.max(last, fault.until), 0);
  const from = over + RETURNS_WITHIN;
  const before = { issued: 0, answered: 0, openedAt: 0 };
  // A gate may send every frame to devices that are too slow for any answer.
  const isPlaced = setup.placement !== undefined;
  if (WILD.has(name) || isPlaced || setup.boot.kind === 'stages' || setup.faults.length === 0) {
    return { stops: [], look: () => [] };
  }
  const look = ({ world, now }: WorldSimulation): readonly string[] => {
    const { counts, openedAt } = world.ledger;
    const { requestsIssued: issued, requestsAnswered: answered } = counts;
    if (now === from) Object.assign(before, { issued, answered, openedAt });
    if (now !== from + WATCHED || openedAt !== before.openedAt) return [];
    if (issued - before.issued < ENOUGH || answered > before.answered) return [];
    return [`liveness: ${issued - before.issued} asked, none was answered long after the faults`];
  };
  return { stops: [from, from + WATCHED], look };
}

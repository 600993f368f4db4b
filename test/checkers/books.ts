import { STATE } from '../../models/fleet.ts';
import { integrateRegion } from '../../models/meters.ts';
import { countCut } from '../../models/players/sessions.ts';
import type { World, WorldSimulation } from '../../models/world.ts';

/**
 * Invariant 1: sessions arrived = abandoned + given up outside + outside + in the lobby + at play +
 * completed + quit.
 */
export function brokenSessions({ ledger, lobbies, crowd }: World): string[] {
  const { counts, crowd: account } = ledger;
  const inLobby = lobbies.reduce((sum, lobby) => sum + lobby.waiting.size, 0);
  const came = before(ledger) + counts.sessionsArrived;
  const played = counts.sessionsCompleted + counts.sessionsQuit;
  const went = counts.sessionsAbandoned + account.sessionsGivenUp + played;
  const accounted = went + crowd.outside + inLobby + ledger.playing;
  return isEqual(came, accounted) ? [] : [`sessions: ${came} came, ${accounted} accounted for`];
}

/** Invariant 1, of cuts: sessions cut off = back at play + lost + outside or in the lobby. */
export function brokenCuts({ ledger, sessions }: World): string[] {
  const { cutAtOpen, sessionsCut, sessionsResumed, sessionsLost } = ledger.crowd;
  const came = cutAtOpen + sessionsCut;
  const accounted = sessionsResumed + sessionsLost + countCut(sessions);
  return came === accounted ? [] : [`cuts: ${came} cut off, ${accounted} accounted for`];
}

/** Counts are whole in an exact run; expectations are equal but for rounding. */
function isEqual(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
}

function before({ playingAtOpen, lobbyAtOpen, crowd }: World['ledger']): number {
  return playingAtOpen + lobbyAtOpen + crowd.outsideAtOpen;
}

/** Invariant 2: requests issued = answered + rejected + abandoned + in flight. */
export function brokenRequests({ ledger }: World): string[] {
  const { counts } = ledger;
  const issued = counts.requestsIssued + ledger.inFlightAtOpen;
  const left = counts.requestsAnswered + counts.requestsRejected + counts.requestsAbandoned;
  const accounted = left + ledger.inFlight;
  return isEqual(issued, accounted)
    ? []
    : [`requests: ${issued} issued, ${accounted} accounted for`];
}

/** Invariant 3: slots are busy or free, never both, and nobody waits beside a free slot. */
export function brokenCapacity({ fleet, stations, setup }: World, region: number): string[] {
  const faults: string[] = [];
  if (fleet.isCounted) return brokenCounts(fleet, region);
  const slots = fleet.slotsOf[region];
  const from = region * fleet.rowsPerRegion;
  let busy = 0;
  let ready = 0;
  let held = 0;
  let leaving = 0;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    busy += fleet.busy[row];
    if (fleet.state[row] === STATE.ready) ready++;
    else leaving += fleet.busy[row];
    if (fleet.state[row] !== STATE.gone) held++;
    if (fleet.busy[row] > slots) faults.push(`instance ${row}: ${fleet.busy[row]} busy slots`);
    if (fleet.busy[row] > 0 && fleet.state[row] === STATE.gone) faults.push(`${row} works, gone`);
  }
  const taken = ready * slots - fleet.freeCount[region];
  if (busy !== fleet.busySlots[region]) faults.push(`region ${region}: busy ${busy} miscounted`);
  if (ready * slots !== fleet.readySlots[region]) faults.push(`region ${region}: ready slots`);
  if (busy !== taken + leaving) faults.push(`region ${region}: slots busy and free, or neither`);
  if (held > setup.regions[region].quota) faults.push(`region ${region}: ${held} over the quota`);
  if (fleet.freeCount[region] > 0 && stations[region].waiting.size > 0) {
    faults.push(`region ${region}: ${stations[region].waiting.size} wait beside a free slot`);
  }
  return faults;
}

/** Invariant 5: energy = ∫ power: idle draw of instance time plus dynamic draw of busy time. */
export function brokenEnergy({ world, now }: WorldSimulation): string[] {
  const { setup, ledger, fleet } = world;
  // Families with powers of their own are audited with their accounts.
  if (fleet.dynamicUw.length > 0) return [];
  return setup.regions.flatMap((region, r) => {
    integrateRegion(world, r, now);
    const meters = ledger.region;
    const { idleW, maxW, slots } = region.instance;
    const dynamic = ((maxW - idleW) / slots) * meters.busySlotTime[r];
    const edge = setup.edgePowerPerSlotW * meters.edgeBusyTime[r];
    const joules = ((idleW * meters.instanceTime[r] + dynamic + edge) * region.pue) / 1e6;
    const gap = Math.abs(joules - meters.energyJ[r]);
    return gap <= 1e-9 * joules + 1e-6 ? [] : [`region ${r}: energy off by ${gap} J`];
  });
}

/** Where slots are only counted, no more are busy than there are. */
function brokenCounts(fleet: World['fleet'], region: number): string[] {
  const from = region * fleet.rowsPerRegion;
  let draining = 0;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) draining += fleet.busy[row];
  const most = fleet.readySlots[region] + draining;
  const busy = fleet.busySlots[region];
  return busy >= 0 && busy <= most ? [] : [`region ${region}: ${busy} busy of ${most}`];
}

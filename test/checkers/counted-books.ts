import { meanOf } from '../../models/flow/diffusion.ts';
import { lineOf } from '../../models/throng/station.ts';
import type { World, WorldSimulation } from '../../models/world.ts';
import { brokenEnergy, brokenRequests } from './books.ts';

/** Players are counted in parts of one: sums of them agree to this share. */
const SHARE = 1e-9;

/** Every broken invariant of a world whose players are counted, between two events. */
export function brokenCounts(simulation: WorldSimulation): string[] {
  const { world } = simulation;
  return [
    ...brokenPlayers(world),
    ...(world.throng === undefined ? [] : brokenThrong(world)),
    ...(world.flow === undefined ? [] : brokenFlow(world)),
    ...brokenEnergy(simulation),
  ];
}

/** Invariant 1, in parts of players: nobody is lost between the counts and the account. */
function brokenPlayers({ ledger, lobbies, crowd, throng, flow }: World): string[] {
  const { counts } = ledger;
  const people = throng?.people ?? flow?.people;
  const present = people?.present.reduce((sum, one) => sum + one, 0) ?? Number.NaN;
  const inLobby = lobbies.reduce((sum, lobby) => sum + lobby.waiting.size, 0);
  const came = counts.sessionsArrived + ledger.playingAtOpen + ledger.lobbyAtOpen;
  const went = counts.sessionsAbandoned + counts.sessionsCompleted + counts.sessionsQuit;
  const accounted = went + inLobby + crowd.outside + ledger.playing;
  return [
    ...differ('sessions came and accounted for', came, accounted),
    ...differ('players of the ledger and of the counts', ledger.playing, present),
  ];
}

function brokenThrong(world: World): string[] {
  return [
    ...brokenRequests(world),
    ...world.setup.regions.flatMap((_, region) => brokenStation(world, region)),
    ...differ('requests in flight and at stations', world.ledger.inFlight, atStations(world)),
    ...(world.throng?.people.present.some((one) => !(one >= 0)) ? ['fewer than no players'] : []),
  ];
}

/** Invariants 2 and 3 of one region in counts. */
function brokenStation({ throng, fleet, setup }: World, region: number): string[] {
  if (throng === undefined) return [];
  const station = throng.stations[region];
  const { people } = throng;
  const counted = fleet.busySlots[region] - station.drainingBusy;
  const laid = sumOf(station.done) + sumOf(station.doneLow);
  const line = lineOf(station);
  const pairs = setup.groups.map((_, group) => people.inRegion[group * people.regions + region]);
  const asking = pairs.reduce((sum, one) => sum + one, 0);
  const present = line + fleet.busySlots[region] + sumOf(station.doneEdge) + station.finished;
  const faults = [
    ...differ(`region ${region}: busy slots and ends laid down`, counted + station.toTell, laid),
    ...differ(`region ${region}: players asking and requests`, asking, present),
  ];
  if (counted > fleet.readySlots[region]) faults.push(`region ${region}: ${counted} busy slots`);
  if (line < 0 || line > setup.queueLimit + station.again) faults.push(`region ${region}: ${line}`);
  return faults;
}

function atStations({ throng, fleet, stations }: World): number {
  return (throng?.stations ?? []).reduce((sum, station, region) => {
    const served = fleet.busySlots[region] + stations[region].edgeBusy + station.finished;
    return sum + lineOf(station) + served;
  }, 0);
}

/** Invariant 2 in expectations, and chances that are chances. */
function brokenFlow({ flow, ledger }: World): string[] {
  const { counts } = ledger;
  const stations = flow?.stations ?? [];
  const left = counts.requestsAnswered + counts.requestsRejected + counts.requestsAbandoned;
  const issued = counts.requestsIssued + ledger.inFlightAtOpen;
  const present = stations.reduce((sum, station) => sum + meanOf(station.diffusion), 0);
  return [
    ...differ('requests issued and accounted for', issued, left + ledger.inFlight),
    ...differ('requests in flight and at stations', ledger.inFlight, present),
    ...stations.flatMap(({ diffusion }, region) => {
      const all = diffusion.chance.reduce((sum, one) => sum + one, 0);
      const least = diffusion.chance.reduce((low, one) => Math.min(low, one), 0);
      return [
        ...differ(`region ${region}: chances and 1`, all, 1),
        ...(least < -1e-12 ? [`region ${region}: a chance of ${least}`] : []),
      ];
    }),
  ];
}

function differ(what: string, one: number, other: number): string[] {
  const gap = Math.abs(one - other);
  return gap <= SHARE * Math.max(1, Math.abs(one)) ? [] : [`${what}: ${one} and ${other}`];
}

function sumOf(values: Int32Array): number {
  return values.reduce((sum, one) => sum + one, 0);
}

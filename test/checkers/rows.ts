import { STAGE } from '../../models/players/sessions.ts';
import type { World } from '../../models/world.ts';

/**
 * Invariant 1, counted again from the rows of an exact run: whoever plays, waits or is outside has
 * a row that says so, and no row is free and in use.
 */
export function brokenRows(world: World): string[] {
  const { sessions, ledger, lobbies, crowd, throng, flow } = world;
  if (throng !== undefined || flow !== undefined) return [];
  const by = new Array<number>(8).fill(0);
  for (let row = 0; row < sessions.count; row++) by[sessions.stage[row]]++;
  const inLobby = lobbies.reduce((sum, lobby) => sum + lobby.waiting.size, 0);
  // A placed frame has a row as long as anything of it is to come, answered or not.
  const beside = world.gateway?.underWay ?? 0;
  const inFlight = world.placement?.rows ?? ledger.inFlight + beside;
  return [
    ...tell('at play', by[STAGE.thinking] + by[STAGE.asking], ledger.playing),
    ...tell('in the lobby', by[STAGE.waiting] + by[STAGE.resuming], inLobby),
    ...tell('outside', by[STAGE.knocking] + by[STAGE.cut], crowd.outside),
    ...tell('free', by[STAGE.free], sessions.freeCount),
    ...tell(
      'playing by group',
      world.playing.reduce((sum, count) => sum + count, 0),
      ledger.playing,
    ),
    ...tell('in flight', by[STAGE.asking] + by[STAGE.ghost], inFlight),
  ];
}

/** Invariant 21: the counts of a sampled run are those of its parts, and none is below zero. */
export function brokenThrong(world: World): string[] {
  const { throng, fleet, setup } = world;
  if (throng === undefined) return [];
  const broken: string[] = [];
  const { people } = throng;
  const all = people.present.reduce((sum, count) => sum + count, 0);
  if (Math.abs(all - world.ledger.playing) > 1e-6 * Math.max(1, all)) {
    broken.push(`${all} present, ${world.ledger.playing} at play`);
  }
  for (const amount of [...people.present, ...people.inRegion, ...people.onWayHome]) {
    if (!(amount >= -1e-9)) broken.push(`${amount} people`);
  }
  setup.regions.forEach((_, region) => {
    const station = throng.stations[region];
    const inRings = [...station.done, ...station.doneLow].reduce((sum, many) => sum + many, 0);
    const counted = fleet.busySlots[region] - station.drainingBusy + station.toTell;
    if (inRings !== counted) broken.push(`region ${region}: ${inRings} services, ${counted} busy`);
    if (station.again < 0 || station.joined < station.left) broken.push(`region ${region}: line`);
  });
  return broken;
}

function tell(what: string, found: number, wanted: number): string[] {
  return found === wanted ? [] : [`${what}: ${found} rows, ${wanted} counted`];
}

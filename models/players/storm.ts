import { roundTime, SECOND, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { routeOf } from '../network.ts';
import type { World, WorldSimulation } from '../world.ts';
import { drawCut, type Storm } from './crowd.ts';
import { giveUp, scheduleKnock } from './login.ts';
import { leaveMatch } from './play.ts';
import { copyPlayer, STAGE, takeRow } from './sessions.ts';

/** Whom a cut concerns: the players of a group, of a region, or (-1) of any, and how many. */
export interface Cut {
  readonly group: number;
  readonly region: number;
  /** Share of them, 0..1, taken at random. */
  readonly share: number;
  /** Nobody concerned can log in before this instant. */
  readonly downUntil: SimTime;
}

/** A storm is spread over steps this far apart, at most so many of them. */
const STEP = 10 * SECOND;
const MOST_STEPS = 360;
/** Moves the leading 20 bits of a player's place away: what is left is not tied to routing. */
const FINE = 1_048_576;

/**
 * Cuts players off in mid-play, now. Who thinks leaves at once; whose request is in the air leaves
 * it behind: machines do not learn of it and work for nobody. All of them try to come back by the
 * scenario's `comeback` law; without one they are gone. Returns how many were cut off.
 */
export function disconnect(world: World, simulation: WorldSimulation, cut: Cut): number {
  const from = drawCut(world.crowd);
  closeLogin(world, cut);
  return cutArc(world, simulation, cut, { from, to: from + cut.share });
}

/** Schedules every storm of the setup. */
export function startStorms(world: World, simulation: WorldSimulation): void {
  world.setup.crowd.storms.forEach(({ at }, storm) => {
    simulation.schedule(at, KIND.stormCuts, storm, 0);
  });
}

/** One step of a storm: its part of the players is cut off, and the next step follows. */
export function stepStorm(
  world: World,
  simulation: WorldSimulation,
  nth: number,
  step: number,
): void {
  const storm = world.setup.crowd.storms[nth];
  const steps = stepsOf(storm);
  const cut = { ...storm, downUntil: storm.at + storm.down };
  if (step === 0) closeLogin(world, cut);
  const from = stormFrom(nth) + (storm.share * step) / steps;
  cutArc(world, simulation, cut, { from, to: from + storm.share / steps });
  if (step + 1 === steps) return;
  const next = storm.at + roundTime((storm.over * (step + 1)) / steps);
  simulation.schedule(next, KIND.stormCuts, nth, step + 1);
}

/** How many steps a storm is spread over. */
function stepsOf({ over }: Storm): number {
  return Math.min(MOST_STEPS, 1 + Math.floor(over / STEP));
}

/** Where a storm begins on the circle of players: each elsewhere, by the golden ratio. */
function stormFrom(nth: number): number {
  return (nth * 0.6180339887498949) % 1;
}

function closeLogin(world: World, { group, region, downUntil }: Cut): void {
  const { groupDownUntil, regionDownUntil } = world.crowd;
  if (region >= 0) regionDownUntil[region] = Math.max(regionDownUntil[region], downUntil);
  else {
    groupDownUntil.forEach((until, g) => {
      if (group < 0 || g === group) groupDownUntil[g] = Math.max(until, downUntil);
    });
  }
}

interface Arc {
  readonly from: number;
  readonly to: number;
}

/** Cuts those whose point on the circle lies in the arc: the same players for every contender. */
function cutArc(world: World, simulation: WorldSimulation, cut: Cut, arc: Arc): number {
  const { sessions } = world;
  const present = sessions.count;
  let cuts = 0;
  for (let row = 0; row < present; row++) {
    const isPlaying =
      sessions.stage[row] === STAGE.thinking || sessions.stage[row] === STAGE.asking;
    if (!isPlaying || !isConcerned(world, row, cut)) continue;
    const behind = (((sessions.place[row] * FINE) % 1) - arc.from + 2) % 1;
    if (behind >= arc.to - arc.from) continue;
    cutSession(world, simulation, row);
    cuts++;
  }
  return cuts;
}

function isConcerned(world: World, row: number, { group, region }: Cut): boolean {
  const { sessions } = world;
  const own = sessions.group[row];
  if (group >= 0 && own !== group) return false;
  return region < 0 || routeOf(world, own, sessions.place[row]) === region;
}

function cutSession(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, crowd, ledger, setup } = world;
  ledger.crowd.sessionsCut++;
  leaveMatch(world, simulation, row, true);
  const player = takeOff(world, simulation, row);
  sessions.endsAt[player] = Math.max(0, sessions.endsAt[player] - simulation.now);
  sessions.stage[player] = STAGE.cut;
  sessions.tries[player] = 0;
  crowd.outside++;
  const { comeback } = setup.crowd;
  if (comeback !== undefined) scheduleKnock(world, simulation, player, comeback);
  else giveUp(world, simulation, player);
}

/** The row the player goes on in: the same one, or a new one where a request is in the air. */
function takeOff(world: World, simulation: WorldSimulation, row: number): number {
  const { sessions } = world;
  if (sessions.stage[row] === STAGE.thinking) {
    simulation.cancel(sessions.pending[row]);
    return row;
  }
  const player = takeRow(sessions);
  copyPlayer(sessions, row, player);
  sessions.stage[row] = STAGE.ghost;
  return player;
}

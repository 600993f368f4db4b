import { draw } from '../../engine/distributions.ts';
import { pow } from '../../engine/power.ts';
import { uniform } from '../../engine/random.ts';
import { type Duration, roundTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { routeOf } from '../network.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { ComebackSetup, LoginSetup } from './crowd.ts';
import { drawDuration } from './durations.ts';
import { enterLobby } from './lobby.ts';
import { loseSession } from './play.ts';
import { leavePool } from './pool.ts';
import { freeRow, STAGE } from './sessions.ts';

/**
 * A player outside tries to log in: refused while the service is down or its line is full, else
 * let in when the line before them is through. The line is first come, first served at a fixed
 * rate, so its length and every wait in it are known from when it will be free again.
 */
export function knockLogin(world: World, simulation: WorldSimulation, row: number): void {
  const { login, comeback } = world.setup.crowd;
  if (isDown(world, row, simulation.now)) refuseLogin(world, simulation, row);
  else if (login !== undefined) joinLine(world, simulation, row, login);
  else {
    if (comeback !== undefined) world.ledger.crowd.loginsGranted++;
    passLogin(world, simulation, row);
  }
}

function joinLine(world: World, simulation: WorldSimulation, row: number, login: LoginSetup): void {
  const { crowd, sessions, ledger } = world;
  const { now } = simulation;
  const wait = Math.max(0, crowd.loginFreeAt - now);
  if (wait > login.line * login.every) refuseLogin(world, simulation, row);
  else if (wait > draw(login.patience, sessions.random, row * 4)) giveUp(world, simulation, row);
  else {
    crowd.loginFreeAt = now + wait + login.every;
    ledger.crowd.loginsGranted++;
    ledger.crowd.loginWaitSum += wait;
    simulation.schedule(roundTime(now + wait), KIND.sessionEnters, row, 0);
  }
}

/** Whether a player's group, or the region they are sent to, is down. */
function isDown(world: World, row: number, now: number): boolean {
  const { crowd, sessions } = world;
  const group = sessions.group[row];
  if (crowd.groupDownUntil[group] > now) return true;
  return crowd.regionDownUntil[routeOf(world, group, sessions.place[row])] > now;
}

function refuseLogin(world: World, simulation: WorldSimulation, row: number): void {
  const { comeback } = world.setup.crowd;
  world.ledger.crowd.loginsRefused++;
  if (comeback === undefined || ++world.sessions.tries[row] > comeback.tries) {
    giveUp(world, simulation, row);
  } else scheduleKnock(world, simulation, row, comeback);
}

/** The next try, later by a gap that grows with every refusal and is spread at random. */
export function scheduleKnock(
  world: World,
  simulation: WorldSimulation,
  row: number,
  law: ComebackSetup,
): void {
  const { random, tries } = world.sessions;
  const gap = comebackGap(law, tries[row], uniform(random, row * 4));
  simulation.schedule(simulation.now + gap, KIND.sessionKnocks, row, 0);
}

/** Gap before try number `refused` (from 0), spread by `u` in [0, 1). */
export function comebackGap(law: ComebackSetup, refused: number, u: number): Duration {
  const gap = Math.min(law.first * pow(law.factor, refused), law.most);
  return roundTime(gap * (1 + law.jitter * (2 * u - 1)));
}

/** The player does not try again: turned away if new, else lost in the middle of a session. */
export function giveUp(world: World, simulation: WorldSimulation, row: number): void {
  const { crowd, ledger, sessions } = world;
  ledger.crowd.sessionsGivenUp++;
  crowd.outside--;
  if (sessions.stage[row] === STAGE.cut) loseSession(world, simulation, row);
  else {
    ledger.crowd.sessionsTurnedAway++;
    leavePool(world, simulation, row, true);
  }
  freeRow(sessions, row);
}

/** A player is let in and goes to the lobby; whoever was cut off plays on from there. */
export function passLogin(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, setup } = world;
  const isCut = sessions.stage[row] === STAGE.cut;
  // Patience is drawn anew: what was left of it went to the first lobby.
  if (isCut) sessions.queuedAt[row] = drawDuration(setup.patience, sessions.random, row * 4);
  world.crowd.outside--;
  sessions.tries[row] = 0;
  sessions.arrivedAt[row] = simulation.now;
  sessions.stage[row] = isCut ? STAGE.resuming : STAGE.waiting;
  enterLobby(world, simulation, row);
}

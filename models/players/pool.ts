import { expm1 } from '../../engine/math.ts';
import { uniform } from '../../engine/random.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { ReactionSetup } from './crowd.ts';

/** A pool never falls below this share of its start: the next arrival would never come. */
const LEAST = 0.001;

/**
 * Size of a pool after a while: dK/dt = gained · K0 - lost · K, exactly. With equal rates a pool
 * that nobody leaves over lateness keeps its size.
 */
export function poolAfter(law: ReactionSetup, start: number, size: number, span: number): number {
  if (law.lost === 0) return size + law.gained * start * span;
  const rest = (law.gained * start) / law.lost;
  return size + (size - rest) * expm1(-law.lost * span);
}

/** How many know the game beside how many did at the start: arrivals are as much of the curve. */
export function demandOf(world: World, group: number, now: number): number {
  const { reacts } = world.setup.crowd;
  if (reacts === undefined) return 1;
  settlePool(world, reacts, group, now);
  const start = reacts.known[group];
  return start === 0 ? 1 : Math.max(LEAST, world.crowd.pool[group] / start);
}

function settlePool(world: World, law: ReactionSetup, group: number, now: number): void {
  const { pool, pooledAt } = world.crowd;
  pool[group] = poolAfter(law, law.known[group], pool[group], now - pooledAt[group]);
  pooledAt[group] = now;
}

/**
 * A session ended, or never began. Whoever quit over lateness, was cut off and did not come back,
 * or was turned away at the login is gone for a while, or for good.
 */
export function leavePool(
  world: World,
  simulation: WorldSimulation,
  row: number,
  isQuit: boolean,
): void {
  const { reacts } = world.setup.crowd;
  if (reacts === undefined) return;
  const { sessions, crowd, ledger } = world;
  const group = sessions.group[row];
  ledger.crowd.sessionsJudged++;
  if (!isQuit) return;
  settlePool(world, reacts, group, simulation.now);
  crowd.pool[group] = Math.max(0, crowd.pool[group] - 1);
  if (uniform(sessions.random, row * 4) >= reacts.returning) ledger.crowd.playersLost++;
  else simulation.schedule(simulation.now + reacts.awayFor, KIND.playerReturns, group, 0);
}

/** A player who left over lateness, a cut or a login is ready to play again. */
export function returnPlayer(world: World, simulation: WorldSimulation, group: number): void {
  const { reacts } = world.setup.crowd;
  if (reacts === undefined) return;
  settlePool(world, reacts, group, simulation.now);
  world.crowd.pool[group]++;
}

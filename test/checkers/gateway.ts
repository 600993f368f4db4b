import { PHASE } from '../../models/gateway/attempts.ts';
import type { World } from '../../models/world.ts';

/**
 * Invariant 22: attempts sent = answered + served for nobody + shed + rejected + lost + taken back
 * + under way; every request answered is one attempt answered; what gateways count in the air, in
 * queues and inside regions is what the attempts' rows say.
 */
export function brokenAttempts(world: World): string[] {
  const { gateway, ledger, setup, sessions } = world;
  if (gateway === undefined) return [];
  const { counts, attempts, underWay, outstanding, queues, inside } = gateway;
  const { answered, wasted, shed, rejected, lost, cancelled, sent, underWayAtOpen } = counts;
  const ended = answered + wasted + shed + rejected + lost + cancelled;
  const phases = setup.regions.map(() => [0, 0, 0, 0]);
  for (let row = 0; row < attempts.phase.length; row++) {
    const isThere = attempts.phase[row] !== PHASE.none;
    if (isThere) phases[sessions.region[row]][attempts.phase[row]]++;
  }
  return [
    ...tell('attempts', sent + underWayAtOpen, ended + underWay),
    ...tell('answers', answered, ledger.counts.requestsAnswered),
    ...tell('in the air', underWay, sum(phases.flat())),
    ...tell('by link', underWay, sum([...outstanding])),
    ...setup.regions.flatMap((_, region) => [
      ...tell(`region ${region}: queue`, queues[region].size, phases[region][PHASE.queued]),
      ...tell(`region ${region}: inside`, inside[region], phases[region][PHASE.inside]),
    ]),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function tell(what: string, found: number, wanted: number): string[] {
  return found === wanted ? [] : [`${what}: ${found} counted, ${wanted} found`];
}

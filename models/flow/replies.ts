import { openStream } from '../../engine/random.ts';
import { drawRtt } from '../network.ts';
import type { World } from '../world.ts';
import { type Flow, MANNERS } from './flow.ts';
import { condense, lateAfter, type Outcomes, openReply, overAfter } from './reply.ts';
import { WAIT_BINS, waitOfBin } from './waits.ts';

/** Draws that stand for a way whose law is not a list. */
const DRAWS = 65_536;

/** One manner of being served, for one group in one region. */
export interface Served {
  readonly group: number;
  readonly region: number;
  readonly manner: number;
}

/** Place of one manner in a flow's tables. */
export function placeOf({ people }: Flow, { group, region, manner }: Served): number {
  return (group * people.regions + region) * MANNERS + manner;
}

/** Outcomes of one manner, made when it is first met. */
export function outcomesOf(world: World, flow: Flow, served: Served): Outcomes {
  const place = placeOf(flow, served);
  const known = flow.outcomes[place];
  if (known !== undefined) return known;
  const { setup } = world;
  const isEdge = served.manner === 2;
  const factor = served.manner === 0 ? 1 : setup.lowWork;
  const detour = isEdge ? 2 * setup.edgeRtt : 0;
  const ways = condense(waysOf(world, served).map((way) => way + detour));
  const works = condense(flow.work.answer.map((work) => work * factor));
  const reply = openReply(ways, works, setup.budget);
  const late = new Float64Array(WAIT_BINS).map((_, bin) => lateAfter(reply, waitOfBin(bin)));
  const over = new Float64Array(WAIT_BINS).map((_, bin) => overAfter(reply, waitOfBin(bin)));
  const outcomes = { reply, late, over };
  flow.outcomes[place] = outcomes;
  return outcomes;
}

/** Round trips of equal chance: the recorded factors themselves where these are all there is. */
function waysOf(world: World, link: { readonly group: number; readonly region: number }) {
  const { setup } = world;
  const { rtt, ways } = setup.groups[link.group];
  if (setup.links === undefined && ways === undefined) {
    return setup.jitter.map((factor) => factor * rtt[link.region]);
  }
  const stream = openStream(setup.seed, `flow/ways/${link.group}/${link.region}`);
  return Float64Array.from({ length: DRAWS }, () => drawRtt(world, link, stream, 0));
}

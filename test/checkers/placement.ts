import { FRAME } from '../../models/placement/frames.ts';
import { PLACE } from '../../models/placement/state.ts';
import type { World } from '../../models/world.ts';

/**
 * Invariant 24, place by place: frames placed = answered there + answered by the
 * local model in its stead + failed + open; remote work sent = used + wasted + lost + refused +
 * dropped + under way; open frames and work under way are those that rows tell of.
 */
export function brokenFrames(world: World): string[] {
  const { placement, ledger } = world;
  if (placement === undefined) return [];
  const { counts, open, away } = placement;
  const rows = countRows(world);
  return [
    ...Object.entries(PLACE).flatMap(([name, p]) => [
      ...tell(
        `${name}: frames`,
        counts.chosen[p] + counts.openBefore[p],
        counts.answered[p] + counts.fallen[p] + counts.failed[p] + open[p],
      ),
      ...tell(
        `${name}: remote work`,
        counts.sent[p] + counts.awayBefore[p],
        counts.used[p] +
          counts.wasted[p] +
          counts.lost[p] +
          counts.refused[p] +
          counts.dropped[p] +
          away[p],
      ),
      ...tell(`${name}: open`, open[p], rows.open[p]),
      ...tell(`${name}: away`, away[p], rows.away[p]),
    ]),
    ...tell('open frames', sum(open), ledger.inFlight),
    ...tell('rows of frames', placement.rows, rows.used),
    ...brokenNear(world),
  ];
}

/** Busy slots near by = frames in service there, and nobody waits beside a free one. */
function brokenNear(world: World): string[] {
  const { placement, stations, setup } = world;
  if (placement === undefined) return [];
  return setup.regions.flatMap(({ edgeSlots }, region) => {
    const line = placement.lines[region].size;
    const { edgeBusy } = stations[region];
    const isFree = line > 0 && edgeBusy < edgeSlots;
    return isFree ? [`region ${region}: ${line} wait near by beside a free slot`] : [];
  });
}

function countRows({ placement, setup, sessions }: World) {
  const open = [0, 0, 0];
  const away = [0, 0, 0];
  const variants = setup.placement?.variants.length ?? 1;
  const { frames } = placement ?? { frames: undefined };
  let used = 0;
  for (let row = 0; frames !== undefined && row < sessions.count; row++) {
    const state = frames.state[row] ?? 0;
    if (state === 0) continue;
    used++;
    const place = Math.floor(frames.choice[row] / variants);
    if ((state & FRAME.open) !== 0) open[place]++;
    if ((state & FRAME.away) !== 0) away[place]++;
  }
  return { open, away, used };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function tell(what: string, found: number, wanted: number): string[] {
  return found === wanted ? [] : [`${what}: ${found} counted, ${wanted} found`];
}

import type { Duration, SimTime } from '../../engine/units.ts';

/**
 * Players at play as numbers, per group; none of them has a row of its own. Amounts are real:
 * quits are taken as expectations, so that one player in a thousand may leave a thousandth of
 * himself. Players at play = thinking + asking (`inRegion` and `onWayHome`).
 */
export interface People {
  readonly groups: number;
  readonly regions: number;
  /** At play. */
  readonly present: Float64Array;
  /** Of those, whose planned end has passed while they wait for an answer. */
  readonly overdue: Float64Array;
  /** Share of those who began at time 0 that would not have quit by now. */
  readonly kept: Float64Array;
  /** Quits that were earned since the last step. */
  readonly quitting: Float64Array;
  /** Length of a cell of planned ends; cell i covers [i, i + 1) of them. */
  readonly cell: Duration;
  readonly cells: number;
  /** Planned ends by group * cells + cell, over `kept` at the start of play. */
  readonly ends: Float64Array;
  /** Requests that wait or are served, by group * regions + region. */
  readonly inRegion: Float64Array;
  /** Answers, and requests not yet arrived, that travel: by group * regions + region. */
  readonly onWayHome: Float64Array;
  /** Answers that came home within the step that gave them, per group. */
  readonly backAtOnce: Float64Array;
  /** Mean round trip by group * regions + region, microseconds. */
  readonly rtt: Float64Array;
}

/** What came of the last step: players who left as planned, and who quit. */
export interface Departures {
  completed: number;
  quit: number;
}

/** Nobody at play. */
export function createPeople(size: {
  readonly groups: number;
  readonly regions: number;
  readonly horizon: Duration;
  readonly cell: Duration;
}): People {
  const { groups, regions, cell } = size;
  const cells = Math.ceil(size.horizon / cell) + 1;
  const one = () => new Float64Array(groups);
  const pair = () => new Float64Array(groups * regions);
  return {
    groups,
    regions,
    present: one(),
    overdue: one(),
    kept: one().fill(1),
    quitting: one(),
    cell,
    cells,
    ends: new Float64Array(groups * cells),
    inRegion: pair(),
    onWayHome: pair(),
    backAtOnce: one(),
    rtt: pair(),
  };
}

/** One player begins to play; an end beyond the horizon never comes. */
export function joinPeople(people: People, group: number, endsAt: SimTime): void {
  people.present[group]++;
  planEnds(people, group, Math.floor(endsAt / people.cell), 1);
}

/** So many who begin now plan to end in a cell. */
export function planEnds(people: People, group: number, cell: number, many: number): void {
  if (cell >= people.cells) return;
  people.ends[group * people.cells + cell] += many / people.kept[group];
}

/** Players of a group who wait for nothing: they may ask. */
export function thinkingOf(people: People, group: number): number {
  const { regions, present, inRegion, onWayHome } = people;
  let asking = 0;
  for (let pair = group * regions; pair < (group + 1) * regions; pair++) {
    asking += inRegion[pair] + onWayHome[pair];
  }
  return Math.max(0, present[group] - asking);
}

/**
 * Lets a stretch of time pass for one group: quits that were earned are taken, players whose
 * planned end comes leave, or stay for the answer they wait for.
 */
export function passPeople(
  people: People,
  group: number,
  span: { readonly from: SimTime; readonly to: SimTime },
): Departures {
  const quit = takeQuits(people, group);
  const planned = takeEnds(people, group, span) * people.kept[group];
  const present = people.present[group];
  if (!(present > 0)) return { completed: 0, quit };
  const ending = Math.min(planned, present);
  const thinking = thinkingOf(people, group);
  const atOnce = (ending * thinking) / present;
  // Of those who were asking, so many have heard by now.
  const asking = present - thinking + people.backAtOnce[group];
  const back = takeBack(people, group, span.to - span.from);
  const waited = asking > 0 ? Math.min(1, back / asking) * people.overdue[group] : 0;
  people.overdue[group] += ending - atOnce - waited;
  const completed = Math.min(present, atOnce + waited);
  people.present[group] = present - completed;
  return { completed, quit };
}

function takeQuits(people: People, group: number): number {
  const present = people.present[group];
  const quit = Math.min(people.quitting[group], present);
  people.quitting[group] = 0;
  if (quit <= 0) return 0;
  const stays = 1 - quit / present;
  people.present[group] = present - quit;
  people.overdue[group] *= stays;
  // Nobody is left to whom a share of nothing could matter.
  if (stays > 0) people.kept[group] *= stays;
  return quit;
}

/** Planned ends of a stretch, spread evenly over what is left of each cell. */
function takeEnds(
  people: People,
  group: number,
  { from, to }: { readonly from: SimTime; readonly to: SimTime },
): number {
  const { cell, cells, ends } = people;
  let taken = 0;
  for (let at = from; at < to; ) {
    const place = Math.floor(at / cell);
    if (place >= cells) break;
    const end = (place + 1) * cell;
    const until = Math.min(end, to);
    const content = ends[group * cells + place];
    const share = (until - at) / (end - at);
    ends[group * cells + place] = content * (1 - share);
    taken += content * share;
    at = until;
  }
  return taken;
}

/**
 * Players who leave a region: `home` with an answer to hear, `here` without. They belong to its
 * groups in proportion. The way home is a stage whose mean stay is the round trip; of those who
 * enter it in a step, some are through at its end.
 */
export function releasePeople(
  people: People,
  region: number,
  leave: { readonly home: number; readonly here: number; readonly span: Duration },
): void {
  const { inRegion, onWayHome, regions, rtt, backAtOnce } = people;
  const { home, here, span } = leave;
  if (home + here === 0) return;
  let all = 0;
  for (let pair = region; pair < inRegion.length; pair += regions) all += inRegion[pair];
  if (all <= 0) return;
  for (let pair = region; pair < inRegion.length; pair += regions) {
    const share = inRegion[pair] / all;
    const stays = rtt[pair] / (span + rtt[pair]);
    onWayHome[pair] += home * share * stays;
    backAtOnce[Math.floor(pair / regions)] += share * (home * (1 - stays) + here);
    inRegion[pair] = Math.max(0, inRegion[pair] - (home + here) * share);
  }
}

/** Answers that come home in a stretch, and those that came within the one before. */
function takeBack(people: People, group: number, span: Duration): number {
  const { regions, onWayHome, rtt, backAtOnce } = people;
  let back = backAtOnce[group];
  backAtOnce[group] = 0;
  for (let pair = group * regions; pair < (group + 1) * regions; pair++) {
    const come = (onWayHome[pair] * span) / (span + rtt[pair]);
    onWayHome[pair] -= come;
    back += come;
  }
  return back;
}

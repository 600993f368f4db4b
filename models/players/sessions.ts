/**
 * The table of live sessions, one row a player: plain typed arrays that grow by doubling. A session
 * has at most one request in the air, so the request's fields live in the same row.
 */
export interface Sessions {
  /** Rows in use or once used; free rows are listed in `free`. */
  count: number;
  freeCount: number;
  free: Int32Array;
  group: Uint8Array;
  match: Int32Array;
  /** Where the player is, see STAGE. */
  stage: Uint8Array;
  /** Logins refused to this player since the last that was not. */
  tries: Uint8Array;
  /** Own random stream of the session, four words a row: no policy can shift another's draws. */
  random: Int32Array;
  /** Fixed point in [0,1) that places the session in its group's routing table. */
  place: Float64Array;
  /** Planned length until play starts, then the planned end of play. */
  endsAt: Float64Array;
  arrivedAt: Float64Array;
  /** Handle of the one event this session waits for, where it may have to be cancelled. */
  pending: Float64Array;
  region: Uint8Array;
  /** Instance that serves the request; -1 while none, -2 for the edge. */
  instance: Int32Array;
  issuedAt: Float64Array;
  /** When the request reached its region; before play, this player's patience in the lobby. */
  queuedAt: Float64Array;
  answerAt: Float64Array;
  /** Round trip of this request, jitter included, microseconds. */
  rtt: Float64Array;
  answerWork: Float64Array;
  holdWork: Float64Array;
  low: Uint8Array;
  quitDraw: Float64Array;
}

/**
 * Where a session's player is. A ghost is no player any more: the row of a request in the air whose
 * player was cut off, kept until the answer comes back to nobody.
 */
export const STAGE = {
  free: 0,
  waiting: 1,
  thinking: 2,
  asking: 3,
  ghost: 4,
  /** Outside and new: at the login, in its line, or about to try again. */
  knocking: 5,
  /** Outside after a cut: comes back to play what is left. */
  cut: 6,
  /** In the lobby after a cut. */
  resuming: 7,
} as const;

/** An empty table with room for `capacity` sessions. */
export function createSessions(capacity: number): Sessions {
  return {
    count: 0,
    freeCount: 0,
    free: new Int32Array(capacity),
    group: new Uint8Array(capacity),
    match: new Int32Array(capacity),
    stage: new Uint8Array(capacity),
    tries: new Uint8Array(capacity),
    random: new Int32Array(capacity * 4),
    place: new Float64Array(capacity),
    endsAt: new Float64Array(capacity),
    arrivedAt: new Float64Array(capacity),
    pending: new Float64Array(capacity),
    region: new Uint8Array(capacity),
    instance: new Int32Array(capacity),
    issuedAt: new Float64Array(capacity),
    queuedAt: new Float64Array(capacity),
    answerAt: new Float64Array(capacity),
    rtt: new Float64Array(capacity),
    answerWork: new Float64Array(capacity),
    holdWork: new Float64Array(capacity),
    low: new Uint8Array(capacity),
    quitDraw: new Float64Array(capacity),
  };
}

/** Copies what belongs to the player, not to the request, to another row. */
export function copyPlayer(sessions: Sessions, from: number, to: number): void {
  sessions.group[to] = sessions.group[from];
  sessions.place[to] = sessions.place[from];
  sessions.endsAt[to] = sessions.endsAt[from];
  sessions.arrivedAt[to] = sessions.arrivedAt[from];
  sessions.instance[to] = -1;
  sessions.random.copyWithin(to * 4, from * 4, from * 4 + 4);
}

/** Sessions cut off in mid-play whose players are not back at play: outside or in the lobby. */
export function countCut({ count, stage }: Sessions): number {
  let cut = 0;
  for (let row = 0; row < count; row++) {
    if (stage[row] === STAGE.cut || stage[row] === STAGE.resuming) cut++;
  }
  return cut;
}

/** Takes a row for a new session: a freed one if there is one. */
export function takeRow(sessions: Sessions): number {
  if (sessions.freeCount > 0) return sessions.free[--sessions.freeCount];
  if (sessions.count === sessions.group.length) growSessions(sessions);
  return sessions.count++;
}

/** Gives a row back; nothing may refer to it any more. */
export function freeRow(sessions: Sessions, row: number): void {
  sessions.stage[row] = STAGE.free;
  sessions.free[sessions.freeCount++] = row;
}

function growSessions(sessions: Sessions): void {
  const larger = createSessions(sessions.group.length * 2);
  larger.free.set(sessions.free);
  larger.group.set(sessions.group);
  larger.match.set(sessions.match);
  larger.stage.set(sessions.stage);
  larger.tries.set(sessions.tries);
  larger.random.set(sessions.random);
  larger.place.set(sessions.place);
  larger.endsAt.set(sessions.endsAt);
  larger.arrivedAt.set(sessions.arrivedAt);
  larger.pending.set(sessions.pending);
  larger.region.set(sessions.region);
  larger.instance.set(sessions.instance);
  larger.issuedAt.set(sessions.issuedAt);
  larger.queuedAt.set(sessions.queuedAt);
  larger.answerAt.set(sessions.answerAt);
  larger.rtt.set(sessions.rtt);
  larger.answerWork.set(sessions.answerWork);
  larger.holdWork.set(sessions.holdWork);
  larger.low.set(sessions.low);
  larger.quitDraw.set(sessions.quitDraw);
  Object.assign(sessions, larger, { count: sessions.count, freeCount: sessions.freeCount });
}

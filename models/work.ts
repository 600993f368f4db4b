import { uniform } from '../engine/random.ts';
import { roundTime, SECOND } from '../engine/units.ts';
import { paceOf } from './devices/pace.ts';
import { drawDuration } from './players/durations.ts';
import type { World } from './world.ts';

/** Sizes a session's next request: the work until its answer, and until its slot is free. */
export function drawWork(world: World, row: number): void {
  const { sessions } = world;
  const { work, groups } = world.setup;
  if (groups[sessions.group[row]].workClass !== undefined) {
    // Its time on each pool's device is that pool's pace times a second: see `fitWork`.
    sessions.answerWork[row] = SECOND;
    sessions.holdWork[row] = SECOND;
    return;
  }
  if (work.kind === 'law') {
    const held = drawDuration(work.law, sessions.random, row * 4);
    sessions.answerWork[row] = held;
    sessions.holdWork[row] = held;
    return;
  }
  const pick = Math.floor(uniform(sessions.random, row * 4) * work.context.length);
  const answer = work.first + work.prefill * work.context[pick];
  sessions.answerWork[row] = roundTime(answer);
  sessions.holdWork[row] = roundTime(answer + work.decode * work.generated[pick]);
}

/** Puts a request's work into times of the pool it has come to; it stays there from now on. */
export function fitWork({ sessions, setup }: World, row: number): void {
  if (setup.paces === undefined) return;
  const kind = setup.groups[sessions.group[row]].workClass ?? 0;
  const { answer, early, late } = paceOf(setup.paces, kind, sessions.region[row]);
  const work = sessions.answerWork[row];
  sessions.holdWork[row] = early * work + late * (sessions.holdWork[row] - work);
  sessions.answerWork[row] = answer * work;
}

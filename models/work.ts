import { uniform } from '../engine/random.ts';
import { roundTime } from '../engine/units.ts';
import { drawDuration } from './players/durations.ts';
import type { World } from './world.ts';

/** Sizes a session's next request: the work until its answer, and until its slot is free. */
export function drawWork(world: World, row: number): void {
  const { sessions } = world;
  const { work } = world.setup;
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

import { play } from './play.ts';
import type { Raw } from './raw.ts';
import { smaller } from './shrink-steps.ts';

/** Scenarios tried at most on the way to a small one. */
const MOST_TRIES = 150;

/** A smaller scenario that breaks in the same way, and what it breaks. */
export interface Shrunk {
  readonly raw: Raw;
  readonly broken: readonly string[];
  readonly tries: number;
}

/**
 * Takes parts away from a failing scenario as long as it fails in the same way: time, faults,
 * sections, regions, groups, players' extras. One that does not get empty keeps its time: before
 * the end of a shorter one players would still be coming.
 */
export function shrink(failing: Raw, broken: readonly string[], playRaw = play): Shrunk {
  let best: Shrunk = { raw: failing, broken, tries: 0 };
  const wanted = wayOf(broken);
  const mayShorten = !wanted.startsWith('liveness');
  let tries = 0;
  for (let isSmaller = true; isSmaller && tries < MOST_TRIES; ) {
    isSmaller = false;
    for (const raw of smaller(best.raw, mayShorten)) {
      if (++tries > MOST_TRIES) break;
      const found = playRaw(raw).broken;
      if (wayOf(found) !== wanted) continue;
      best = { raw, broken: found, tries };
      isSmaller = true;
      break;
    }
  }
  return { ...best, tries };
}

/**
 * In which way a scenario broke: the invariant, or what was thrown, without the numbers. A file
 * that is refused breaks in the way of the key that is.
 */
function wayOf([first = '']: readonly string[]): string {
  const refused = /^threw: refused: .*"path":"([^"]*)"/.exec(first);
  if (refused !== null) return `refused ${refused[1]}`;
  if (first.startsWith('threw: ')) return first.split(';')[0].replace(/[0-9]+/g, '');
  return first.split(': ')[0];
}

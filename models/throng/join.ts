import { freeRow } from '../players/sessions.ts';
import type { World } from '../world.ts';
import { joinPeople } from './people.ts';
import type { Throng } from './throng.ts';

/** A match begins: one in so many of each group is followed. */
export function beginMatch(throng: Throng, group: number, match: number): void {
  const nth = throng.matches[group]++;
  throng.isFollowed[match] = nth % throng.oneIn === throng.follows[group] ? 1 : 0;
}

/**
 * A player begins to play and is counted; true when they are followed as well, as a witness. A
 * player who is not gives their row back.
 */
export function joinThrong(world: World, throng: Throng, row: number): boolean {
  const { sessions, matches } = world;
  joinPeople(throng.people, sessions.group[row], sessions.endsAt[row]);
  const match = sessions.match[row];
  if (throng.isFollowed[match] === 1) {
    throng.witnesses++;
    return true;
  }
  if (--matches.left[match] === 0) matches.free.push(match);
  freeRow(sessions, row);
  return false;
}

/** A witness stops playing; as a player they have been counted out already. */
export function leaveAsWitness(throng: Throng): void {
  throng.witnesses--;
}

import type { Wait, Waitable } from './running.ts';

/** What a group asks of the environment. */
interface GroupDispatch {
  begin(wait: Wait): void;
  giveUp(wait: Wait): void;
  complete(wait: Wait, value: number): void;
}

/**
 * Any-of and all-of: a wait for one or for every one of its parts, which begin in their order. Once
 * an any-of is over, the parts that still wait are given up and those not begun never begin.
 */
export class Group implements Waitable {
  readonly isLasting = false;
  readonly name: string;
  readonly #dispatch: GroupDispatch;
  readonly #wantsAll: boolean;

  constructor(dispatch: GroupDispatch, wantsAll: boolean) {
    this.name = wantsAll ? 'all-of' : 'any-of';
    this.#dispatch = dispatch;
    this.#wantsAll = wantsAll;
  }

  begin(group: Wait): void {
    const { members } = group;
    // How many parts are still wanted.
    group.amount = this.#wantsAll ? members.length : 1;
    if (members.length === 0) this.#dispatch.complete(group, 0);
    for (let place = 0; place < members.length && group.state === 'waiting'; place++) {
      const member = members[place];
      member.parent = group;
      member.place = place;
      if (member.state === 'over') this.arrive(group, member);
      else this.#dispatch.begin(member);
    }
  }

  leave(group: Wait): void {
    for (const member of group.members) this.#dispatch.giveUp(member);
  }

  /** A part is over; perhaps that was the last one wanted. */
  arrive(group: Wait, member: Wait): void {
    if (group.state !== 'waiting' || --group.amount > 0) return;
    this.#dispatch.complete(group, member.place);
    this.leave(group);
  }
}

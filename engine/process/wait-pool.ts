import { EngineError } from '../errors.ts';
import { type Handle, type Running, Wait, type Waitable } from './running.ts';

/** A handle is -(1 + slot + 2^21 · generation), an int32: the fastest number to yield. */
const SLOTS = 2_097_152;
const LEAST_HANDLE = -2_147_483_648;

/**
 * All waits of an environment, used again and again. A handle that ended is told from the next
 * user of its slot by the generation, which comes round after 1024 users.
 */
export class WaitPool {
  readonly #waits: Wait[] = [];
  readonly #free: Wait[] = [];

  /** A wait of this process that has not begun. */
  open(owner: Waitable, running: Running): Wait {
    const wait = this.#free.pop() ?? this.#add(owner, running);
    wait.state = 'idle';
    wait.owner = owner;
    wait.waiter = running;
    link(wait);
    return wait;
  }

  /** A wait that held something holds nothing any more; its process may yield it again. */
  lose(wait: Wait): void {
    wait.state = 'lost';
    link(wait);
  }

  /** The wait of this handle; undefined when it ended or never was. */
  find(handle: Handle): Wait | undefined {
    const wait = this.#waits[(-1 - handle) & (SLOTS - 1)];
    return wait?.handle === handle && wait.state !== 'free' ? wait : undefined;
  }

  /** Takes a wait out of its process's open ones: it holds something now, or ends. */
  unlink(wait: Wait): void {
    const { waiter } = wait;
    if (waiter.open === wait) {
      waiter.open = wait.nextOpen;
      return;
    }
    let before = waiter.open;
    while (before !== undefined && before.nextOpen !== wait) before = before.nextOpen;
    if (before !== undefined) before.nextOpen = wait.nextOpen;
  }

  /** Ends a wait that is in no line and not linked: its handle names nothing from now on. */
  discard(wait: Wait): void {
    const next = wait.handle - SLOTS;
    wait.handle = next < LEAST_HANDLE ? -1 - ((-1 - wait.handle) & (SLOTS - 1)) : next;
    wait.state = 'free';
    wait.parent = undefined;
    if (wait.members.length > 0) wait.members.length = 0;
    wait.item = undefined;
    this.#free.push(wait);
  }

  /** Ends those waits of a process that are over or lost and whose handles nobody needs. */
  sweep(running: Running): void {
    let wait = running.open;
    running.open = undefined;
    running.spent = 0;
    while (wait !== undefined) {
      const next = wait.nextOpen;
      if (isSpent(wait)) this.discard(wait);
      else link(wait);
      wait = next;
    }
  }

  /** Ends every wait of a process that has ended; what it still holds, it keeps. */
  close(running: Running): void {
    for (let wait = running.open; wait !== undefined; wait = wait.nextOpen) this.discard(wait);
    running.open = undefined;
  }

  #add(owner: Waitable, running: Running): Wait {
    const slot = this.#waits.length;
    if (slot === SLOTS) throw new EngineError('no-room', `more than ${SLOTS} waits are open`);
    const wait = new Wait(-1 - slot, owner, running);
    this.#waits.push(wait);
    return wait;
  }
}

/** Joins its process's open waits. */
function link(wait: Wait): void {
  wait.nextOpen = wait.waiter.open;
  wait.waiter.open = wait;
}

/** A part of an any-of or all-of that goes on is needed, even if it is over itself. */
function isSpent(wait: Wait): boolean {
  if (wait.owner.isLasting || (wait.state !== 'over' && wait.state !== 'lost')) return false;
  return wait.parent?.state !== 'waiting';
}

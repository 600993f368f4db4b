import type { Council } from '../../models/membership/council.ts';
import { hasLease } from '../../models/membership/lease.ts';
import type { Entry } from '../../models/membership/state.ts';

/** What was seen of an agreement so far, to hold the next state against. */
export interface Agreed {
  /** Who led each term. */
  readonly leaders: Map<number, number>;
  /** Entries that were committed anywhere, in order. */
  readonly committed: Entry[];
  readonly tokens: number[];
}

/** Nothing seen yet. */
export function seenNothing(): Agreed {
  return { leaders: new Map(), committed: [], tokens: [] };
}

/** What is broken in an agreement after an event; it also notes what it saw. */
export function brokenAgreement(council: Council, seen: Agreed): string[] {
  return [
    ...twoLeaders(council, seen),
    ...twoLeases(council),
    ...lostEntries(council, seen),
    ...unlikeLogs(council),
    ...tokensBack(council, seen),
  ];
}

function twoLeaders({ state }: Council, { leaders }: Agreed): string[] {
  return state.members.flatMap(({ role, term }, member) => {
    if (role !== 'leader') return [];
    const before = leaders.get(term) ?? member;
    leaders.set(term, before);
    return before === member ? [] : [`term ${term} was led by ${before} and by ${member}`];
  });
}

function twoLeases(council: Council): string[] {
  const holders = council.state.members.flatMap((_, member) => {
    return hasLease(council, member) ? [member] : [];
  });
  return holders.length > 1 ? [`members ${holders.join(' and ')} hold the lease`] : [];
}

/** What was committed once stays, everywhere: leaders hold all of it. */
function lostEntries({ state }: Council, { committed, leaders }: Agreed): string[] {
  const broken: string[] = [];
  state.members.forEach(({ log, commit }, member) => {
    if (commit > log.length) broken.push(`member ${member} committed what it has not`);
    for (let index = 0; index < commit; index++) {
      const entry = committed[index];
      if (entry === undefined) committed.push(log[index]);
      else if (!isSame(entry, log[index])) broken.push(`entry ${index + 1} changed at ${member}`);
    }
  });
  const last = Math.max(0, ...leaders.keys());
  const newest = state.members[leaders.get(last) ?? 0];
  if (newest.role === 'leader' && newest.term === last && newest.log.length < committed.length) {
    broken.push(`the leader of term ${last} lacks committed entries`);
  }
  return broken;
}

/** Logs that agree on an entry's term agree on all before it. */
function unlikeLogs({ state }: Council): string[] {
  const [first, ...rest] = state.members;
  return rest.flatMap(({ log }, at) => {
    let index = Math.min(log.length, first.log.length) - 1;
    while (index >= 0 && log[index].term !== first.log[index].term) index--;
    for (; index >= 0; index--) {
      if (!isSame(log[index], first.log[index])) return [`logs of 0 and ${at + 1} do not match`];
    }
    return [];
  });
}

function tokensBack({ state }: Council, { tokens }: Agreed): string[] {
  return [...state.tokens].flatMap((token, region) => {
    const before = tokens[region] ?? 0;
    tokens[region] = token;
    return token < before ? [`the token of region ${region} went from ${before} to ${token}`] : [];
  });
}

function isSame(one: Entry, other: Entry): boolean {
  return one.term === other.term && one.value === other.value;
}

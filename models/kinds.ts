import type { EventKind } from '../engine/simulation.ts';

/**
 * Order of events that share an instant: the recorded world moves first, then machines, then
 * requests and players; whoever looks (scrapes, turns) looks last and so sees a settled world.
 */
const RANK = {
  feed: 0,
  order: 1,
  instance: 2,
  service: 3,
  request: 4,
  session: 5,
  scrape: 6,
  turn: 7,
};

/** Every kind of event of the product's world; an event's number is its place here. */
export const KINDS: readonly EventKind[] = [
  { name: 'session.arrives', rank: RANK.session },
  { name: 'lobby.fills', rank: RANK.session },
  { name: 'session.abandons', rank: RANK.session },
  { name: 'session.ends', rank: RANK.session },
  { name: 'request.issues', rank: RANK.request },
  { name: 'request.arrives', rank: RANK.request },
  { name: 'service.ends', rank: RANK.service },
  { name: 'instance.boots', rank: RANK.instance },
  { name: 'instance.revokes', rank: RANK.instance },
  { name: 'zone.changes', rank: RANK.feed },
  { name: 'price.changes', rank: RANK.feed },
  { name: 'intensity.changes', rank: RANK.feed },
  { name: 'order.lands', rank: RANK.order },
  { name: 'telemetry.scrapes', rank: RANK.scrape },
  { name: 'loop.turns', rank: RANK.turn },
  { name: 'ledger.opens', rank: RANK.feed },
  { name: 'instance.leaves', rank: RANK.instance },
  { name: 'request.expires', rank: RANK.request },
];

/** Numbers of the kinds above, by what happens. */
export const KIND = {
  sessionArrives: 0,
  lobbyFills: 1,
  sessionAbandons: 2,
  sessionEnds: 3,
  requestIssues: 4,
  requestArrives: 5,
  serviceEnds: 6,
  instanceBoots: 7,
  instanceRevokes: 8,
  zoneChanges: 9,
  priceChanges: 10,
  intensityChanges: 11,
  orderLands: 12,
  telemetryScrapes: 13,
  loopTurns: 14,
  ledgerOpens: 15,
  instanceLeaves: 16,
  requestExpires: 17,
} as const;

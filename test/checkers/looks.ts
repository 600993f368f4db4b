import type { World, WorldSimulation } from '../../models/world.ts';

/** Invariant 8 at an instant: ids of orders under way and of unread receipts occur once each. */
export function brokenOrders({ orders, ledger, setup }: World): string[] {
  const ids = [
    ...orders.pending.flatMap((loop) => loop.map(({ id }) => id)),
    ...orders.receipts.flatMap((loop) => loop.map(({ order }) => order)),
  ];
  const broken = new Set(ids).size === ids.length ? [] : ['an order or its receipt occurs twice'];
  if (setup.warmUp === 0 && ledger.counts.ordersGiven < ids.length) broken.push('orders from none');
  for (const receipt of orders.receipts.flat()) {
    const isDone = receipt.outcome === 'done';
    if (isDone !== (receipt.reason === '')) broken.push(`${receipt.order}: ${receipt.reason}`);
  }
  return broken;
}

/** Invariant 9 at an instant: scrapes are of the past, in order, and of every region and group. */
export function brokenObservations({ world, now }: WorldSimulation): string[] {
  const { recent } = world.scrapes;
  const broken: string[] = [];
  recent.forEach(({ at, stamp, observation }, place) => {
    if (at > now) broken.push(`a scrape of ${at}, now is ${now}`);
    if (place > 0 && at <= recent[place - 1].at) broken.push('scrapes out of order');
    if (!(stamp >= 0)) broken.push(`a stamp of ${stamp}`);
    if (observation.regions.length !== world.setup.regions.length) broken.push('regions missing');
    for (const region of observation.regions) {
      const counts = [region.arrivals, region.answered, region.late, region.queueLength];
      if (!counts.every((count) => count >= -1e-9)) broken.push(`counts below zero: ${counts}`);
    }
  });
  return broken;
}

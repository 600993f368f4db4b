import { HOUR, type SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { MONTH, readingOf } from './readings.ts';
import type { Charge } from './rows.ts';
import { betweenGb, fillTiers, outGb, type Sent } from './traffic.ts';

const BYTES_PER_GB = 1e9;

/** What reservations cost since the account opened, held or not. */
export function reservedCharges({ setup, ledger }: World, now: SimTime): readonly Charge[] {
  return (setup.accounts?.reserved ?? []).map(({ instances, pricePerHour, until }, region) => {
    const span = Math.max(0, Math.min(now, until) - ledger.openedAt);
    const quantity = (instances * span) / HOUR;
    const { name } = setup.regions[region];
    const what = { part: 'serving', what: 'instances', region: name, market: 'reserved' };
    return { ...what, quantity, unit: 'instance-hour', cost: quantity * pricePerHour };
  });
}

/** What a region sent since the account opened. */
function sentBy({ ledger }: World, region: number): Sent {
  return {
    answers: readingOf(ledger, 'answers', region),
    sessions: readingOf(ledger, 'sessions', region),
    away: readingOf(ledger, 'away', region),
  };
}

/** Bytes out to players, tier by tier, and between regions. */
export function trafficCharges(world: World, now: SimTime): readonly Charge[] {
  const { setup, ledger } = world;
  const traffic = setup.accounts?.traffic;
  if (traffic === undefined) return [];
  const months = (now - ledger.openedAt) / MONTH;
  return setup.regions.flatMap(({ name }, region) => {
    const sent = sentBy(world, region);
    const line = { part: 'serving', region: name, unit: 'GB' };
    const tiers = fillTiers(traffic.out[region], outGb(traffic, sent), months);
    const between = betweenGb(traffic, sent);
    return [
      ...tiers.map(({ fromGb, gb, pricePerGb }) => {
        const what = `out, from ${fromGb} GB/month`;
        return { ...line, what, market: 'none', quantity: gb, cost: gb * pricePerGb };
      }),
      {
        ...line,
        what: 'to other regions',
        market: 'none',
        quantity: between,
        cost: between * traffic.between[region],
      },
    ];
  });
}

/** What is stored in each region, and with each instance for as long as it is held. */
export function storageCharges({ setup, ledger }: World, now: SimTime): readonly Charge[] {
  const storage = setup.accounts?.storage;
  if (storage === undefined) return [];
  return setup.regions.flatMap(({ name }, region) => {
    const price = storage.pricePerGbMonth[region];
    const line = { part: 'serving', region: name, market: 'none', unit: 'GB-month' };
    const stored = (storage.regionGb * (now - ledger.openedAt)) / MONTH;
    const held = (storage.instanceGb * readingOf(ledger, 'instanceTime', region)) / MONTH;
    return [
      { ...line, what: 'images and models', quantity: stored, cost: stored * price },
      { ...line, what: 'volumes of instances', quantity: held, cost: held * price },
    ];
  });
}

/** Bytes that all regions sent since the account opened: to players, to each other. */
export function bytesSent(world: World): { readonly out: number; readonly between: number } {
  const traffic = world.setup.accounts?.traffic;
  if (traffic === undefined) return { out: 0, between: 0 };
  const sum = (gbOf: typeof outGb) =>
    world.setup.regions.reduce((total, _, region) => {
      return total + gbOf(traffic, sentBy(world, region)) * BYTES_PER_GB;
    }, 0);
  return { out: sum(outGb), between: sum(betweenGb) };
}

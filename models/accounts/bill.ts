import { HOUR, type SimTime } from '../../engine/units.ts';
import { MARKETS } from '../../policies/loop.ts';
import { storeReads } from '../cold-start/store-reads.ts';
import { searchCharges } from '../searches/totals.ts';
import type { World } from '../world.ts';
import { reservedCharges, storageCharges, trafficCharges } from './extras.ts';
import { readingOf } from './readings.ts';
import { type BillRow, type Charge, priceRows } from './rows.ts';

/**
 * Everything that was paid since the account opened, line by line: the lines of `serving` add up to
 * the cost, all of them to the cost of everything. Call when the integrals are closed.
 */
export function billOf(world: World, now: SimTime): readonly BillRow[] {
  const regions = world.setup.regions.map((_, region) => region);
  return priceRows([
    ...regions.flatMap((region) => instanceCharges(world, region)),
    ...reservedCharges(world, now),
    ...regions.flatMap((region) => edgeCharges(world, region)),
    ...regions.flatMap((region) => parkedCharges(world, region)),
    ...readCharges(world, now),
    ...trafficCharges(world, now),
    ...storageCharges(world, now),
    ...regions.flatMap((region) => jobCharges(world, region)),
    ...searchCharges(world),
    ...pipelineCharges(world),
  ]);
}

function instanceCharges({ setup, ledger }: World, region: number): readonly Charge[] {
  const { name } = setup.regions[region];
  const line = { part: 'serving', region: name, unit: 'instance-hour' };
  return MARKETS.flatMap((market, m) => {
    const cell = region * 2 + m;
    const covered = m === 0 ? readingOf(ledger, 'coveredTime', region) : 0;
    const all = readingOf(ledger, m === 0 ? 'costOnDemand' : 'costSpot', region);
    const rest = readingOf(ledger, 'restCost', cell);
    const hours = (readingOf(ledger, 'billedTime', cell) - covered) / HOUR;
    const restHours = readingOf(ledger, 'restTime', cell) / HOUR;
    return [
      { ...line, what: 'instances', market, quantity: hours, cost: all - rest },
      { ...line, what: 'rest of least billed', market, quantity: restHours, cost: rest },
    ];
  });
}

function edgeCharges({ setup, ledger }: World, region: number): readonly Charge[] {
  const { name } = setup.regions[region];
  const quantity = readingOf(ledger, 'edgeBusyTime', region) / HOUR;
  const cost = readingOf(ledger, 'costEdge', region);
  const line = { part: 'serving', what: 'edge', region: name, market: 'pay per use' };
  return [{ ...line, quantity, unit: 'slot-hour', cost }];
}

function parkedCharges({ coldStart, setup }: World, region: number): readonly Charge[] {
  if (coldStart === undefined) return [];
  const { meters, atOpen } = coldStart;
  const quantity = (meters.parkedTime[region] - atOpen.parkedTime[region]) / HOUR;
  const cost = meters.parkedCost[region] - atOpen.parkedCost[region];
  const { name } = setup.regions[region];
  const line = { part: 'serving', what: 'stopped in warm pool', region: name, market: 'none' };
  return [{ ...line, quantity, unit: 'instance-hour', cost }];
}

function readCharges(world: World, now: SimTime): readonly Charge[] {
  const priced = storeReads(world, now).filter(({ cost }) => cost > 0);
  return priced.map(({ region, name, gb, cost }) => {
    const line = { part: 'serving', region: world.setup.regions[region].name, market: 'none' };
    return { ...line, what: `read from ${name}`, quantity: gb, unit: 'GB', cost };
  });
}

function jobCharges({ jobs, setup }: World, region: number): readonly Charge[] {
  if (jobs === undefined) return [];
  const { meters, atOpen } = jobs;
  const { name } = setup.regions[region];
  return MARKETS.map((market, m) => {
    const cell = region * 2 + m;
    const quantity = (meters.billedTime[cell] - atOpen.billedTime[cell]) / HOUR;
    const cost = meters.cost[cell] - atOpen.cost[cell];
    const line = { part: 'jobs', what: 'instances', region: name, market };
    return { ...line, quantity, unit: 'instance-hour', cost };
  });
}

function pipelineCharges({ pipeline, setup }: World): readonly Charge[] {
  if (pipeline === undefined || setup.pipeline === undefined) return [];
  const { stream, consumer } = setup.pipeline;
  const hours = pipeline.counts.shardTime / HOUR;
  const millions = pipeline.counts.units / 1e6;
  const line = { part: 'pipeline', region: 'all', market: 'none' };
  const charge = (what: string, unit: string, quantity: number, price: number): Charge => {
    return { ...line, what, unit, quantity, cost: quantity * price };
  };
  return [
    charge('shards', 'shard-hour', hours, stream.pricePerShardHour),
    charge('workers', 'worker-hour', hours, consumer.pricePerWorkerHour),
    charge('units sent', 'million units', millions, stream.pricePerMillionUnits),
  ];
}

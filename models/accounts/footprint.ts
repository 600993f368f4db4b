import { HOUR, SECOND } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { readingOf } from './readings.ts';
import { type FootprintRow, rateRows } from './rows.ts';

const JOULES_PER_KWH = 3.6e6;

type Emission = Omit<FootprintRow, 'rate'>;

/**
 * Everything that was emitted since the account opened, line by line: the lines of `serving` add up
 * to operational and embodied emissions. Networks stand apart: they are in no total.
 */
export function footprintOf(world: World): readonly FootprintRow[] {
  const regions = world.setup.regions.map((_, region) => region);
  return rateRows([
    ...regions.flatMap((region) => servingEmissions(world, region)),
    ...regions.flatMap((region) => jobEmissions(world, region)),
    ...regions.map((region) => networkEmission(world, region)),
  ]);
}

function servingEmissions({ setup, ledger }: World, region: number): readonly Emission[] {
  const read = (meter: Parameters<typeof readingOf>[1]) => readingOf(ledger, meter, region);
  const idleKwh = read('idleJ') / JOULES_PER_KWH;
  const usedKwh = (read('energyJ') - read('idleJ')) / JOULES_PER_KWH;
  const held = read('instanceTime') + read('edgeBusyTime') / setup.slots;
  const line = { part: 'serving', region: setup.regions[region].name };
  const usedG = read('operationalG') - read('idleG');
  return [
    { ...line, what: 'electricity in use', quantity: usedKwh, unit: 'kWh', grams: usedG },
    {
      ...line,
      what: 'electricity of unused slots',
      quantity: idleKwh,
      unit: 'kWh',
      grams: read('idleG'),
    },
    {
      ...line,
      what: 'hardware',
      quantity: held / HOUR,
      unit: 'instance-hour',
      grams: (held / SECOND) * setup.embodiedGPerSecond,
    },
  ];
}

function jobEmissions({ jobs, setup }: World, region: number): readonly Emission[] {
  if (jobs === undefined || setup.jobs === undefined) return [];
  const { meters, atOpen } = jobs;
  const since = (meter: 'instanceTime' | 'energyJ' | 'operationalG') =>
    meters[meter][region] - atOpen[meter][region];
  const line = { part: 'jobs', region: setup.regions[region].name };
  const held = since('instanceTime');
  return [
    {
      ...line,
      what: 'electricity',
      quantity: since('energyJ') / JOULES_PER_KWH,
      unit: 'kWh',
      grams: since('operationalG'),
    },
    {
      ...line,
      what: 'hardware',
      quantity: held / HOUR,
      unit: 'instance-hour',
      grams: (held / SECOND) * setup.jobs.embodiedGPerSecond,
    },
  ];
}

function networkEmission({ setup, ledger }: World, region: number): Emission {
  return {
    part: 'network',
    what: 'electricity',
    region: setup.regions[region].name,
    quantity: readingOf(ledger, 'networkJ', region) / JOULES_PER_KWH,
    unit: 'kWh',
    grams: readingOf(ledger, 'networkG', region),
  };
}

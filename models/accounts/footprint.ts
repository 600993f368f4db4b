import { HOUR, SECOND } from '../../engine/units.ts';
import type { InstanceSetup } from '../devices/instance.ts';
import type { Ledger } from '../ledger.ts';
import { searchEmissions } from '../searches/totals.ts';
import type { World } from '../world.ts';
import { readingOf } from './readings.ts';
import { type Emission, type FootprintRow, rateRows } from './rows.ts';

const JOULES_PER_KWH = 3.6e6;

/**
 * Everything that was emitted since the account opened, line by line: the lines of `serving` add up
 * to operational and embodied emissions. Networks stand apart: they are in no total.
 */
export function footprintOf(world: World): readonly FootprintRow[] {
  const regions = world.setup.regions.map((_, region) => region);
  return rateRows([
    ...regions.flatMap((region) => servingEmissions(world, region)),
    ...regions.flatMap((region) => jobEmissions(world, region)),
    ...searchEmissions(world),
    ...regions.map((region) => networkEmission(world, region)),
  ]);
}

/** Embodied emissions of serving since the account opened: each region's hardware by its rate. */
export function embodiedOf({ setup, ledger }: World): number {
  return setup.regions.reduce((sum, { instance }, region) => {
    return sum + (heldOf(ledger, instance, region) / SECOND) * instance.embodiedGPerSecond;
  }, 0);
}

/** Time of instances held, microseconds; the edge's slots make up instances of the same type. */
function heldOf(ledger: Ledger, { slots }: InstanceSetup, region: number): number {
  const edge = readingOf(ledger, 'edgeBusyTime', region);
  return readingOf(ledger, 'instanceTime', region) + edge / slots;
}

function servingEmissions({ setup, ledger }: World, region: number): readonly Emission[] {
  const read = (meter: Parameters<typeof readingOf>[1]) => readingOf(ledger, meter, region);
  const { instance } = setup.regions[region];
  const idleKwh = read('idleJ') / JOULES_PER_KWH;
  const usedKwh = (read('energyJ') - read('idleJ')) / JOULES_PER_KWH;
  const held = heldOf(ledger, instance, region);
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
      grams: (held / SECOND) * instance.embodiedGPerSecond,
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

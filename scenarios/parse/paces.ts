import { servePipeline } from '../../models/devices/fpga.ts';
import { serveHead } from '../../models/devices/gpu.ts';
import type { Pace } from '../../models/devices/pace.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { deviceOf, gpuOf } from '../catalogue/devices.ts';
import { instanceOf } from '../catalogue/instances.ts';
import { fits, requestTimes } from '../catalogue/serving.ts';
import type { WorkPaces } from '../pool-scenario.ts';
import type { RegionScenario } from '../scenario.ts';
import { placedOn } from './machines.ts';
import type { Sections } from './sections.ts';

type Serving = Sections['serving'];
type WorkClass = NonNullable<Serving['work classes']>[string];

/** Name of the kind of work that `serving.service` tells of. */
export const FIRST_CLASS = 'matrix';

const ALIKE: Pace = { answer: 1, early: 1, late: 1 };

/** How fast each region's and pool's instances do each kind of work, the first kind first. */
export function pacesOf(
  serving: Serving,
  regions: readonly RegionScenario[],
  machines: Catalogue,
): readonly WorkPaces[] {
  const classes = Object.entries(serving['work classes'] ?? {});
  return [
    { name: FIRST_CLASS, byRegion: regions.map((one) => firstPace(serving, one, machines)) },
    ...classes.map(([name, work]) => ({
      name,
      byRegion: regions.map((one) => networkPace(work, serving, one, machines)),
    })),
  ];
}

/** A network's time on a pool's device, in seconds: that is how work of further kinds is sized. */
function networkPace(
  { network, inferences }: WorkClass,
  serving: Serving,
  { pool }: RegionScenario,
  machines: Catalogue,
): Pace | null {
  const type = instanceOf(machines, pool?.instance ?? serving.instance);
  const device = type === undefined ? undefined : deviceOf(machines, type.device);
  if (type === undefined || device === undefined) return null;
  if (device.kind === 'fpga' && Object.hasOwn(device.images, network)) {
    const { latencyMs, busyMs } = servePipeline(device, device.images[network], inferences);
    return { answer: latencyMs / 1000, early: busyMs / 1000, late: 0 };
  }
  if (device.kind !== 'gpu' || !Object.hasOwn(device.heads, network)) return null;
  // As many requests as a card has slots run as one batch, which is taken to be full.
  const together = Math.ceil((pool?.slots ?? serving.slots) / type.cards);
  const { latencyMs } = serveHead(device, device.heads[network], inferences * together);
  return { answer: latencyMs / 1000, early: latencyMs / 1000, late: 0 };
}

/** The pace of `serving.service` on a pool over its pace on serving's own instance. */
function firstPace(serving: Serving, { pool }: RegionScenario, machines: Catalogue): Pace | null {
  if (pool === undefined || pool.instance === serving.instance) return ALIKE;
  if (serving.service.kind === 'model') return modelPace(serving.service, serving, pool, machines);
  return serving.service.kind === 'tokens' ? ratedPace(serving, pool, machines) : null;
}

type ModelService = Extract<Serving['service'], { readonly kind: 'model' }>;
type Pool = NonNullable<RegionScenario['pool']>;

function modelPace(
  service: ModelService,
  serving: Serving,
  pool: Pool,
  machines: Catalogue,
): Pace | null {
  const [here, there] = [serving, pool].map(({ instance }) =>
    placedOn(instance, service, machines),
  );
  if (here === undefined || there === undefined || !fits(there, service)) return null;
  const [before, after] = [requestTimes(here, service), requestTimes(there, service)];
  const early = firstToken(after, service) / firstToken(before, service);
  return { answer: early, early, late: after.decode / before.decode };
}

function firstToken(
  { first, prefill }: ReturnType<typeof requestTimes>,
  { context }: ModelService,
): number {
  return first + prefill * context;
}

/** Times per token on another card: reading goes by its arithmetic, answering by its memory. */
function ratedPace(serving: Serving, pool: Pool, machines: Catalogue): Pace | null {
  const [here, there] = [serving, pool].map(({ instance }) => ratesOf(instance, machines));
  if (here === undefined || there === undefined) return null;
  const early = here.compute / there.compute;
  return { answer: early, early, late: here.memory / there.memory };
}

function ratesOf(instance: string, machines: Catalogue) {
  const type = instanceOf(machines, instance);
  const gpu = type === undefined ? undefined : gpuOf(machines, type.device);
  if (type === undefined || gpu === undefined) return undefined;
  const { compute, bandwidth } = gpu.efficiency;
  return {
    compute: gpu.tensorTflops * compute * type.cards,
    memory: gpu.bandwidthGbPerS * bandwidth * type.cards,
  };
}

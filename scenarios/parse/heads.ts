import { type HeadLaw, headLatencyMs } from '../../models/devices/gpu.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { gpuOf } from '../catalogue/devices.ts';
import { instanceOf } from '../catalogue/instances.ts';
import type { ServiceScenario } from '../scenario.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';

const PATH = ['serving', 'service', 'head', 'use'];

/** Latency of a head on an instance of one card; nothing where the catalogue has none. */
export function headOn(instance: string, use: string, machines: Catalogue): HeadLaw | undefined {
  const type = instanceOf(machines, instance);
  if (type === undefined || type.cards !== 1) return undefined;
  const heads = gpuOf(machines, type.device)?.heads ?? {};
  return Object.hasOwn(heads, use) ? heads[use] : undefined;
}

/** Checks that the card of the instance is known to serve the head. */
export function checkHead(
  instance: string,
  use: string,
  machines: Catalogue,
): readonly Complaint[] {
  if (headOn(instance, use, machines) !== undefined) return [];
  const type = instanceOf(machines, instance);
  if (type !== undefined && type.cards !== 1) {
    const found = `${instance} with ${type.cards} cards`;
    return [{ path: PATH, found, wanted: 'an instance of one card: a head runs on one' }];
  }
  const names = Object.keys(gpuOf(machines, type?.device ?? '')?.heads ?? {});
  if (names.length === 0) {
    return [{ path: PATH, wanted: `an instance whose card has heads, unlike ${instance}` }];
  }
  const wanted = `a head of ${type?.device}: ${listed(names, 'or')}`;
  return [{ path: PATH, wanted, nearest: nearestOf(use, names) }];
}

/** A request of a head, served alone: always as long. */
export function headService(law: HeadLaw): ServiceScenario {
  const value = Math.round(1000 * headLatencyMs(law, 1));
  return { kind: 'law', law: { kind: 'deterministic', value } };
}

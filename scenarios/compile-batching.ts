import { meanOf } from '../engine/distributions.ts';
import type { Duration } from '../engine/units.ts';
import { type MeanWork, timeByNumber } from '../models/batching/setup.ts';
import type { Setup, WorkSetup } from '../models/setup.ts';
import type { Brief } from '../policies/observation.ts';

/**
 * What policies are told of a service that is shared: the time a request takes by the number on its
 * instance, and as planned service that of a full one; nothing where each slot is a server.
 */
export function briefBatching(
  { batching, work }: Setup,
  slots: number,
): Pick<Brief, 'serviceByNumber'> & { readonly plannedService?: Duration } {
  if (batching === undefined) return {};
  const serviceByNumber = timeByNumber(batching, meanWork(work), slots).map(Math.round);
  return { serviceByNumber, plannedService: serviceByNumber[slots - 1] };
}

function meanWork(work: WorkSetup): MeanWork {
  if (work.kind === 'law') return { answer: meanOf(work.law), writing: 0 };
  return {
    answer: work.first + work.prefill * averageOf(work.context),
    writing: work.decode * averageOf(work.generated),
  };
}

function averageOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

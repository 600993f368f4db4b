import type { BatchingSetup } from '../../models/batching/setup.ts';
import { type HeadLaw, headLatencyMs } from '../../models/devices/gpu.ts';
import { prefillMs, stepMs } from '../../models/devices/language-model.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PlacedModel } from '../catalogue/serving.ts';
import type { ServiceScenario } from '../scenario.ts';
import { headOn, headService } from './heads.ts';
import type { Complaint } from './issues.ts';
import { placedOn } from './machines.ts';
import type { Sections, SomeSections } from './sections.ts';

type Serving = Sections['serving'];

/** What batching makes of the service: its laws, and the works that requests bring. */
export interface SharedService {
  readonly batching: BatchingSetup;
  readonly service: ServiceScenario;
}

/** Batching in base units with the works it is counted in; undefined where there is none. */
export function sharedServiceOf(written: Serving, machines: Catalogue): SharedService | undefined {
  const { batching, service, instance, slots } = written;
  if (batching.kind === 'continuous' && service.kind === 'model') {
    const placed = placedOn(instance, service, machines);
    return placed === undefined ? undefined : continuous(placed, service.context, slots);
  }
  if (batching.kind === 'gathered' && service.kind === 'head') {
    const law = headOn(instance, service.use, machines);
    const { most, within } = batching;
    return law === undefined ? undefined : gathered(law, most, within);
  }
  return undefined;
}

/**
 * Continuous batching of a model with so many tokens of context each. Prompts bring work in
 * proportion to their tokens, so that a read knows the tokens in it.
 */
export function continuous({ law }: PlacedModel, context: number, slots: number): SharedService {
  const perToken = (1000 * prefillMs(law, context)) / context;
  const full = stepMs(law, slots, context);
  const batching: BatchingSetup = {
    most: slots,
    within: 0,
    floor: 1000 * law.floorMs,
    reading: law.prefill.map(([tokens, ms]) => [tokens * perToken, 1000 * ms] as const),
    stretch: Array.from({ length: slots + 1 }, (_, number) => stepMs(law, number, context) / full),
  };
  const service = { kind: 'tokens', first: 0, prefill: perToken, decode: 1000 * full } as const;
  return { batching, service };
}

// The work of a request is its time alone; the part that is fixed is paid once by a batch.
function gathered(law: HeadLaw, most: number, within: number): SharedService {
  const fixed = Math.round(1000 * law.fixedMs);
  const alone = Math.round(1000 * headLatencyMs(law, 1));
  const reading = [
    [0, fixed],
    [alone, alone],
  ] as const;
  return { batching: { most, within, floor: 0, reading, stretch: [] }, service: headService(law) };
}

/** Checks what batching asks of the rest of the file. */
export function checkBatching(sections: SomeSections): readonly Complaint[] {
  const { serving, detail } = sections;
  if (serving === undefined || serving.batching.kind === 'none') return [];
  const path = ['serving', 'batching'];
  const isCounted = detail !== undefined && detail.kind !== 'exact';
  const wanted = 'no such key, or a detail of exact: every request knows its neighbours';
  const ofDetail = isCounted ? [{ path, wanted, isKey: true }] : [];
  const one = 'no such key beside pools, work classes or placement: batches are of one kind';
  const ofOthers = isOfManyKinds(sections) ? [{ path, wanted: one, isKey: true }] : [];
  return [...ofDetail, ...ofOthers, ...checkService(serving, path)];
}

function isOfManyKinds({ serving, pools, placement }: SomeSections): boolean {
  if (Object.keys(pools ?? {}).length > 0) return true;
  return serving?.['work classes'] !== undefined || (placement ?? null) !== null;
}

function checkService(
  { batching, service, slots }: Serving,
  path: readonly string[],
): readonly Complaint[] {
  if (batching.kind === 'continuous') {
    if (service.kind !== 'model') {
      return [{ path, wanted: 'a service by model, which tells the time of each step' }];
    }
    if (service.batch === slots) return [];
    const wanted = `${slots}, the slots: so many are written side by side at most`;
    return [{ path: ['serving', 'service', 'model', 'batch'], wanted }];
  }
  if (batching.kind === 'none') return [];
  if (service.kind !== 'head') {
    return [{ path, wanted: 'a service by head, which tells the time of each batch' }];
  }
  if (batching.most <= slots) return [];
  return [{ path: [...path, 'up to'], wanted: `at most ${slots}, the slots of an instance` }];
}

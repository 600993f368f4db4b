import { createBareHold, createFuture, createPattern, PATTERNS } from './kernel-agendas.ts';
import { createEventModel } from './kernel-events.ts';
import type { Model } from './kernel-model.ts';
import { createProcessModel } from './kernel-processes.ts';

/** What to measure: a style (event, process, agenda, heap), a model, its size and its seed. */
export interface Wanted {
  readonly style: string;
  readonly name: string;
  readonly pending: number;
  readonly seed: number;
}

/** The model in that style, at time 0. */
export function openModel(wanted: Wanted): Model {
  const model = createModel(wanted);
  if (model === undefined) throw new Error(`no model ${wanted.name} in style ${wanted.style}`);
  return model;
}

function createModel({ style, name, pending, seed }: Wanted): Model | undefined {
  if (style === 'event') return createEventModel(name, pending, seed);
  if (style === 'process') return createProcessModel(name, pending, seed);
  const future = createFuture(style);
  if (PATTERNS.includes(name)) return createPattern(future, name, pending, seed);
  return name === 'hold' ? createBareHold(future, pending, seed) : undefined;
}

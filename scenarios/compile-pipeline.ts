import type { PipelineSetup } from '../models/pipeline/setup.ts';
import type { Contender, Scenario } from './scenario.ts';

/** The event pipeline of one contender's run; nothing where the scenario has none. */
export function compilePipeline(
  { pipeline }: Scenario,
  { name, collector: chosen }: Contender,
): { readonly pipeline?: PipelineSetup } {
  if (pipeline === undefined) return {};
  const { collectors, ...rest } = pipeline;
  const found = collectors.find((one) => one.name === chosen);
  if (found === undefined) throw new Error(`${name}: no collector ${String(chosen)}`);
  const { name: _, ...collector } = found;
  return { pipeline: { ...rest, collector } };
}

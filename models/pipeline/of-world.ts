import type { World } from '../world.ts';
import type { PipelineSetup } from './setup.ts';
import type { PipelineState } from './state.ts';

/** The two halves of a world with a pipeline; for events that only such a world has. */
export function pipelineOf({ pipeline, setup }: World): {
  readonly state: PipelineState;
  readonly setup: PipelineSetup;
} {
  if (pipeline === undefined || setup.pipeline === undefined) {
    throw new Error('the world has no event pipeline');
  }
  return { state: pipeline, setup: setup.pipeline };
}

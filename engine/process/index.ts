/** Processes: SimPy's and SimJS's words for models written as generator functions. */
export { Container } from './container.ts';
export { Environment, type EnvironmentOptions } from './environment.ts';
export { Interrupt, interruptOf } from './interrupt.ts';
export { Preemption, Resource } from './resource.ts';
export type { Handle, Process, Running } from './running.ts';
export { Signal } from './signal.ts';
export { Store } from './store.ts';
export type { Stream } from './stream.ts';

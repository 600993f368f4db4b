import type { Duration } from '../engine/units.ts';
import type { Policy } from './contract.ts';
import type { Decision } from './decision.ts';
import type { Brief, Observation } from './observation.ts';
import type { ParameterSpec, Parameters } from './parameters.ts';

/**
 * A loop policy whose memory is nobody's business but its own. Hand back to `decide` only what
 * `begin` or an earlier verdict of the same policy gave.
 */
export type LoopPolicy = Policy<Observation, Decision, unknown>;

/** The tunables of one policy by name, kebab-case. */
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** One policy of the registry: what it does, what can be tuned, and how to make one. */
export interface PolicyListing {
  /** One or two sentences for people. */
  readonly doc: string;
  readonly parameters: ParameterSpecs;
  /** Makes the policy; absent parameters take their defaults, wrong ones throw. */
  create(parameters: Parameters, brief: Brief, every: Duration): LoopPolicy;
}

/** One gate of the registry: like a policy, but made for what its kind is told beforehand. */
export interface GateListing<GateBrief, Made> {
  /** One or two sentences for people. */
  readonly doc: string;
  readonly parameters: ParameterSpecs;
  /** Makes the gate; absent parameters take their defaults, wrong ones throw. */
  create(parameters: Parameters, brief: GateBrief): Made;
}

/**
 * Fills defaults and checks bounds and names; throws with the policy, the parameter, what was
 * found and what was wanted.
 */
export function resolveParameters(
  policy: string,
  specs: ParameterSpecs,
  given: Parameters,
): Parameters {
  for (const name of Object.keys(given)) checkName(policy, name, specs);
  const resolved: Record<string, number> = {};
  for (const [name, spec] of Object.entries(specs)) {
    resolved[name] = resolveOne(`${policy}: parameter ${name}`, spec, given[name]);
  }
  return resolved;
}

function checkName(policy: string, name: string, specs: ParameterSpecs): void {
  if (specs[name] !== undefined) return;
  const known = Object.keys(specs).join(', ');
  throw new Error(`${policy}: no parameter ${name}; it has ${known === '' ? 'none' : known}`);
}

function resolveOne(where: string, spec: ParameterSpec, given: number | undefined): number {
  const value = given ?? spec.default;
  if (value === undefined) throw new Error(`${where}: missing, a ${spec.unit} is wanted`);
  if (!(value >= spec.least && value <= spec.most)) {
    const wanted = `${spec.least} to ${spec.most} (${spec.unit})`;
    throw new Error(`${where}: found ${value}, wanted ${wanted}`);
  }
  return value;
}

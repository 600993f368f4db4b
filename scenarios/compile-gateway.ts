import type { GatewaySetup } from '../models/gateway/setup.ts';
import type { Contender, Scenario } from './scenario.ts';

/** The gateway of one contender's run; nothing where it takes none. */
export function compileGateway(
  { gateways = [], players }: Scenario,
  { name, gateway: chosen }: Contender,
): { readonly gateway?: GatewaySetup } {
  if (chosen === undefined) return {};
  const found = gateways.find((one) => one.name === chosen);
  if (found === undefined) throw new Error(`${name}: no gateway ${chosen}`);
  const { name: _, admission, ...rest } = found;
  if (admission === undefined) return { gateway: rest };
  const { priority, tokens, ...limits } = admission;
  const buckets = players.groups.map((group) => tokens[group.name]);
  const ranks = players.groups.map((group) => priority[group.name] ?? 0);
  return { gateway: { ...rest, admission: { ...limits, priority: ranks, buckets } } };
}

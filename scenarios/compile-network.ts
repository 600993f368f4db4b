import { log } from '../engine/math.ts';
import { MILLISECOND } from '../engine/units.ts';
import type { AccessSetup } from '../models/network/access.ts';
import { drawLinks, type LinksSetup } from '../models/network/links.ts';
import type { TraceBundle } from '../traces/series.ts';
import { ACCESS_CLASSES, type AccessShare } from './access-classes.ts';
import type { GroupScenario, Scenario } from './scenario.ts';

/** 99th percentile of the standard normal law. */
const NORMAL_P99 = 2.3263478740408408;

/** Round trips between the regions, and the delays of each link where the jitter has such laws. */
export function compileNetwork(
  { regions, players }: Scenario,
  { rtt, jitter }: TraceBundle,
  seed: number,
): { readonly between: Float64Array; readonly links?: LinksSetup } {
  const names = regions.map(({ name, place }) => place ?? name);
  const places = names.map((name) => rtt.names.indexOf(name));
  const between = Float64Array.from(
    places.flatMap((from) => places.map((to) => rtt.rtt[from][to])),
  );
  if (jitter.links === undefined) return { between };
  const groups = players.groups.map(({ name }) => name);
  return { between, links: drawLinks(jitter.links, seed, groups, names) };
}

/** The ways of a group whose access is given by classes; nothing where it is one time for all. */
export function waysOf({ ways }: GroupScenario): { readonly ways?: readonly AccessSetup[] } {
  if (ways === undefined) return {};
  const total = ways.reduce((sum, { share }) => sum + share, 0);
  let reached = 0;
  return {
    ways: ways.map((way, i) => {
      reached += way.share;
      return compileWay(way, i === ways.length - 1 ? 1 : reached / total);
    }),
  };
}

function compileWay(way: AccessShare, upTo: number): AccessSetup {
  const found = ACCESS_CLASSES.find(({ name }) => name === way.access);
  if (found === undefined) throw new Error(`no access class ${way.access}`);
  const { base, delayMedian, delayP99, loss, burst } = found;
  return {
    upTo,
    base: base.value * MILLISECOND,
    delayMedian: delayMedian.value * MILLISECOND,
    delaySigma: log(delayP99.value / delayMedian.value) / NORMAL_P99,
    loss: loss.value,
    burst: burst.value * MILLISECOND,
  };
}

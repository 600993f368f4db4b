import type { FaultSetup } from '../models/faults/fault.ts';
import type { FaultScenario, Scenario } from './scenario.ts';

/** The faults of a scenario with names turned into places; -1 stands for everywhere. */
export function compileFaults(scenario: Scenario): readonly FaultSetup[] {
  return scenario.faults.map((fault) => compileFault(scenario, fault));
}

function compileFault({ regions, players }: Scenario, fault: FaultScenario): FaultSetup {
  const { name, share, factor, skew, feed } = fault;
  return {
    name,
    kind: fault.fault,
    from: fault.at,
    until: fault.at + fault.lasts,
    region: placeOf(regions, fault.region),
    zone: fault.zone ?? -1,
    group: placeOf(players.groups, fault.group),
    farRegion: placeOf(regions, fault.farRegion),
    share,
    factor,
    skew,
    feed,
  };
}

function placeOf(list: readonly { readonly name: string }[], name: string | undefined): number {
  return list.findIndex((one) => one.name === name);
}

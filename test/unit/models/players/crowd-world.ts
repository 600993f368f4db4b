import type { WorldSimulation } from '../../../../models/world.ts';
import type { CrowdScenario } from '../../../../scenarios/crowd-scenario.ts';
import type { Scenario } from '../../../../scenarios/scenario.ts';
import { openScripted, scripted } from '../../../fixtures/scripted.ts';
import { smallScenario } from '../../../fixtures/small-world.ts';

/** The small world with a crowd that does more than play, under a loop that does nothing. */
export function openCrowd(
  crowd: CrowdScenario,
  changes: Partial<Scenario['players']> = {},
  others: Partial<Scenario> = {},
): WorldSimulation {
  return openScripted(scripted({}), { ...crowdScenario(crowd, changes), ...others });
}

/** The scenario of that world. */
export function crowdScenario(
  crowd: CrowdScenario,
  changes: Partial<Scenario['players']> = {},
): Scenario {
  const { players } = smallScenario();
  return smallScenario({ players: { ...players, ...changes, crowd } });
}

/** gRPC's client: 1 s, 1.6 times longer each try up to 120 s, spread by 20 %. */
export const PATIENT = {
  first: 1_000_000,
  factor: 1.6,
  most: 120_000_000,
  jitter: 0.2,
  tries: 250,
};

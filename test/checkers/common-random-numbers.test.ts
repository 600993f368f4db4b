import { expect, it } from 'vitest';
import { Simulation } from '../../engine/simulation.ts';
import { KIND } from '../../models/kinds.ts';
import { createRules } from '../../models/open.ts';
import type { World } from '../../models/world.ts';
import { compileRun } from '../../scenarios/compile.ts';
import { openReplication } from '../../scenarios/run.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';

const scenario = smallScenario();
const bundle = smallBundle();

/** Everything that comes from outside the policies: who arrives with what, and how feeds move. */
function exogenous(contender: number): string[] {
  const seen: string[] = [];
  const rules = createRules(
    compileRun(scenario, bundle, scenario.contenders[contender], 0).policies,
  );
  const watched = rules.handlers.map((handle, kind): typeof handle => (world, simulation, a, b) => {
    handle(world, simulation, a, b);
    const note = noteOf(world, kind, a, b);
    if (note !== undefined) seen.push(`${simulation.now} ${rules.kinds[kind].name} ${note}`);
  });
  const saved = openReplication({ scenario, bundle, contender, replication: 0 }).save();
  Simulation.restore({ kinds: rules.kinds, handlers: watched }, saved).run(scenario.horizon);
  return seen;
}

function noteOf(world: World, kind: number, a: number, b: number): string | undefined {
  const { price, intensity } = world.ledger.region;
  if (kind === KIND.sessionArrives) return `group ${a}, number ${world.arrived[a]}`;
  if (kind === KIND.priceChanges) return `region ${a} at ${price[a * 2]} ${price[a * 2 + 1]}`;
  if (kind === KIND.intensityChanges) return `region ${a} at ${intensity[a]}`;
  if (kind === KIND.zoneChanges) return `region ${a} zone ${b} is ${world.zonesUp[a][b]}`;
  return undefined;
}

it('two contenders under one seed meet the same arrivals, prices, intensities and closures', () => {
  const first = exogenous(0);
  expect(first.filter((line) => line.includes('session.arrives')).length).toBeGreaterThan(5_000);
  expect(first.filter((line) => line.includes('zone.changes')).length).toBeGreaterThan(5);
  expect(exogenous(1)).toEqual(first);
});

it('a session brings the same plans whatever the policies do', () => {
  const plans = [0, 1].map((contender) => {
    const simulation = openReplication({ scenario, bundle, contender, replication: 0 });
    simulation.run(60_000_000);
    const { sessions, arrived } = simulation.world;
    return { place: sessions.place.slice(0, arrived[0] + arrived[1]), arrived: [...arrived] };
  });
  expect(plans[1]).toEqual(plans[0]);
});

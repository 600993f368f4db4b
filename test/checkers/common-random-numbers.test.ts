import { expect, it } from 'vitest';
import { Simulation } from '../../engine/simulation.ts';
import { KIND, KINDS } from '../../models/kinds.ts';
import { createRules } from '../../models/open.ts';
import type { World } from '../../models/world.ts';
import { compileRun } from '../../scenarios/compile.ts';
import { openReplication } from '../../scenarios/run.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';

const scenario = smallScenario();
const bundle = smallBundle();

type Watcher = (world: World, kind: number, a: number, b: number, now: number) => void;

/** Runs a contender to the horizon and tells the watcher of every event after it happened. */
function watch(contender: number, tell: Watcher): void {
  const { policies } = compileRun(scenario, bundle, scenario.contenders[contender], 0);
  const { kinds, handlers } = createRules(policies);
  const watched = handlers.map((happen, kind): typeof happen => (world, simulation, a, b) => {
    happen(world, simulation, a, b);
    tell(world, kind, a, b, simulation.now);
  });
  const saved = openReplication({ scenario, bundle, contender, replication: 0 }).save();
  Simulation.restore({ kinds, handlers: watched }, saved).run(scenario.horizon);
}

/** Everything that comes from outside the policies: who arrives, and how feeds move. */
function exogenous(contender: number): string[] {
  const seen: string[] = [];
  watch(contender, (world, kind, a, b, now) => {
    const note = noteOf(world, kind, a, b);
    if (note !== undefined) seen.push(`${now} ${KINDS[kind].name} ${note}`);
  });
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

/** What every session asks for, in order: work and readiness to quit, by the session's place. */
function asked(contender: number): Map<number, number[][]> {
  const bySession = new Map<number, number[][]>();
  watch(contender, (world, kind, row) => {
    if (kind !== KIND.requestIssues) return;
    const { place, answerWork, holdWork, quitDraw } = world.sessions;
    const list = bySession.get(place[row]) ?? [];
    list.push([answerWork[row], holdWork[row], quitDraw[row]]);
    bySession.set(place[row], list);
  });
  return bySession;
}

it('a session asks for the same work in the same order whatever the policies do', () => {
  const [one, other] = [asked(0), asked(1)];
  let compared = 0;
  for (const [place, list] of one) {
    const same = other.get(place) ?? [];
    const common = Math.min(list.length, same.length);
    expect(list.slice(0, common)).toEqual(same.slice(0, common));
    compared += common;
  }
  expect(compared).toBeGreaterThan(200_000);
});

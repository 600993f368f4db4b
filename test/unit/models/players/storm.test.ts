import { describe, expect, it } from 'vitest';
import { Simulation } from '../../../../engine/simulation.ts';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { routeOf } from '../../../../models/network.ts';
import { createRules } from '../../../../models/open.ts';
import { comebackGap } from '../../../../models/players/login.ts';
import { STAGE } from '../../../../models/players/sessions.ts';
import { disconnect } from '../../../../models/players/storm.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { World } from '../../../../models/world.ts';
import { compileRun } from '../../../../scenarios/compile.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { smallBundle } from '../../../fixtures/small-world.ts';
import { crowdScenario, openCrowd, PATIENT } from './crowd-world.ts';

const STORM = { at: 2 * HOUR, share: 0.5, over: 0, down: 0 };

function atPlay({ sessions }: World): number[] {
  const rows = Array.from({ length: sessions.count }, (_, row) => row);
  return rows.filter((row) => {
    return sessions.stage[row] === STAGE.thinking || sessions.stage[row] === STAGE.asking;
  });
}

describe('a mass disconnect', () => {
  it('cuts off its share of those at play, and no books break', () => {
    const simulation = openCrowd({ comeback: PATIENT, storms: [STORM] });
    simulation.run(2 * HOUR - 1);
    const before = simulation.world.ledger.playing;
    simulation.run(2 * HOUR);
    expect(before).toBeGreaterThan(120);
    expect(simulation.world.ledger.playing / before).toBeCloseTo(0.5, 1);
    for (let at = 2 * HOUR; at <= 3 * HOUR; at += 5 * SECOND) {
      simulation.run(at);
      expect(brokenInvariants(simulation), `at ${at / SECOND} s`).toEqual([]);
    }
    const { sessionsCut, sessionsResumed } = simulation.world.ledger.crowd;
    expect(sessionsCut - sessionsResumed).toBeLessThan(sessionsCut / 10);
  });

  it('keeps its books when the ledger opens in the middle of it', () => {
    const storm = { ...STORM, over: 10 * MINUTE, down: 30 * MINUTE };
    const warmUp = 2 * HOUR + 5 * MINUTE;
    const simulation = openCrowd({ comeback: PATIENT, storms: [storm] }, {}, { warmUp });
    simulation.run(4 * HOUR);
    expect(simulation.world.ledger.crowd.outsideAtOpen).toBeGreaterThan(20);
    expect(brokenInvariants(simulation)).toEqual([]);
  });

  it('lets nobody in while the service is down, then all who still knock', () => {
    const storm = { ...STORM, share: 1, down: 20 * MINUTE };
    const simulation = openCrowd({ comeback: PATIENT, storms: [storm] });
    simulation.run(2 * HOUR + 19 * MINUTE);
    expect(simulation.world.ledger.playing).toBeLessThan(8);
    const { outside } = simulation.world.crowd;
    expect(outside).toBeGreaterThan(300);
    simulation.run(2 * HOUR + 25 * MINUTE);
    expect(simulation.world.crowd.outside).toBe(0);
    expect(simulation.world.ledger.crowd.sessionsResumed).toBeGreaterThan(outside / 3);
  });

  it('spreads over its length and spares who is not concerned', () => {
    const storm = { ...STORM, share: 0.8, over: 10 * MINUTE, group: 'coast' };
    const simulation = openCrowd({ comeback: PATIENT, storms: [storm] });
    simulation.run(2 * HOUR);
    const first = simulation.world.ledger.crowd.sessionsCut;
    simulation.run(2 * HOUR + 5 * MINUTE);
    const half = simulation.world.ledger.crowd.sessionsCut;
    simulation.run(2 * HOUR + 10 * MINUTE);
    const all = simulation.world.ledger.crowd.sessionsCut;
    expect(first).toBeLessThan(all / 10);
    expect(half / all).toBeCloseTo(0.5, 0);
    expect(simulation.world.playing[1]).toBeGreaterThan(simulation.world.playing[0] / 4);
  });

  it('is the same for two contenders: the same players are cut off', () => {
    const scenario = crowdScenario({ comeback: PATIENT, storms: [{ ...STORM, at: 10 * MINUTE }] });
    const fates = [0, 1].map((contender) => {
      const input = { scenario, bundle: smallBundle(), contender, replication: 0 };
      const simulation = openReplication(input);
      simulation.run(10 * MINUTE - 1);
      const { sessions } = simulation.world;
      const places = atPlay(simulation.world).map((row) => sessions.place[row]);
      simulation.run(10 * MINUTE);
      const left = new Set(atPlay(simulation.world).map((row) => sessions.place[row]));
      return new Map(places.map((place) => [place, left.has(place)]));
    });
    const common = [...fates[0].keys()].filter((place) => fates[1].has(place));
    expect(common.length).toBeGreaterThan(60);
    for (const place of common) expect(fates[0].get(place)).toBe(fates[1].get(place));
    const stayed = common.filter((place) => fates[0].get(place)).length;
    expect(stayed / common.length).toBeCloseTo(0.5, 0);
  });

  it('goes on from a save as if it had never stopped', () => {
    const scenario = crowdScenario({
      comeback: PATIENT,
      storms: [{ ...STORM, over: 10 * MINUTE, down: 15 * MINUTE }],
      login: { perSecond: 0.5, line: 100, patience: { kind: 'exponential', mean: 5 * MINUTE } },
    });
    const open = () => {
      const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
      return openReplication(input);
    };
    const straight = open();
    straight.run(3 * HOUR);
    const first = open();
    first.run(2 * HOUR + 6 * MINUTE);
    const { policies } = compileRun(scenario, smallBundle(), scenario.contenders[0], 0);
    const second = Simulation.restore(createRules(policies), first.save());
    second.run(3 * HOUR);
    expect(second.digest()).toBe(straight.digest());
  });
});

describe('disconnecting by hand', () => {
  it('takes a region and loses for good whoever has no way back', () => {
    const simulation = openCrowd({});
    simulation.run(HOUR);
    const { world } = simulation;
    const concerned = atPlay(world).filter((row) => {
      return routeOf(world, world.sessions.group[row], world.sessions.place[row]) === 1;
    });
    const cut = { group: -1, region: 1, share: 1, downUntil: HOUR + MINUTE };
    expect(disconnect(world, simulation, cut)).toBe(concerned.length);
    expect(world.ledger.crowd.sessionsGivenUp).toBe(concerned.length);
    simulation.run(2 * HOUR);
    expect(brokenInvariants(simulation)).toEqual([]);
    expect(totalsOf(simulation).sessionsResumed).toBe(0);
  });

  it('takes players from everywhere on the map of routes alike, not from one arc of it', () => {
    const simulation = openCrowd({}, { arrivals: { every: HOUR, values: [0.6, 0, 0, 0] } });
    simulation.run(HOUR);
    const { world } = simulation;
    const placesAtPlay = () => atPlay(world).map((row) => world.sessions.place[row]);
    const quarters = (places: readonly number[]) =>
      [0, 1, 2, 3].map((q) => places.filter((place) => Math.floor(place * 4) === q).length);
    const before = quarters(placesAtPlay());
    disconnect(world, simulation, { group: -1, region: -1, share: 0.5, downUntil: 0 });
    const after = quarters(placesAtPlay());
    expect(Math.min(...before)).toBeGreaterThan(30);
    after.forEach((left, q) => {
      expect(Math.abs(left / before[q] - 0.5)).toBeLessThan(0.25);
    });
  });

  it('leaves no row behind, whatever was in the air', () => {
    const simulation = openCrowd({}, { arrivals: { every: HOUR, values: [0.2, 0, 0, 0] } });
    simulation.run(HOUR);
    disconnect(simulation.world, simulation, { group: -1, region: -1, share: 1, downUntil: 0 });
    const ghosts = simulation.world.sessions.stage.filter((stage) => stage === STAGE.ghost);
    expect(ghosts.length).toBeGreaterThan(5);
    simulation.run(4 * HOUR);
    const { count, freeCount, stage } = simulation.world.sessions;
    expect(freeCount).toBe(count);
    expect(stage.every((one) => one === STAGE.free)).toBe(true);
  });
});

describe('coming back', () => {
  it('waits longer after every refusal, up to the longest gap', () => {
    const gaps = [0, 1, 2, 10, 20].map((refused) => comebackGap(PATIENT, refused, 0.5) / SECOND);
    expect(gaps.slice(0, 3)).toEqual([1, 1.6, 2.56]);
    expect(gaps.slice(3)).toEqual([109.951163, 120]);
    expect(comebackGap(PATIENT, 0, 0)).toBe(0.8 * SECOND);
  });

  it('is given up after so many refusals', () => {
    const comeback = { ...PATIENT, tries: 3 };
    const storm = { ...STORM, share: 1, down: HOUR };
    const simulation = openCrowd({ comeback, storms: [storm] });
    simulation.run(2 * HOUR + 2 * MINUTE);
    const { sessionsCut, sessionsGivenUp } = simulation.world.ledger.crowd;
    expect(sessionsGivenUp).toBeGreaterThanOrEqual(sessionsCut);
    expect(brokenInvariants(simulation)).toEqual([]);
  });
});

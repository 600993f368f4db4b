import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../engine/random.ts';
import { encodePlain } from '../../../../engine/save.ts';
import { HOUR, MINUTE } from '../../../../engine/units.ts';
import { KINDS } from '../../../../models/kinds.ts';
import { drawDelay, drawLinks } from '../../../../models/network/links.ts';
import { drawRtt } from '../../../../models/network.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { seattleLinks } from '../../../../traces/generate/link-jitter.ts';
import { byLink, networkInput, openNetwork } from '../../../fixtures/network.ts';

describe('links with laws of their own', () => {
  it('differ, by their names and the seed, not by their place in a list', () => {
    const one = drawLinks(seattleLinks, 7, ['coast', 'valley'], ['east', 'west']);
    const other = drawLinks(seattleLinks, 7, ['valley'], ['west', 'east']);
    expect(other.delayed[0]).toBe(one.delayed[3]);
    expect(other.far[1]).toBe(one.far[2]);
    expect(new Set(one.delayed).size).toBe(4);
    expect(drawLinks(seattleLinks, 8, ['coast'], ['east']).delayed[0]).not.toBe(one.delayed[0]);
  });

  it('keep their own law over all moods, however strong the memory', () => {
    const strong = { ...seattleLinks, memory: { share: 0.6, keep: 0.5, step: MINUTE } };
    const input = networkInput({ factors: [1], links: strong }, undefined, { horizon: 40 * HOUR });
    const quiet = { ...input.scenario.players, arrivals: { every: HOUR, values: [0] } };
    const simulation = openReplication({
      ...input,
      scenario: { ...input.scenario, players: quiet },
    });
    const { world } = simulation;
    const links = world.setup.links ?? expect.fail('no links');
    const state = openStream(1, 'delays');
    const delayed = [0, 0, 0, 0];
    for (let minute = 1; minute <= 2400; minute++) {
      simulation.run(minute * MINUTE);
      world.network.moods.forEach((mood, link) => {
        for (let i = 0; i < 5; i++) {
          if (drawDelay({ links, mood }, link, state, 0) > 15_000) delayed[link]++;
        }
      });
    }
    delayed.forEach((count, link) => {
      expect(count / 12_000).toBeCloseTo(links.delayed[link], 1);
    });
  });

  it('are in the mood they are in, whoever asks: two contenders, one network', () => {
    const moods = [0, 1].map((contender) => {
      const simulation = openReplication({ ...networkInput(byLink), contender });
      simulation.run(2 * HOUR);
      return [...simulation.world.network.moods];
    });
    expect(moods[0]).toEqual(moods[1]);
    expect(moods[0].every((mood) => mood !== 0)).toBe(true);
  });

  it('take as many draws of a player whatever the region, so that routing shifts no chance', () => {
    const { world } = openNetwork(byLink, [
      { access: 'fibre', share: 0.5 },
      { access: '4g', share: 0.5 },
    ]);
    const after = [0, 1].map((region) => {
      world.sessions.random.set([1, 2, 3, 4], 0);
      world.sessions.place[0] = 0.3;
      drawRtt(world, { group: 0, region }, world.sessions.random, 0);
      return [...world.sessions.random.slice(0, 4)];
    });
    expect(after[0]).toEqual(after[1]);
  });

  it('and are saved with the run: cut in the middle, it ends as it would have', () => {
    const straight = openNetwork(byLink);
    straight.run(HOUR);
    const cut = openNetwork(byLink);
    cut.run(17 * MINUTE);
    const rest = cut.fork();
    rest.run(HOUR);
    expect(rest.digest()).toBe(straight.digest());
    expect(encodePlain(rest.save())).toEqual(encodePlain(straight.save()));
  });
});

it('a jitter without links has no moods that drift, and draws once a round trip', () => {
  const simulation = openNetwork({ factors: [0.5, 1.5] });
  const kinds = new Set<number>();
  simulation.watch((_, kind) => {
    kinds.add(kind);
  });
  simulation.run(HOUR);
  const names = [...kinds].map((kind) => KINDS[kind].name);
  expect(names).toContain('request.issues');
  expect(names).not.toContain('moods.drift');
});

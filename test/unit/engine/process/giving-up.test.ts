import { describe, expect, it } from 'vitest';
import { Container } from '../../../../engine/process/container.ts';
import { Resource } from '../../../../engine/process/resource.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { Store } from '../../../../engine/process/store.ts';
import { openStage } from './stage.ts';

// Whoever gives up several waits leaves their lines first; only then are those lines served. Each
// of these once took something for a wait that was being given up.
describe('a process that gives up several waits at once', () => {
  it('is not given by the second what leaving the first made possible', () => {
    const { env, say, log } = openStage();
    const tank = new Container(env, { name: 'tank', capacity: 20, level: 5 });
    function* thirsty(): Process {
      say(`place ${yield env.anyOf(tank.get(10), tank.get(3), 100)}`);
    }
    env.start(thirsty());
    env.run();
    expect([log, tank.level]).toEqual([['100 place 2'], 5]);
  });

  it('is woken once by an interrupt, and takes nothing', () => {
    const { env, say, log } = openStage();
    const tank = new Container(env, { name: 'tank', capacity: 20, level: 5 });
    function* thirsty(): Process {
      try {
        yield env.anyOf(tank.get(10), tank.get(3));
      } catch {
        say('is interrupted');
      }
      yield 100;
      say('goes on');
      yield 1000;
      say('ends');
    }
    const drinker = env.start(thirsty());
    function* caller(): Process {
      yield 50;
      drinker.interrupt('stop');
    }
    env.start(caller());
    env.run();
    expect(log).toEqual(['50 is interrupted', '150 goes on', '1150 ends']);
    expect(tank.level).toBe(5);
  });

  it('leaves a line of the right length when its leaving costs it a server', () => {
    const { env, say, log } = openStage();
    const server = new Resource(env, { name: 'server', capacity: 1 });
    function* holder(): Process {
      const held = server.request(5);
      yield held;
      const wanted = server.request(0);
      try {
        yield wanted;
      } catch {
        say('gives up');
      }
      server.release(held);
    }
    function* pushing(): Process {
      yield 1;
      const turn = server.request(1, true);
      yield turn;
      say('pushes in');
      yield 10;
      server.release(turn);
    }
    const first = env.start(holder());
    env.start(pushing());
    function* caller(): Process {
      yield 2;
      if (first.isAlive) first.interrupt('stop');
    }
    env.start(caller());
    env.run();
    expect([server.waiting, server.users]).toEqual([0, 0]);
    expect(log).toContain('2 gives up');
    expect(log).toContain('2 pushes in');
  });

  it('forgets the parts of a group that never began', () => {
    const { env } = openStage();
    const inbox = new Store<number>(env, { name: 'inbox' });
    const acks = new Store<number>(env, { name: 'acks' });
    let turns = 0;
    function* reader(): Process {
      for (; turns < 2_000; turns++) {
        yield inbox.put(turns);
        yield env.anyOf(inbox.get(), env.allOf(acks.get(), 50));
      }
    }
    env.start(reader());
    env.run();
    expect([turns, acks.getting]).toEqual([2_000, 0]);
  });
});

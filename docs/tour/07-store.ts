import { Environment, type Process, SECOND, Store } from 'playtwin/engine';

interface Line {
  readonly npc: string;
  readonly tokens: number;
}

const env = new Environment({ seed: 7 });
const inbox = new Store<Line>(env, { name: 'inbox', capacity: 2 });

function* game(): Process {
  for (const [npc, tokens] of [
    ['guard', 40],
    ['smith', 90],
    ['bard', 20],
    ['thief', 60],
  ] as const) {
    yield inbox.put({ npc, tokens });
    console.log(`${env.now / SECOND} s  ${npc} waits for words, ${inbox.size} in the inbox`);
  }
}

function* device(name: string, accepts: (line: Line) => boolean): Process {
  for (;;) {
    const got = inbox.get(accepts);
    yield got;
    const { npc, tokens } = inbox.taken(got);
    yield (tokens / 20) * SECOND;
    console.log(`${env.now / SECOND} s  ${name} has written ${tokens} tokens for ${npc}`);
  }
}

env.start(game());
env.start(device('large gpu', () => true));
env.start(device('small gpu', ({ tokens }) => tokens <= 40));
env.run();

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { linesOf } from '../../../cli/journal-file.ts';
import { LOOP_POLICIES } from '../../../cli/loop-changes.ts';
import { MINUTE } from '../../../engine/units.ts';
import { readJournal } from '../../../policies/journal/read.ts';
import { openReplay, replayTurn } from '../../../policies/journal/replay.ts';
import { isOracle } from '../../../scenarios/oracles/registry.ts';
import { parseScenario } from '../../../scenarios/parse-scenario.ts';
import { runReplication } from '../../../scenarios/run.ts';
import { openBundle } from '../../../traces/open-bundle.ts';

const LIBRARY = 'scenarios/library';
const SPAN = MINUTE;
const COUNTED_SPAN = MINUTE;

/** The first minutes of a scenario, or nothing where it wants recordings that are not here. */
function shorten(name: string) {
  const file = `${LIBRARY}/${name}`;
  const parsed = parseScenario(readFileSync(file, 'utf8'), file);
  if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  const { scenario } = parsed;
  const { traces, epoch, regions } = scenario;
  const opened = openBundle(traces, { epoch, span: scenario.horizon, regions });
  if (!opened.ok) return undefined;
  const horizon = scenario.detail === undefined ? SPAN : COUNTED_SPAN;
  return { scenario: { ...scenario, horizon, warmUp: 0 }, bundle: opened.value };
}

it.each(readdirSync(LIBRARY))('a journal of %s gives every decision again', (name) => {
  const opened = shorten(name);
  if (opened === undefined) return;
  opened.scenario.contenders.forEach((loops, contender) => {
    // An oracle sees what no journal holds.
    if (isOracle(loops)) return;
    const lines: string[] = [];
    const input = { ...opened, contender, replication: 0 };
    const append = (line: string) => lines.push(line);
    const kept = runReplication({ ...input, journal: { playtwin: 'test', append } });
    // Keeping a journal changes nothing.
    if (contender === 0) expect(runReplication(input).digest).toBe(kept.digest);
    const replayed = replayAll(lines.join(''));
    expect(replayed.map(({ first }) => first)).toEqual(replayed.map(() => undefined));
    // Under a membership nobody leads in the first seconds, so a slow loop may have had no turn.
    expect(replayed.some(({ turns }) => turns > 0)).toBe(true);
  });
});

function replayAll(text: string) {
  const read = [...readJournal(linesOf(new TextEncoder().encode(text)))];
  expect(read.at(-1)).toMatchObject({ line: 'end' });
  const [head] = read;
  if (head.line !== 'head') throw new Error('no head');
  const loops = openReplay(head, LOOP_POLICIES);
  let observation: Parameters<typeof replayTurn>[2] | undefined;
  for (const line of read) {
    if (line.line === 'seen') observation = line.observation;
    if (line.line === 'turn' && observation !== undefined) replayTurn(loops, line, observation);
  }
  return loops;
}

import { digestText } from '../engine/digest.ts';
import { encodePlain } from '../engine/save.ts';
import type { WorldSimulation } from '../models/world.ts';
import type { JournalLoop } from '../policies/journal/lines.ts';
import {
  beginJournal,
  endJournal,
  type JournalWriter,
  recordLoop,
  writeTurn,
} from '../policies/journal/write.ts';
import type { CompiledRun } from './compile.ts';
import { loopsOf } from './compile.ts';
import type { Contender, Scenario } from './scenario.ts';

/** What a journal is asked of. */
export interface RecordingInput {
  readonly scenario: Scenario;
  readonly contender: Contender;
  readonly replication: number;
  /** Version and build, for the head. */
  readonly playtwin: string;
  /** Is given each line with its end, in order. */
  readonly append: (line: string) => void;
}

/** A journal of one replication. */
export interface Recording {
  /** The same run, each turn of which is written down. */
  readonly record: (run: CompiledRun) => CompiledRun;
  /** Writes the head; the simulation has not moved yet. */
  readonly begin: (simulation: WorldSimulation) => void;
  readonly end: () => void;
}

/** Opens a journal: record the compiled run, open the simulation with it, begin, run, end. */
export function openRecording(input: RecordingInput): Recording {
  const { append, contender } = input;
  const names = loopsOf(contender).map(([name]) => name);
  const opened: { run?: CompiledRun; writer?: JournalWriter; next: number[] } = { next: [] };
  const writerOf = (): JournalWriter => {
    if (opened.writer === undefined) throw new Error('a turn was taken before the journal began');
    return opened.writer;
  };
  const record = (run: CompiledRun): CompiledRun => {
    opened.run = run;
    const policies = run.policies.map((policy, loop) =>
      recordLoop(policy, (told) => {
        const turn = { loop: names[loop], turn: opened.next[loop]++, ...told };
        writeTurn(writerOf(), turn, append);
      }),
    );
    return { ...run, policies };
  };
  const begin = (simulation: WorldSimulation): void => {
    if (opened.run === undefined) throw new Error('a journal began before its run was recorded');
    opened.next = simulation.world.loops.map(({ turn }) => turn);
    opened.writer = beginJournal(headOf(input, opened.run, simulation), append);
  };
  return { record, begin, end: () => endJournal(writerOf(), append) };
}

function headOf(
  { scenario, contender, replication, playtwin }: RecordingInput,
  { setup, brief }: CompiledRun,
  simulation: WorldSimulation,
): Parameters<typeof beginJournal>[0] {
  return {
    playtwin,
    scenario: scenario.name,
    setup: digestText(encodePlain(setup)),
    epoch: scenario.epoch,
    seed: setup.seed,
    contender: contender.name,
    replication,
    brief,
    loops: loopHeads(contender, simulation),
  };
}

function loopHeads(contender: Contender, { world }: WorldSimulation): readonly JournalLoop[] {
  return loopsOf(contender).map(([name, choice], loop) => {
    const { turn, memory } = world.loops[loop];
    const stood = turn === 0 ? {} : { memory: encodePlain(memory) };
    return { name, ...choice, turn, ...stood };
  });
}

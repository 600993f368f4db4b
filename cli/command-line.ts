import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { addClaims } from './claims-command.ts';
import type { DevicesOptions } from './devices.ts';
import type { Edit } from './edit-yaml.ts';
import { parseEdit } from './edit-yaml.ts';
import type { ExplainOptions } from './explain.ts';
import type { ReplayOptions } from './replay.ts';
import type { RunOptions } from './run.ts';
import { addSolve } from './solve-command.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';
import type { TraceImportOptions } from './traces.ts';
import type { TraceFitOptions } from './traces-fit.ts';
import { readVersion } from './version.ts';

const MOST_THREADS = 256;
const MOST_SHUFFLES = 100;
const FILE_DOC = 'scenario file, or the name of one in the library, for example launch-week';

const EXAMPLES = `
Examples:
  playtwin run launch-week                         a launch week run five ways, compared
  playtwin run launch-week --replications 10 --out results
  playtwin run my.yaml --set players.match.players=4 --set 'serving.boot={ deterministic: 90 s }'
  playtwin run launch-week --format json | head
  playtwin run launch-week --save-at 36h           the same, and what to go on from
  playtwin run --from launch-week-36h.save --set 'serving.budget=600 ms'
  playtwin run launch-week --journal=ecim-g        the same, and every turn of its loops
  playtwin replay launch-week-ecim-g-0.journal
  playtwin explain launch-week-ecim-g-0.journal --at 36h --loop capacity
  playtwin validate my.yaml                        every mistake, with line and column
  playtwin traces list                             recorded data a scenario can name
  playtwin claims --only CL4                       what is claimed, against what is measured

Exit codes: 0 fine, 1 a comparison failed, 2 the input is wrong, 3 the simulation broke,
130 interrupted.
`;

/** Runs one command line, without the program's name, and gives the exit code. */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const ended: { code: number } = { code: exitCodes.fine };
  const program = buildProgram(terminal, (code) => {
    ended.code = code;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return ended.code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : exitCodes.input;
    throw thrown;
  }
}

type End = (code: number) => void;

function buildProgram(terminal: Terminal, end: End): Command {
  const program = new Command('playtwin')
    .description('A deterministic simulator and digital twin of the cloud behind AI-rich games')
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  addRun(program, terminal, end);
  addValidate(program, terminal, end);
  addDevices(program, terminal, end);
  addSolve(program, terminal, end);
  addClaims(program, terminal, end);
  addTraces(program.command('traces'), terminal, end);
  addReplay(program, terminal, end);
  addExplain(program, terminal, end);
  addHelp(program, terminal, end);
  return program;
}

function addRun(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('run')
    .description('run every contender of a scenario: KPIs with intervals, differences, digests')
    .argument('[file]', `${FILE_DOC}; none with --from`)
    .option('--from <file>', 'go on from a save; --set changes what comes after it')
    .option(
      '--save-at <time>',
      'also write what to go on from, for example 36h; repeatable',
      addText,
      [],
    )
    .option('--seed <n>', 'seed of every random stream (overrides the file)', parseCount)
    .option('--replications <n>', 'replications of each contender', parseCount)
    .option(
      '--set <path=value>',
      'put VALUE, in YAML, at PATH in the file; repeatable',
      addEdit,
      [],
    );
  addRunOutputs(command)
    .option(
      '--workers <n>',
      'worker threads; 0 for none (default: one for each core)',
      parseThreads,
    )
    .option(
      '--shuffle-ties [n]',
      'run each replication n more times (default: 3) with ties in other orders, and compare',
      parseShuffles,
    )
    .option('--quiet', 'no progress and no summary on stderr')
    .action(async (file: string | undefined, options: RunOptions) => {
      const { run } = await import('./run.ts');
      end(await run(file, options, terminal));
    });
}

function addRunOutputs(command: Command): Command {
  return command
    .option(
      '--journal [which]',
      'also write every turn of every loop, for replay and explain; CONTENDER,…[:REPLICATION]',
    )
    .option('--out <dir>', 'write result.json and table.txt there')
    .addOption(new Option('--traces <dir>', 'folder of recorded data').env('PLAYTWIN_TRACES'))
    .addOption(
      new Option('--format <format>', 'what stdout gets')
        .choices(['table', 'json'])
        .default('table'),
    )
    .addOption(
      new Option('--kpis <which>', 'rows of the table')
        .choices(['headline', 'all'])
        .default('headline'),
    )
    .option('--bill', 'also print what was paid and emitted, line by line');
}

function addReplay(program: Command, terminal: Terminal, end: End): void {
  program
    .command('replay')
    .description('give every decision of a journal again, or find the first that differs')
    .argument('<journal>', 'file that "run --journal" wrote')
    .option('--use <loop=policy>', 'another policy for a loop; repeatable', addText, [])
    .option(
      '--set <loop.parameter=value>',
      'another parameter, or a shield, for a loop; repeatable',
      addEdit,
      [],
    )
    .option('--against <journal>', 'hold it against another journal instead')
    .action(async (path: string, options: ReplayOptions) => {
      end((await import('./replay.ts')).replay(path, options, terminal));
    });
}

function addExplain(program: Command, terminal: Terminal, end: End): void {
  program
    .command('explain')
    .description('why each loop did what it did at a time: seen, decided, ordered, unknown')
    .argument('<journal>', 'file that "run --journal" wrote, or the folder it is in')
    .requiredOption('--at <time>', 'from time 0, for example 36h, or an instant in UTC')
    .option('--loop <name>', 'one loop only: routing, capacity or jobs')
    .action(async (path: string, options: ExplainOptions) => {
      end((await import('./explain.ts')).explain(path, options, terminal));
    });
}

function addValidate(program: Command, terminal: Terminal, end: End): void {
  program
    .command('validate')
    .description('say everything that is wrong with scenario files')
    .argument('[files...]', FILE_DOC)
    .option('--schema', 'print the JSON Schema of scenario files')
    .action(async (files: readonly string[], options: { readonly schema?: boolean }) => {
      const { validate } = await import('./validate.ts');
      end(validate(files, options, terminal));
    });
}

function addDevices(program: Command, terminal: Terminal, end: End): void {
  program
    .command('devices')
    .description('machines of the catalogue: each number with its source, latency, energy')
    .argument('[name]', 'a device, for example l4; none: list them')
    .option('--catalogue <file>', 'own catalogue, laid over the shipped one')
    .option('--replaced-by <name>', 'hours until another one has saved what making it emitted')
    .action(async (name: string | undefined, options: DevicesOptions) => {
      const { devices } = await import('./devices.ts');
      end(devices(name, options, terminal));
    });
}

function addHelp(program: Command, terminal: Terminal, end: End): void {
  program
    .command('help')
    .description('show help for a command')
    .argument('[words...]', 'a command, for example traces import')
    .action((words: readonly string[]) => {
      const found = words.reduce((command: Command | undefined, word) => {
        return command?.commands.find((below) => below.name() === word);
      }, program);
      if (found !== undefined) return found.outputHelp();
      const known = program.commands.map((command) => command.name()).join(', ');
      return end(refuse(terminal, `unknown command "${words.join(' ')}"; wanted one of ${known}`));
    });
}

function addTraces(traces: Command, terminal: Terminal, end: End): void {
  traces.description('recorded data: what is there, what is in it, and reading your own');
  traces
    .command('list')
    .description('shipped traces and the public formats that can be read')
    .action(async () => end((await import('./traces.ts')).listAll(terminal)));
  traces
    .command('describe')
    .description('source, licence, assumptions and figures of a shipped trace')
    .argument('<name>', 'for example shipped/carbon')
    .action(async (name: string) => end((await import('./traces.ts')).describe(name, terminal)));
  traces
    .command('import')
    .description('read recorded data in a public format, say what is in it, write it as CSV')
    .argument('<format>', 'see "playtwin traces list"')
    .argument('<path>', 'file or folder')
    .option('--names <a,b>', 'zones or regions wanted, in order')
    .option('--since <instant>', 'first instant wanted, UTC, for example 2022-03-01T00:00:00Z')
    .option('--select <name>', 'instance type or column, where the format has several')
    .option('--out <file>', 'write the normalised CSV there')
    .action(async (format: string, path: string, options: TraceImportOptions) => {
      const { importFile } = await import('./traces.ts');
      end(importFile(format, path, options, terminal));
    });
  addFit(traces, terminal, end);
}

function addFit(traces: Command, terminal: Terminal, end: End): void {
  traces
    .command('fit')
    .description('fit a model to recorded data and judge it on a part it has not seen')
    .argument('<format>', 'see "playtwin traces list"')
    .argument('<path>', 'file or folder')
    .option('--select <name>', 'instance type, column or nodes, where the format has several')
    .addOption(
      new Option('--hold-out <part>', 'what the fit is judged on').choices(['later-half', 'zone']),
    )
    .addOption(
      new Option('--format <format>', 'what stdout gets')
        .choices(['table', 'json'])
        .default('table'),
    )
    .action(async (format: string, path: string, options: TraceFitOptions) => {
      const { fitTraces } = await import('./traces-fit.ts');
      end(fitTraces(format, path, options, terminal));
    });
}

function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError('Wanted a whole number, 0 or more.');
}

function parseThreads(text: string): number {
  const threads = parseCount(text);
  if (threads <= MOST_THREADS) return threads;
  throw new InvalidArgumentError(`Wanted ${MOST_THREADS} at most.`);
}

function parseShuffles(text: string): number {
  const shuffles = parseCount(text);
  if (shuffles >= 1 && shuffles <= MOST_SHUFFLES) return shuffles;
  throw new InvalidArgumentError(`Wanted 1 to ${MOST_SHUFFLES}.`);
}

function addText(given: string, before: readonly string[]): readonly string[] {
  return [...before, given];
}

function addEdit(given: string, before: readonly Edit[]): readonly Edit[] {
  const edit = parseEdit(given);
  if ('wanted' in edit) throw new InvalidArgumentError(`Wanted ${edit.wanted}.`);
  return [...before, edit];
}

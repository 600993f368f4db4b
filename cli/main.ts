import { runCommandLine } from './command-line.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes } from './terminal.ts';

const terminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  onInterrupt: (callback) => {
    process.once('SIGINT', callback);
    return () => process.off('SIGINT', callback);
  },
};

// A reader that has seen enough (`| head`) closes the pipe: no more is wanted, nothing is wrong.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code === 'EPIPE') process.exit();
  process.stderr.write(`playtwin: stdout cannot be written: ${problem.message}\n`);
  process.exit(exitCodes.input);
});

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), terminal);
} catch (thrown) {
  const stack = thrown instanceof Error ? thrown.stack : String(thrown);
  const command = process.argv.slice(2).join(' ');
  process.stderr.write(`playtwin broke: ${stack}\nTo reproduce: playtwin ${command}\n`);
  process.exitCode = exitCodes.broken;
}

/**
 * Prints `PASSED FAILED` from vitest's JSON record: `node test/count-tests.mjs RECORD EXIT-CODE`.
 * A file that could not be loaded, a run with no tests and a run that ended badly for another
 * reason (an unhandled error, a crash) each count as one failure.
 */
import { readFileSync } from 'node:fs';

function count(record, exitCode) {
  const broken = record.testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  for (const file of broken) process.stderr.write(`could not be run: ${file.name}\n`);
  const passed = record.numPassedTests;
  const failed = record.numFailedTests + broken.length;
  const isUnexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return [passed, isUnexplained ? 1 : failed];
}

const [path, exitCode] = process.argv.slice(2);
const record = JSON.parse(readFileSync(path, 'utf8'));
process.stdout.write(`${count(record, Number(exitCode)).join(' ')}\n`);

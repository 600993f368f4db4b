// Runs a portable script in this Node, main thread or worker, and prints the lines it ends with.
const { readFileSync } = require('node:fs');
const { runInThisContext } = require('node:vm');

const [, , file] = process.argv;
process.stdout.write(runInThisContext(readFileSync(file, 'utf8')).join('\n'));

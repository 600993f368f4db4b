#!/usr/bin/env node
/**
 * Starts playtwin in this very process: checks the Node version, in a clone brings node_modules and
 * dist up to date, then imports dist/cli.js. It has no static import and plain syntax, so that an
 * old Node gets a sentence instead of a syntax error. Everything it says goes to stderr.
 */
const WANTED = [20, 19];

function isOld(version) {
  const found = version.split('.').map(Number);
  return found[0] < WANTED[0] || (found[0] === WANTED[0] && found[1] < WANTED[1]);
}

function stop(message) {
  process.stderr.write('playtwin: ' + message + '\n');
  process.exit(3);
}

async function launch() {
  const root = new URL('../', import.meta.url);
  try {
    const prepare = await import(new URL('cli/prepare.mjs', root).href);
    await prepare.prepare(root);
  } catch (problem) {
    if (problem?.advice) stop(problem.advice);
    // An npm package ships dist/ and no sources: there is nothing to prepare.
    if (!isAbsent(problem)) throw problem;
  }
  await import(new URL('dist/cli.js', root).href);
}

function isAbsent(problem) {
  const missing = problem?.code === 'ERR_MODULE_NOT_FOUND';
  return missing && String(problem.message).indexOf('prepare.mjs') >= 0;
}

if (isOld(process.versions.node)) {
  stop(
    'found Node.js ' +
      process.versions.node +
      '; wanted 20.19 or newer.\n' +
      '  Install it from https://nodejs.org (or: nvm install 22) and run the same command again.',
  );
}
launch().catch((problem) => stop('could not start: ' + (problem.stack || problem)));

/**
 * Makes a clone runnable: installs the runtime packages when they are missing or of another
 * version, and compiles when a source has changed since. Costs a few milliseconds when nothing has.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stampOf } from './stamp.mjs';

/** Brings node_modules and dist of the clone at `root` (a file URL) up to date. */
export async function prepare(root) {
  const folder = fileURLToPath(root);
  const stamp = stampOf(folder);
  if (readText(join(folder, 'dist', 'stamp')) === stamp) return;
  installWhenNeeded(folder);
  const { build } = await import('./build.mjs');
  await build(folder, stamp).catch((problem) => {
    throw advise(`could not compile the sources: ${problem.message}`);
  });
}

function installWhenNeeded(folder) {
  if (missingPackages(folder).length === 0) return;
  const lock = join(folder, '.cache', 'install.lock');
  mkdirSync(join(folder, '.cache'), { recursive: true });
  seize(lock);
  try {
    const missing = missingPackages(folder);
    if (missing.length > 0) install(folder, missing);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function missingPackages(folder) {
  const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies;
  return Object.keys(wanted).filter((name) => installedVersion(folder, name) !== wanted[name]);
}

function installedVersion(folder, name) {
  const text = readText(join(folder, 'node_modules', name, 'package.json'));
  return text === undefined ? undefined : JSON.parse(text).version;
}

function install(folder, missing) {
  // A developer's test tools must survive: they are left out only where they never were.
  const hasTools = existsSync(join(folder, 'node_modules', 'typescript'));
  const args = ['ci', ...(hasTools ? [] : ['--omit=dev']), '--no-audit', '--no-fund'];
  const quiet = '--loglevel=error';
  const command = `npm ${args.join(' ')}`;
  say(`${missing.length} runtime packages are missing; running "${command}" ...`);
  const begin = performance.now();
  // npm's own chatter goes to stderr: stdout belongs to the command that was asked for.
  const shell = process.platform === 'win32';
  const ended = spawnSync('npm', [...args, quiet], { cwd: folder, stdio: ['ignore', 2, 2], shell });
  if (ended.signal) process.kill(process.pid, ended.signal);
  if (ended.status !== 0) throw advise(installAdvice(command, ended));
  say(`installed in ${seconds(begin)} s`);
}

function installAdvice(command, ended) {
  const found = ended.error ? ended.error.message : `exit code ${ended.status}`;
  return (
    `"${command}" failed (${found}).\n` +
    '  playtwin needs the network once, to fetch its runtime packages. Check the connection,\n' +
    `  the proxy and the registry ("npm config get registry"), then run "${command}" by hand.`
  );
}

/** Takes the lock folder, waiting while another live process holds it. */
function seize(lock) {
  let told = false;
  while (!claim(lock)) {
    if (!told) say('another playtwin is installing the packages; waiting for it ...');
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    if (isForsaken(lock)) rmSync(lock, { recursive: true, force: true });
  }
}

function claim(lock) {
  try {
    mkdirSync(lock);
  } catch (problem) {
    if (problem.code === 'EEXIST') return false;
    throw advise(`cannot write in this clone: ${problem.message}`);
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

function isForsaken(lock) {
  const pid = Number(readText(join(lock, 'pid')) ?? Number.NaN);
  // No number yet: its owner is between making the folder and writing, unless that was long ago.
  if (!(pid > 0))
    return Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 5e3;
  try {
    process.kill(pid, 0);
    return false;
  } catch (problem) {
    return problem.code === 'ESRCH';
  }
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function advise(advice) {
  return Object.assign(new Error(advice), { advice });
}

function say(text) {
  process.stderr.write(`playtwin: ${text}\n`);
}

function seconds(begin) {
  return ((performance.now() - begin) / 1000).toFixed(1);
}

/**
 * Compiles cli/main.ts and runner/worker.ts to dist/cli.js and dist/worker.js with shared chunks.
 * Every file arrives in dist/ by one rename, chunks (named by content) before the entries that
 * import them: a process that starts meanwhile sees the old program or the new one, never a half.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ENTRIES = { cli: 'cli/main.ts', worker: 'runner/worker.ts', engine: 'engine/index.ts' };
const KEPT_MS = 24 * 3600 * 1000;

/**
 * Compiles the clone at `root` and marks dist/ with `stamp`, the digest of what it came from.
 * Chunks of an earlier build stay for `kept` ms: a process that runs may still want to load them.
 */
export async function build(root, stamp, kept = KEPT_MS) {
  const begin = performance.now();
  mkdirSync(join(root, 'dist'), { recursive: true });
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'build-'));
  try {
    await compile(root, folder);
    cpSync(join(root, 'cli', 'launch.mjs'), join(folder, 'launch.mjs'));
    writeFileSync(join(folder, 'stamp'), stamp);
    publish(folder, join(root, 'dist'), kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const spent = ((performance.now() - begin) / 1000).toFixed(1);
  process.stderr.write(`playtwin: compiled in ${spent} s\n`);
}

async function compile(root, outdir) {
  const { build: bundle } = await import('esbuild');
  await bundle({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: true,
    chunkNames: 'chunk-[hash]',
    logLevel: 'silent',
  });
}

function publish(from, dist, kept) {
  const names = readdirSync(from).sort((a, b) => turnOf(a) - turnOf(b));
  for (const name of names) renameSync(join(from, name), join(dist, name));
  for (const name of readdirSync(dist)) {
    if (names.includes(name) || isYoung(join(dist, name), kept)) continue;
    rmSync(join(dist, name), { recursive: true, force: true });
  }
}

/** Chunks first, then entries, and the stamp when everything it vouches for is there. */
function turnOf(name) {
  if (name.startsWith('chunk-')) return 0;
  return name === 'stamp' ? 2 : 1;
}

function isYoung(path, kept) {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts === undefined || Date.now() - facts.mtimeMs < kept;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { stampOf } = await import('./stamp.mjs');
  const root = fileURLToPath(new URL('..', import.meta.url));
  await build(root, stampOf(root), 0);
}

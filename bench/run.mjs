// Bundles one benchmark as the product is bundled and runs it: `node bench/run.mjs launch-week`.
// A `NAME-child.ts` beside it is bundled too: what the benchmark starts as processes of their own.
import { existsSync, mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name, ...words] = process.argv.slice(2);
const root = new URL('..', import.meta.url);
const outdir = new URL('.cache/bench/', root).pathname;
mkdirSync(outdir, { recursive: true });
const sources = [name, `${name}-child`].map((one) => new URL(`bench/${one}.ts`, root).pathname);
await build({
  entryPoints: sources.filter((path, place) => place === 0 || existsSync(path)),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const outfile = `${outdir}${name}.mjs`;
process.argv = [process.argv[0], outfile, ...words];
try {
  await import(pathToFileURL(outfile).href);
} catch (problem) {
  if (!/^ERR_(PARSE_ARGS|BAD_OPTION)/.test(problem?.code)) throw problem;
  console.error(problem.message);
  process.exitCode = 2;
}

// Bundles one benchmark as the product is bundled and runs it: `node bench/run.mjs launch-week`.
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name, ...words] = process.argv.slice(2);
const root = new URL('..', import.meta.url);
const outfile = new URL(`.cache/bench/${name}.mjs`, root).pathname;
mkdirSync(new URL('.cache/bench', root), { recursive: true });
await build({
  entryPoints: [new URL(`bench/${name}.ts`, root).pathname],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
process.argv = [process.argv[0], outfile, ...words];
await import(pathToFileURL(outfile).href);

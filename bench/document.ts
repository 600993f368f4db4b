/**
 * Writes the generated parts of README.md and of the pages of docs/ again:
 * `npm run docs -- --traces DIR [--bench FILE] [--only NAME]... [--date YYYY-MM-DD]`. Parts that need
 * what was not given stay as they are. A date asks for the timed run in a fresh copy.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeWhole } from '../reports/write-files.ts';
import { readBlocks, replaceBlock } from './document-blocks.ts';
import { openMaterials, parts, type Wanted } from './document-parts.ts';

const { values } = parseArgs({
  options: {
    traces: { type: 'string' },
    only: { type: 'string', multiple: true },
    date: { type: 'string' },
    bench: { type: 'string' },
  },
});

const wanted: Wanted = {
  ...(values.traces === undefined ? {} : { traces: values.traces }),
  ...(values.date === undefined ? {} : { date: values.date }),
  ...(values.bench === undefined ? {} : { bench: values.bench }),
};
if (wanted.date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(wanted.date)) {
  throw new Error(`--date found ${wanted.date}, wanted for example 2026-11-20`);
}
const names = parts.map((part) => part.name);
const unknown = values.only?.filter((name) => !names.includes(name)) ?? [];
if (unknown.length > 0) {
  throw new Error(`--only found ${unknown.join(', ')}, wanted one of ${names.join(', ')}`);
}

const materials = openMaterials(wanted);
const kept: string[] = [];
for (const part of parts) {
  if (values.only !== undefined && !values.only.includes(part.name)) continue;
  if (part.needs !== undefined && wanted[part.needs] === undefined) {
    kept.push(`${part.page}: ${part.name} (needs --${part.needs})`);
    continue;
  }
  rewrite(part.page, part.name, await part.write(materials));
}
if (kept.length > 0) console.log(`left as they are:\n  ${kept.join('\n  ')}`);

function rewrite(page: string, name: string, body: string): void {
  const url = new URL(`../${page}`, import.meta.url);
  const before = readFileSync(url, 'utf8');
  readBlocks(page, before);
  const after = replaceBlock(before, name, body);
  if (after !== before) writeWhole(url.pathname, after);
  console.log(`${page}: ${name} ${after === before ? 'is unchanged' : 'is written'}`);
}

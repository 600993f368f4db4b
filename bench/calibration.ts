/**
 * Holds every fitted model against recordings it was not fitted on, and writes the generated parts
 * of the pages of docs/calibration/ with their figures:
 * `npm run docs:calibration -- --traces DIR [--only NAME]...`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeWhole } from '../reports/write-files.ts';
import { topics } from './calibration-topics.ts';
import { replaceBlock } from './document-blocks.ts';

const { values } = parseArgs({
  options: { traces: { type: 'string' }, only: { type: 'string', multiple: true } },
});
const { traces } = values;
if (traces === undefined) throw new Error('--traces is missing, wanted the folder of recordings');
const names = topics.map((topic) => topic.name);
const unknown = values.only?.filter((name) => !names.includes(name)) ?? [];
if (unknown.length > 0) {
  throw new Error(`--only found ${unknown.join(', ')}, wanted one of ${names.join(', ')}`);
}
for (const topic of topics) {
  if (values.only !== undefined && !values.only.includes(topic.name)) continue;
  const page = `docs/calibration/${topic.name}.md`;
  const url = new URL(`../${page}`, import.meta.url);
  const before = readFileSync(url, 'utf8');
  const after = replaceBlock(before, topic.name, await topic.write(traces));
  if (after !== before) writeWhole(url.pathname, after);
  console.log(`${page} ${after === before ? 'is unchanged' : 'is written'}`);
}

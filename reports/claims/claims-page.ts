import type { Claim } from './claim.ts';
import type { ClaimOutcome } from './judge.ts';
import { partRows, varyRows, wordCover, wordVerdict } from './words.ts';

/** Names of the generated parts of the page: the table of all claims, and a section for each. */
const CLAIM_BLOCKS = { table: 'claims-table', sections: 'claims' } as const;

/** Of a claim whose runs nobody has made for the page. */
const NOT_RUN = 'not run yet';
const HEAD = ['| claim | says | verdict |', '|---|---|---|'];
const END = '\n<!-- end -->';

/**
 * The page with these outcomes written anew. Rows and sections of other claims stay as they are;
 * one that has none yet gets a row that says so.
 */
export function updatePage(
  text: string,
  claims: readonly Claim[],
  outcomes: readonly ClaimOutcome[],
): string {
  const rows = new Map(rowsIn(blockOf(text, CLAIM_BLOCKS.table) ?? ''));
  const sections = new Map(sectionsIn(blockOf(text, CLAIM_BLOCKS.sections) ?? ''));
  for (const { id, says } of claims) {
    if (!rows.has(id)) rows.set(id, row([id, says, NOT_RUN]));
  }
  for (const outcome of outcomes) {
    rows.set(outcome.claim.id, rowOf(outcome));
    sections.set(outcome.claim.id, sectionOf(outcome));
  }
  const table = [...HEAD, ...inOrder(rows)].join('\n');
  const whole = replace(text, CLAIM_BLOCKS.table, table);
  return replace(whole, CLAIM_BLOCKS.sections, inOrder(sections).join('\n\n'));
}

/** Whether a page has the generated parts that claims are written into. */
export function hasClaimBlocks(text: string): boolean {
  return Object.values(CLAIM_BLOCKS).every((name) => blockOf(text, name) !== undefined);
}

function blockOf(text: string, name: string): string | undefined {
  const start = `<!-- generated: ${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(END, from);
  return from < 0 || to < 0 ? undefined : text.slice(from + start.length, to);
}

function replace(text: string, name: string, body: string): string {
  const start = `<!-- generated: ${name} -->`;
  const from = text.indexOf(start) + start.length;
  return `${text.slice(0, from)}\n\n${body}\n${text.slice(text.indexOf(END, from))}`;
}

type Named = readonly (readonly [id: string, text: string])[];

function rowsIn(block: string): Named {
  return [...block.matchAll(/^\| (CL\d+) \|.*$/gm)].map(([line, id]) => [id, line]);
}

function sectionsIn(block: string): Named {
  return block
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), `## ${section.trim()}`]);
}

function inOrder(named: ReadonlyMap<string, string>): readonly string[] {
  const ids = [...named.keys()].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
  return ids.map((id) => named.get(id) ?? '');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function rowOf({ claim, judged }: ClaimOutcome): string {
  const cover = wordCover(claim);
  const verdict = `**${judged.verdict}**${wordVerdict(judged).slice(judged.verdict.length)}`;
  return row([claim.id, claim.says, cover === '' ? verdict : `${verdict} (${cover})`]);
}

function sectionOf(outcome: ClaimOutcome): string {
  const { claim } = outcome;
  const parts = partRows(outcome).map(({ says, measured, wanted, verdict }) => {
    return row([says, measured, wanted, verdict]);
  });
  return [
    `## ${claim.id}`,
    ...['', `${claim.says}.`, ''],
    ...['| part | measured | wanted | verdict |', '|---|---|---|---|', ...parts],
    ...assumptionsOf(outcome),
    ...variedOf(outcome),
    ...(claim.remark === '' ? [] : ['', claim.remark]),
  ].join('\n');
}

function assumptionsOf({ claim: { assumptions } }: ClaimOutcome): readonly string[] {
  if (assumptions.length === 0) return [];
  const rows = assumptions.map(({ name, says, source }) => row([name, says, source]));
  return ['', '| assumption | says | source |', '|---|---|---|', ...rows];
}

function variedOf(outcome: ClaimOutcome): readonly string[] {
  const rows = varyRows(outcome).map(({ variation, set, measured, turns }) => {
    return row([variation, `\`${set}\``, measured.join('<br>'), turns ? 'turns' : 'keeps']);
  });
  if (rows.length === 0) return [];
  return ['', '| varied | put in | measured | verdict |', '|---|---|---|---|', ...rows];
}

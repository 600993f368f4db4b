import { z } from 'zod';
import type { SchemaNode } from './scenario-schema.ts';
import { claimFile } from './schema-claims.ts';

const INTRODUCTION = [
  '# Claim files',
  '',
  '<!-- Made from the schema by test/unit/scenarios/claims.test.ts; edit the schema. -->',
  '',
  'A claim is a YAML file in `scenarios/claims/`, named by its id: `cl13.yaml` is claim CL13. What',
  '`playtwin claims` makes of it is told in [claims.md](../claims.md). Unknown keys, scenarios,',
  'KPIs and units are problems with their line, as in scenario files. Keys are required unless',
  'marked optional. The ids of KPIs and their units stand in [kpis.md](kpis.md).',
];

/** The reference of claims' files as Markdown, made from the schema that the parser runs. */
export function claimsReference(): string {
  const schema: SchemaNode = JSON.parse(JSON.stringify(z.toJSONSchema(claimFile, { io: 'input' })));
  return `${[...INTRODUCTION, ...describe('The file', schema)].join('\n')}\n`;
}

/** The keys of a mapping, then those of the mappings in it. */
function describe(title: string, node: SchemaNode): readonly string[] {
  const members = Object.entries(node.properties ?? {});
  const inner = members.flatMap(([name, member]) => {
    const entry = member.additionalProperties;
    const isNamed = typeof entry === 'object' && entry.properties !== undefined;
    const below = isNamed ? entry : member;
    const path = title === 'The file' ? name : `${title}.${name}`;
    return below.properties === undefined ? [] : describe(isNamed ? `${path}.NAME` : path, below);
  });
  const rows = members.map(([name, member]) => {
    const optional = (node.required ?? []).includes(name) ? '' : ' (optional)';
    return row([`\`${name}\`${optional}`, member.description ?? '', wantedOf(member)]);
  });
  const table = ['| key | meaning | wanted |', '|---|---|---|', ...rows];
  return ['', `## ${title}`, '', node.description ?? '', '', ...table, ...inner];
}

function wantedOf(node: SchemaNode): string {
  if (node.wanted !== undefined) return node.wanted;
  return typeof node.additionalProperties === 'object'
    ? 'names and entries, see below'
    : 'see below';
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

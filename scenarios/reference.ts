import { listFormats } from '../traces/formats.ts';
import { listTraces } from '../traces/shelf.ts';
import { instanceNames, instanceOf } from './catalogue/instances.ts';
import { SHIPPED } from './catalogue/shipped.ts';
import { FORMULA_FUNCTIONS } from './parse/functions.ts';
import { writeQuantity } from './parse/quantity.ts';
import { describedSchema, type SchemaNode } from './scenario-schema.ts';
import { STAGED } from './schema-boot.ts';
import { describeShields } from './schema-shield.ts';
import { describeTitles } from './title-reference.ts';

/** The reference of scenario files as Markdown, made from the schema that the parser runs. */
export function scenarioReference(): string {
  const schema = describedSchema();
  const sections = Object.entries(schema.properties ?? {}).filter(([, node]) => isGroup(node));
  const parts = [
    ...INTRODUCTION,
    ...['', '## The file', '', ...table(schema)],
    ...sections.flatMap(([name, node]) => section(name, node)),
    ...describeLaws(schema.$defs?.law?.properties ?? {}),
    ...describeFormulas(),
    ...describeShields(),
    ...describeTitles(),
    ...describeTraces(),
    ...describeInstances(),
  ];
  return `${parts.join('\n')}\n`;
}

function describeLaws(laws: Readonly<Record<string, SchemaNode>>): readonly string[] {
  const intro = 'A law of durations is a mapping with exactly one of these keys.';
  const each = Object.entries(laws).flatMap(([name, node]) => inner(`Law ${name}`, node));
  return ['', '## Laws', '', intro, '', ...table({ properties: laws }), ...each];
}

function describeFormulas(): readonly string[] {
  const functions = FORMULA_FUNCTIONS.map(([call, doc]) => `- \`${call}\`: ${doc}`);
  return ['', '## Formulas', '', ...FORMULAS, '', ...functions];
}

function describeTraces(): readonly string[] {
  return [
    ...['', '## Traces', '', 'Shipped, generated from published figures:', ''],
    '| name | role | what | assumed |',
    '|---|---|---|---|',
    ...listTraces().map((one) => row([one.name, one.role, one.title, one.assumptions])),
    ...['', 'Public formats, imported from the folder given with `--traces`; a file may have'],
    ...['16 MiB unpacked, a price list 4 MiB:', ''],
    '| format | roles | what `from` names | licence |',
    '|---|---|---|---|',
    ...listFormats().map((one) => row([one.name, one.roles.join(', '), one.doc, one.licence])),
  ];
}

function describeInstances(): readonly string[] {
  const rows = instanceNames(SHIPPED).flatMap((name) => {
    const type = instanceOf(SHIPPED, name);
    if (type === undefined) return [];
    const { cards, device, idleW, maxW, embodiedKg } = type;
    const life = writeQuantity(type.life, 'duration');
    return row([name, `${cards} x ${device}`, `${idleW} W`, `${maxW} W`, `${embodiedKg} kg`, life]);
  });
  return [
    ...['', '## Instance types', ''],
    ...['Cards and shares of a host, added up. Where each number comes from and how far to trust'],
    ...['it is told in the [catalogue](catalogue.md).', ''],
    '| name | cards | idle | full | embodied | life |',
    '|---|---|---|---|---|---|',
    ...rows,
  ];
}

const INTRODUCTION = [
  '# Scenario files',
  '',
  '<!-- Made from the schema by test/unit/scenarios/reference.test.ts; edit the schema. -->',
  '',
  'A scenario file is YAML 1.2: one document of at most 1 MiB, with spaces for indentation.',
  'Every value that measures something carries its unit; a bare number where a unit is due is a',
  'problem, and so are unknown keys, keys that stand twice and values out of bounds. All keys',
  'are required unless marked optional: nothing about the game or the cloud is assumed silently.',
  'Parameters of policies have defaults, which are written into the scenario of every result.',
  '',
  'Durations take `us`, `ms`, `s`, `min`, `h`, `d` and `week`; money is `USD`, prices `USD/h`,',
  'power `W`, mass `kg`; ratios are `20 %` or `0.2`; instants are UTC, `2026-03-02T00:00:00Z`.',
  'Names of regions, groups and contenders are lower-case letters, digits and hyphens.',
  '',
  'The same schema for editors: `playtwin validate --schema`, or',
  '[scenario.schema.json](scenario.schema.json).',
];

const FORMULAS = [
  '`arrivals` and `daily cycle` are formulas of the time `t`: since the epoch in the first, the',
  'local time of day in the second. They may hold numbers with units of time, `t`, `pi`,',
  '`+ - * / ^ mod`, comparisons (`<`, `<=`, `>`, `>=`), `condition ? one : other`, and the',
  'functions below. Units are checked as the formula is read: arrivals must come out per unit of',
  'time, the cycle without unit. Formulas are sampled in steps of 5 min and 15 min: a step holds',
  'the value of its middle, or its mean where the two differ by more than one in a hundred. A',
  'sample that is negative, no number, above 100000 /s or above a factor of 1000 is a problem that',
  'names its t, and so are more than 50 million sessions to be expected in one run.',
];

function isGroup(node: SchemaNode): boolean {
  return node.properties !== undefined || typeof node.additionalProperties === 'object';
}

function section(name: string, node: SchemaNode): readonly string[] {
  return ['', `## ${name}`, '', node.description ?? '', ...body(node, name)];
}

function inner(name: string, node: SchemaNode): readonly string[] {
  if (!isGroup(node)) return [];
  return ['', `### ${name}`, '', node.description ?? '', ...body(node, name)];
}

function body(node: SchemaNode, path: string): readonly string[] {
  if (node.properties?.tokens !== undefined && node.properties.exponential !== undefined) {
    return [
      '',
      'One of the [laws](#laws), `tokens` or `model`. The keys of `tokens`:',
      ...tokensOf(node.properties.tokens),
      ...['', 'The keys of `model`:'],
      ...tokensOf(node.properties.model ?? {}),
    ];
  }
  if (node.properties?.stages !== undefined && node.properties.exponential !== undefined) {
    return stagesOf(node.properties, path);
  }
  const entry = node.additionalProperties;
  if (typeof entry === 'object') return body(entry, `${path}.NAME`);
  const members = Object.entries(node.properties ?? {});
  const loops = members.filter(([, member]) => isLoop(member));
  if (loops.length > 0) return loops.flatMap(([name, member]) => loop(`${path}.${name}`, member));
  const groups = members.filter(([, member]) => isGroup(member));
  return [
    '',
    ...table(node),
    ...groups.flatMap(([name, group]) => inner(`${path}.${name}`, group)),
  ];
}

/** Boots: a law for the whole, or the keys that are no laws. */
function stagesOf(keys: NonNullable<SchemaNode['properties']>, path: string): readonly string[] {
  const own = Object.fromEntries(Object.entries(keys).filter(([key]) => key in STAGED));
  const text = 'Either one of the [laws](#laws), or stages, with what they draw on:';
  return ['', text, ...body({ properties: own, required: [] }, path)];
}

function tokensOf(node: SchemaNode): readonly string[] {
  return ['', ...table(node)];
}

function isLoop(node: SchemaNode): boolean {
  return (node.anyOf ?? []).some((branch) => branch.properties?.use !== undefined);
}

function loop(path: string, node: SchemaNode): readonly string[] {
  const policies = (node.anyOf ?? []).flatMap((branch) => {
    const { use, ...rest } = branch.properties ?? {};
    const head = `#### \`use: ${String(use?.const)}\``;
    const optional = { ...branch, properties: rest };
    return ['', head, '', branch.description ?? '', '', ...table(optional)];
  });
  return ['', `### ${path}`, '', node.description ?? '', ...policies];
}

function table(node: SchemaNode): readonly string[] {
  const required = node.required ?? Object.keys(node.properties ?? {});
  const rows = Object.entries(node.properties ?? {}).map(([name, member]) => {
    const optional = required.includes(name) ? '' : ' (optional)';
    return row([`\`${name}\`${optional}`, member.description ?? '', wantedOf(member)]);
  });
  return ['| key | meaning | wanted |', '|---|---|---|', ...rows];
}

function wantedOf(node: SchemaNode): string {
  if (node.wanted !== undefined) return node.wanted;
  if (node.$ref !== undefined) return 'a law';
  return isGroup(node) ? 'a mapping, see below' : 'see below';
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

import { z } from 'zod';
import type { ParameterSpec } from '../policies/parameters.ts';
import {
  capacityPolicies,
  placementGates,
  routingPolicies,
  searchGates,
} from '../policies/registry.ts';
import { jobLoops } from './oracles/registry.ts';
import { QUANTITY_PATTERN } from './parse/fields.ts';
import type { PolicyDescriptor } from './parse/policy-choices.ts';
import { wantedQuantity, wordBounds, writeQuantity } from './parse/quantity.ts';
import { keyed } from './parse/reading.ts';
import { SECTIONS } from './schema.ts';

/** A JSON Schema node: the keywords the reference reads, and any others. */
export interface SchemaNode {
  description?: string | undefined;
  type?: string | readonly string[] | undefined;
  properties?: Record<string, SchemaNode> | undefined;
  additionalProperties?: SchemaNode | boolean | undefined;
  required?: readonly string[] | undefined;
  anyOf?: readonly SchemaNode[] | undefined;
  $ref?: string | undefined;
  $defs?: Record<string, SchemaNode> | undefined;
  /** Phrase that completes "wanted …"; left out of the published schema. */
  wanted?: string | undefined;
  [keyword: string]: unknown;
}

type Descriptors = Readonly<Record<string, PolicyDescriptor>>;

const LOOPS: ReadonlyMap<unknown, Descriptors> = new Map<unknown, Descriptors>([
  ['capacity', capacityPolicies],
  ['routing', routingPolicies],
  ['jobs', jobLoops],
  ['searches', searchGates],
  ['placement', placementGates],
]);

/** The JSON Schema (draft 2020-12) of scenario files, for editors. */
export function scenarioSchema(): SchemaNode {
  return mapSchema(describedSchema(), speakWanted);
}

/** The same schema with the phrases of the problems, for the reference. */
export function describedSchema(): SchemaNode {
  const whole = keyed(SECTIONS, 'A playtwin scenario.');
  const plain: SchemaNode = JSON.parse(JSON.stringify(z.toJSONSchema(whole, { io: 'input' })));
  return mapSchema(plain, addPolicies);
}

/** Changes a node and then everything below it. */
function mapSchema(node: SchemaNode, change: (node: SchemaNode) => SchemaNode): SchemaNode {
  const below = (value: unknown, isMap: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => below(item, false));
    if (!isNode(value)) return value;
    if (!isMap) return mapSchema(value, change);
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([name, member]) => [name, below(member, false)]));
  };
  const entries = Object.entries(change(node)).map(([key, value]) => {
    return [key, below(value, key === 'properties' || key === '$defs')];
  });
  return Object.fromEntries(entries);
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function addPolicies(node: SchemaNode): SchemaNode {
  const descriptors = LOOPS.get(node.loop);
  if (descriptors === undefined) return node;
  const { use: _, ...common } = node.properties ?? {};
  const branches = Object.entries(descriptors).map(([id, one]) => policyNode(id, one, common));
  return { description: node.description, anyOf: branches };
}

// Editors show descriptions only.
function speakWanted({ wanted, ...node }: SchemaNode): SchemaNode {
  if (wanted === undefined) return node;
  return { ...node, description: `${node.description ?? ''} Wanted: ${wanted}.`.trim() };
}

function policyNode(
  id: string,
  { doc, parameters }: PolicyDescriptor,
  common: Record<string, SchemaNode>,
) {
  const properties: Record<string, SchemaNode> = { use: { const: id }, ...common };
  for (const [name, spec] of Object.entries(parameters)) properties[name] = parameterNode(spec);
  const needed = Object.entries(parameters).filter(([, spec]) => spec.default === undefined);
  const paced = common.every === undefined ? [] : ['every'];
  const required = ['use', ...paced, ...needed.map(([name]) => name)];
  return { type: 'object', description: doc, properties, required, additionalProperties: false };
}

function parameterNode(spec: ParameterSpec): SchemaNode {
  const fallback = spec.default === undefined ? '' : ` Default ${wordDefault(spec)}.`;
  const description = `${spec.doc}${fallback}`;
  const wanted = wordParameter(spec);
  if (spec.unit === 'ratio') return { type: ['string', 'number'], description, wanted };
  if (spec.unit === 'count') {
    return { type: 'integer', minimum: spec.least, maximum: spec.most, description, wanted };
  }
  return { type: 'string', pattern: QUANTITY_PATTERN, description, wanted };
}

function wordParameter(spec: ParameterSpec): string {
  if (spec.unit === 'ratio') return `a ratio ${wordBounds(spec, 'ratio')}`;
  if (spec.unit === 'count') return `a whole number ${wordBounds(spec, 'count')}`;
  return wantedQuantity(spec.unit, spec);
}

function wordDefault(spec: ParameterSpec): string {
  const value = spec.default ?? spec.least;
  if (spec.unit === 'ratio') return `${Number((value * 100).toPrecision(6))} %`;
  return writeQuantity(value, spec.unit === 'count' ? 'count' : spec.unit);
}

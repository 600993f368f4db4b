import { readFileSync } from 'node:fs';
import { isMap, isScalar, parseDocument, stringify } from 'yaml';
import { drawTable } from './document-text.ts';

const FILE = new URL('../scenarios/library/launch-week.yaml', import.meta.url);

/** What the file assumes: words, the keys whose values are shown, and where they come from. */
type Row = readonly [what: string, keys: readonly string[], source: string];

const game = 'players';
const rows: readonly Row[] = [
  ['arrivals of the world', [`${game}.arrivals`], 'assumed, in the shape of published launches'],
  [
    'plateau after a week, over its start',
    [],
    "assumed, near New World's first week on Steam (0.80, SteamDB)",
  ],
  ['daily cycle, local time', [`${game}.daily cycle`], 'assumed'],
  ['length of a session', [`${game}.session`], 'Chang and Feng, NetGames 2003, measured'],
  ['time between two requests', [`${game}.think`], 'assumed'],
  ['lobby and match', [`${game}.match`], 'assumed'],
  ['players who leave over lateness', [`${game}.churn`], 'assumed'],
  ['groups of players', [], 'shares and last miles assumed, one mile fitted to real players'],
  ['instance type', ['serving.instance'], 'catalogue: power published, embodied mass assumed'],
  ['requests one instance serves', ['serving.slots'], 'assumed; they do not slow each other'],
  ['boot', ['serving.boot'], 'composed from measured stages'],
  ['notice before a revocation', ['serving.notice'], 'vendor'],
  ['shortest billed span', ['serving.least billed'], 'vendor'],
  ['service by tokens', ['serving.service'], 'derived for 7B to 8B parameters on an L4'],
  ['patience with a request that waits', ['serving.give up'], 'assumed'],
  ['budget of an answer', ['serving.budget'], 'assumed'],
  ['the smaller model', ['serving.low fidelity'], 'assumed'],
  ['edge', ['serving.edge'], 'price: one figure of a tester, 2025; the rest assumed'],
  ['telemetry and actuation', ['observing'], 'assumed'],
  ['PUE of every region', ['regions.us-east4.pue'], 'vendor, fleet average of a year'],
  ['quota of a region, for example', ['regions.us-east4.quota'], 'assumed'],
  ['spot zones of a region', ['regions.us-east4.zones'], 'assumed; zones fail independently'],
  ['headroom of peak', ['policies.peak.capacity.headroom'], 'assumed'],
  ['target of hpa and mean-load', ['policies.hpa.capacity.target'], 'usual choice, assumed'],
  ['players geo-DNS misplaces', ['policies.hpa.routing.mislocated'], 'assumed'],
];

/** The assumptions with the values that stand in the file now. */
export function writeAssumptions(): string {
  const document = parseDocument(readFileSync(FILE, 'utf8'));
  const cells = rows.map(([what, keys, source]) => {
    const values = keys.map((key) => `\`${show(document.getIn(key.split('.'), true), key)}\``);
    return [what, values.join(', ') || 'see the file', source];
  });
  return drawTable(['what', 'value', 'source'], cells, 3);
}

function show(node: unknown, key: string): string {
  if (isScalar(node)) return String(node.source ?? node.value);
  if (!isMap(node)) throw new Error(`launch-week.yaml has no "${key}"`);
  const flow = { collectionStyle: 'flow', lineWidth: 0 } as const;
  return stringify(node.toJSON(), flow).trim();
}

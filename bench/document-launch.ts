import { capacityPolicies, routingPolicies } from '../policies/registry.ts';
import type { Kpi } from '../reports/kpi.ts';
import type { Verdict } from '../reports/verdicts.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { openLibrary, type Played, play } from './document-play.ts';
import {
  commonKpis,
  comparisonWith,
  contenderNamed,
  drawTable,
  judgedKpis,
  kpiNamed,
  showDifference,
  showEstimate,
  showJudged,
  verdictOn,
} from './document-text.ts';

/** Who contends, in the words of the policies themselves. */
export function writeContenders(): string {
  const { scenario } = openLibrary('launch-week');
  const lines = scenario.contenders.map(({ name, capacity, routing }) => {
    const docs = [capacityPolicies[capacity.use].doc, routingPolicies[routing.use].doc];
    return `- **${name}**: ${docs.join(' ')}`;
  });
  return lines.join('\n');
}

const SUMMARY = ['cost', 'late-frames', 'churn', 'emissions-per-session'];

/** The outcome in four numbers against every rival. */
export function writeSummary(shipped: Played, recorded: Played): string {
  const rows = rivalsOf(shipped).flatMap((rival) =>
    [shipped, recorded].map(({ result }, index) => {
      const comparison = comparisonWith(result, rival);
      const cells = SUMMARY.map((id) => showJudged(kpiNamed(id), comparison, result));
      const traces = index === 0 ? 'shipped' : 'recorded';
      return [index === 0 ? `against ${rival}` : '', traces, ...cells];
    }),
  );
  const heads = SUMMARY.map((id) => kpiNamed(id).title);
  return drawTable(['ecim-g', 'traces', ...heads], rows, 2);
}

/** KPIs of every contender with intervals, shipped above recorded. */
export function writeKpis(shipped: Played, recorded: Played): string {
  const names = shipped.result.contenders.map((one) => one.name);
  const rows = commonKpis.flatMap((kpi) =>
    [shipped, recorded].map(({ result }, index) => {
      const cells = names.map((name) =>
        showEstimate(kpi, contenderNamed(result, name).kpis[kpi.id]),
      );
      return [...leading(kpi, index), ...cells];
    }),
  );
  const { seed, replications } = shipped.scenario;
  const told = `Seed ${seed}, ${replications} replications; mean ± half-width of the 95 % interval.`;
  return `${told}\n\n${drawTable(['KPI', 'traces', ...names], rows, 2)}`;
}

/** Paired differences of the first contender with every rival. */
export function writeDifferences(shipped: Played, recorded: Played): string {
  const rivals = rivalsOf(shipped);
  const rows = commonKpis.flatMap((kpi) =>
    [shipped, recorded].map(({ result }, index) => {
      const cells = rivals.map((rival) => showJudged(kpi, comparisonWith(result, rival), result));
      return [...leading(kpi, index), ...cells];
    }),
  );
  const heads = rivals.map((rival) => `against ${rival}`);
  return drawTable(['KPI', 'traces', ...heads], rows, 2);
}

function leading(kpi: Kpi, index: number): readonly string[] {
  return index === 0 ? [`${kpi.title}, ${kpi.unit}`, 'shipped'] : ['', 'recorded'];
}

/** Rivals of the first contender in the order of the scenario. */
export function rivalsOf({ result }: Played): readonly string[] {
  return result.comparisons.map((one) => one.against);
}

/** Won, lost and undecided by rival: how shipped and recorded traces agree. */
export function writeVerdicts(shipped: Played, recorded: Played): string {
  const parts = rivalsOf(shipped).map((rival) => {
    const groups = new Map<string, string[]>();
    for (const kpi of judgedKpis) {
      const [a, b] = [shipped, recorded].map(({ result }) => verdictOn(result, rival, kpi.id));
      const key = describePair(a, b);
      groups.set(key, [...(groups.get(key) ?? []), kpi.title]);
    }
    const lines = [...groups].sort().map(([key, titles]) => `- ${key}: ${titles.join(', ')}`);
    return `Against **${rival}**, ecim-g is\n\n${lines.join('\n')}`;
  });
  return parts.join('\n\n');
}

function describePair(shipped: Verdict, recorded: Verdict): string {
  if (shipped === recorded) return `${shipped} on both`;
  return `${shipped} on shipped and ${recorded} on recorded traces`;
}

/** One change of the scenario that may turn the answer. */
interface Variant {
  readonly title: string;
  readonly edits: readonly string[];
}

const others: readonly Variant[] = [
  {
    title: 'spot as scarce as eight V100 in 2022',
    edits: ['traces.availability=shipped/spot-availability-scarce'],
  },
  {
    title: 'ecim-g routed by geo-DNS like the others',
    edits: ['policies.ecim-g.routing={ use: baselines/geo-dns, every: 60 s, mislocated: 10 % }'],
  },
  {
    title: "hpa-on-spot with ecim-g's routing",
    edits: ['policies.hpa-on-spot.routing={ use: ecim-g/latency-budget-routing, every: 30 s }'],
  },
  { title: 'no spot at all for ecim-g', edits: ['policies.ecim-g.capacity.most-elastic=0'] },
  {
    title: 'slow boots',
    edits: ['serving.boot={ lognormal: { median: 8 min, p95: 13 min } }'],
  },
];

/** Wherever a contender of the file has the parameter, it is 0 now. */
function locateEverybody({ contenders }: Scenario): Variant {
  const loops = contenders.flatMap(({ name, capacity, routing }) => [
    { path: `policies.${name}.capacity.mislocated`, parameters: capacity.parameters },
    { path: `policies.${name}.routing.mislocated`, parameters: routing.parameters },
  ]);
  const misled = loops.filter(({ parameters }) => 'mislocated' in parameters);
  return {
    title: 'geo-DNS that locates everybody',
    edits: misled.map(({ path }) => `${path}=0 %`),
  };
}

const VARIED = ['cost', 'response-p99', 'late-frames', 'energy'].map(kpiNamed);

/** The shipped scenario with one thing changed at a time. */
export async function writeVariants(shipped: Played): Promise<string> {
  const rows = rowsOf('as it is', shipped);
  const variants = [locateEverybody(shipped.scenario), ...others];
  for (const { title, edits } of variants) {
    rows.push(...rowsOf(title, await play(openLibrary('launch-week', edits), title)));
  }
  const heads = VARIED.map((kpi) => kpi.title);
  const table = drawTable(['changed', 'against', ...heads], rows, 2);
  const commands = variants.map(({ title, edits }) => {
    const words = edits.map((edit) => `--set '${edit}'`);
    return `# ${title}\n${['playtwin run launch-week', ...words].join(' \\\n  ')}`;
  });
  return `${table}\n\n\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
}

function rowsOf(title: string, played: Played): string[][] {
  return rivalsOf(played).map((rival, index) => {
    const comparison = comparisonWith(played.result, rival);
    const cells = VARIED.map((kpi) => showJudged(kpi, comparison, played.result));
    return [index === 0 ? title : '', rival, ...cells];
  });
}

const ROLES = ['carbon', 'prices', 'availability', 'rtt', 'jitter', 'tokens'] as const;
const SWAPPED = ['ecim-g', 'hpa', 'hpa-on-spot'];
const MOVED = [
  'cost',
  'response-p50',
  'response-p99',
  'late-frames',
  'churn',
  'emissions-per-session',
].map(kpiNamed);

/** The shipped scenario with one role of recorded data at a time: what moves which KPI. */
export async function writeSwaps(shipped: Played, recorded: Played): Promise<string> {
  const rows = levelsOf('all shipped', shipped);
  for (const role of ROLES) {
    const contenders = shipped.scenario.contenders.filter(({ name }) => SWAPPED.includes(name));
    const scenario = { ...shipped.scenario, contenders };
    const bundle = { ...shipped.bundle, [role]: recorded.bundle[role] };
    rows.push(...levelsOf(role, await play({ scenario, bundle }, `recorded ${role}`)));
  }
  rows.push(...levelsOf('all recorded', recorded));
  const heads = MOVED.map((kpi) => `${kpi.title}, ${kpi.unit}`);
  return drawTable(['recorded', 'contender', ...heads], rows, 2);
}

function levelsOf(title: string, { result }: Played): string[][] {
  const shown = result.contenders.filter(({ name }) => SWAPPED.includes(name));
  return shown.map(({ name, kpis }, index) => {
    const cells = MOVED.map((kpi) => showEstimate(kpi, kpis[kpi.id]));
    return [index === 0 ? title : '', name, ...cells];
  });
}

/** `−26 ± 2 % on shipped, −8 ± 4 % on recorded traces` of one KPI against one rival. */
export function quoteDifference(played: readonly Played[], rival: string, id: string): string {
  const [shipped, recorded] = played.map(({ result }) => {
    return showDifference(kpiNamed(id), comparisonWith(result, rival), result);
  });
  return `against ${rival} ${shipped} on shipped and ${recorded} on recorded traces`;
}

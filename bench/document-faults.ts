import { MINUTE } from '../engine/units.ts';
import type { FaultOutcome } from '../reports/fault-outcome.ts';
import type { ContenderResult } from '../reports/result.ts';
import { openLibrary, type Played, play } from './document-play.ts';
import { drawTable, figure, kpiNamed, showEstimate } from './document-text.ts';

const SCENARIO = 'region-fails';
const GOAL = 5 * MINUTE;
const FAULT = 'faults.us-east4-lost';

/** What else may go wrong at the same hour, for half an hour, in the words of `--set`. */
const OTHERS: readonly (readonly [fault: string, rest: string])[] = [
  ['zone lost', 'region: us-east4, zone: 0'],
  ['capacity short', 'region: us-east4'],
  ['revocation storm', 'share: 100 %'],
  ['brown-out', 'region: us-east4, factor: 3'],
  ['partition', 'region: us-east4, group: na-east'],
  ['telemetry lost', ''],
  ['telemetry poisoned', 'region: us-east4, factor: 0.2'],
  ['feed outage', 'feed: prices'],
  ['clock skew', 'skew: -5 min'],
];

/** The drill: what the loss of a region costs each contender, and whether it is back in time. */
export async function writeRegionFails(): Promise<string> {
  const played = await play(openLibrary(SCENARIO), SCENARIO);
  const { contenders } = played.result;
  const head = ['', ...contenders.map(({ name }) => name)];
  const row = (title: string, cellOf: (one: ContenderResult) => string) => {
    return [title, ...contenders.map(cellOf)];
  };
  const kpi = (id: string) => {
    const { title, unit } = kpiNamed(id);
    return row(`${title}, ${unit}`, (one) => showEstimate(kpiNamed(id), one.kpis[id]));
  };
  const rows = [
    row('recovery, min, by replication', (one) => outcomesOf(one).map(wordRecovery).join(', ')),
    row('minutes above the level before', (one) => meanOf(one, ({ lateMinutes }) => lateMinutes)),
    row('sessions lost', (one) => meanOf(one, ({ sessionsLost }) => sessionsLost)),
    row('requests lost', (one) => meanOf(one, ({ requestsLost }) => requestsLost)),
    row('instances lost at once', (one) => meanOf(one, ({ instancesLost }) => instancesLost)),
    kpi('late-frames'),
    kpi('churn'),
    kpi('cost'),
  ];
  const others = await playOthers();
  return `${drawTable(head, rows)}\n\n${wordGoal(played)}\n\n${others}`;
}

/** One other fault after another in the place of the lost region. */
async function playOthers(): Promise<string> {
  const rows: string[][] = [];
  let names: readonly string[] = [];
  for (const [fault, rest] of OTHERS) {
    const edit = `${FAULT}={ fault: ${fault}, at: 3 h, lasts: 30 min${rest === '' ? '' : `, ${rest}`} }`;
    const { result } = await play(openLibrary(SCENARIO, [edit]), `${SCENARIO}, ${fault}`);
    names = result.contenders.map(({ name }) => name);
    const words = rest === '' ? fault : `${fault} (${rest})`;
    rows.push([words, ...result.contenders.map(wordShort)]);
  }
  return drawTable(['fault, for 30 min', ...names], rows);
}

function outcomesOf({ replications }: ContenderResult): readonly FaultOutcome[] {
  return replications.flatMap(({ faults = [] }) => faults);
}

function wordRecovery({ recovery }: FaultOutcome): string {
  return 'value' in recovery ? figure(recovery.value / MINUTE) : 'none';
}

function meanOf(contender: ContenderResult, of: (one: FaultOutcome) => number): string {
  const outcomes = outcomesOf(contender);
  return figure(outcomes.reduce((sum, one) => sum + of(one), 0) / outcomes.length);
}

/** The longest recovery, and minutes above the level. */
function wordShort(contender: ContenderResult): string {
  const longest = longestOf(contender);
  const minutes = longest === undefined ? 'none' : `${figure(longest / MINUTE)} min`;
  return `${minutes}; ${meanOf(contender, ({ lateMinutes }) => lateMinutes)}`;
}

/** The longest recovery over the replications; nothing when one has none. */
function longestOf(contender: ContenderResult): number | undefined {
  const times = outcomesOf(contender).map(({ recovery }) => {
    return 'value' in recovery ? recovery.value : Number.NaN;
  });
  const longest = Math.max(...times);
  return Number.isNaN(longest) ? undefined : longest;
}

function wordGoal({ result }: Played): string {
  const lines = result.contenders.map((contender) => {
    const longest = longestOf(contender);
    const isIn = longest !== undefined && longest < GOAL;
    const words = longest === undefined ? 'none' : `${figure(longest / MINUTE)} min at most`;
    return `- ${contender.name}: ${isIn ? 'yes' : 'no'} (${words})`;
  });
  return ['Back within five minutes in every replication?', '', ...lines].join('\n');
}

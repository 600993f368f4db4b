import { HOUR, SECOND } from '../engine/units.ts';
import { countInstances, STATE } from '../models/fleet.ts';
import type { World } from '../models/world.ts';
import type { ScenarioResult } from '../reports/result.ts';
import type { RunTotals } from '../reports/run-totals.ts';
import { openReplication } from '../scenarios/run.ts';
import type { Opened, Played } from './document-play.ts';
import { contenderNamed, drawTable, figure, percent } from './document-text.ts';

/** What a contender did, over all its replications: the means behind its KPIs. */
export interface Mechanics {
  readonly held: number;
  readonly busy: number;
  readonly pricePaid: number;
  readonly spotMoney: number;
  readonly gPerKwh: number;
  readonly waitMs: number;
  readonly lowFidelity: number;
  readonly edge: number;
  readonly interrupted: number;
  readonly refused: number;
}

/** Reads the exact totals of one contender. */
export function mechanicsOf(result: ScenarioResult, name: string): Mechanics {
  const { replications } = contenderNamed(result, name);
  const sum = (read: (totals: RunTotals) => number) =>
    replications.reduce((total, { totals }) => total + read(totals), 0);
  const seconds = sum((t) => t.span) / SECOND;
  const machineMoney = sum((t) => t.costOnDemand + t.costSpot);
  const instanceHours = (sum((t) => t.instanceSeconds) * SECOND) / HOUR;
  const answered = sum((t) => t.requestsAnswered);
  return {
    held: sum((t) => t.instanceSeconds) / seconds,
    busy: sum((t) => t.busySlotSeconds) / seconds,
    pricePaid: machineMoney / instanceHours,
    spotMoney: sum((t) => t.costSpot) / sum((t) => t.costOnDemand + t.costSpot + t.costEdge),
    gPerKwh: (sum((t) => t.operationalG) * 3_600_000) / sum((t) => t.energyJ),
    waitMs: sum((t) => t.waitSum) / answered / 1000,
    lowFidelity: sum((t) => t.answeredLowFidelity) / answered,
    edge: sum((t) => t.answeredByEdge) / answered,
    interrupted: sum((t) => t.requestsInterrupted) / replications.length,
    refused: sum((t) => t.ordersRefused) / sum((t) => t.ordersGiven),
  };
}

const ROWS: readonly (readonly [string, (m: Mechanics) => string])[] = [
  ['instances held, mean', (m) => figure(m.held)],
  ['slots at work, mean', (m) => figure(m.busy)],
  ['paid per instance and hour, USD', (m) => figure(m.pricePaid)],
  ['share of the money that buys spot', (m) => percent(m.spotMoney)],
  ['operational emissions per kWh, g', (m) => figure(m.gPerKwh)],
  ['answers from the edge', (m) => percent(m.edge)],
  ['answers begun again after a revocation, per run', (m) => figure(m.interrupted)],
  ['orders the cloud refused, in part or whole', (m) => percent(m.refused)],
];

/** What every contender did on both sets of traces. */
export function writeMechanics(shipped: Played, recorded: Played): string {
  const names = shipped.result.contenders.map((one) => one.name);
  const rows = ROWS.flatMap(([title, show]) =>
    [shipped, recorded].map((played, index) => {
      const cells = names.map((name) => show(mechanicsOf(played.result, name)));
      return [index === 0 ? title : '', index === 0 ? 'shipped' : 'recorded', ...cells];
    }),
  );
  return drawTable(['what it did', 'traces', ...names], rows, 2);
}

/** What peak holds an hour after the start against what its routing sends at the planned peak. */
export function writePeakPlan({ scenario, bundle }: Opened): string {
  const contender = scenario.contenders.findIndex((one) => one.name === 'peak');
  const simulation = openReplication({ scenario, bundle, contender, replication: 0 });
  simulation.run(HOUR);
  const { setup, fleet } = simulation.world;
  const hold = meanHold({ scenario, bundle });
  let short = 0;
  const rows = setup.regions.map(({ name, instance }, region) => {
    const slots = countInstances(fleet, region, ON_DEMAND, STATE.ready) * instance.slots;
    const sent = setup.groups.reduce((sum, group, place) => {
      return (
        sum + (group.plannedPeakRate * hold * shareOf(simulation.world, place, region)) / SECOND
      );
    }, 0);
    short += sent > slots ? 1 : 0;
    const load = figure(sent / slots);
    return [name, String(slots), figure(sent), sent > slots ? `**${load}**` : load];
  });
  const head = [
    'region',
    'slots held by peak',
    'planned load sent there, erlangs',
    'load over slots',
  ];
  const verdict =
    short === 0
      ? 'No region is planned short: what peak answers late is mostly long prompts and slow links.'
      : `Regions planned short: ${short}. Late answers there are peak's own mistake.`;
  return `${drawTable(head, rows)}\n\n${verdict}`;
}

const ON_DEMAND = 0;

/** Share of a group's players that the routing table gives to a region; its rows are cumulative. */
function shareOf({ routes, setup }: World, group: number, region: number): number {
  const cell = group * setup.regions.length + region;
  return routes[cell] - (region === 0 ? 0 : routes[cell - 1]);
}

function meanHold({ scenario, bundle }: Opened): number {
  const { service } = scenario.serving;
  if (service.kind === 'law') throw new Error('wanted a service made of tokens');
  const { context, generated } = bundle.tokens;
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return service.first + service.prefill * average(context) + service.decode * average(generated);
}

import { HOUR, SECOND } from '../engine/units.ts';
import { nearestFirst } from '../policies/geography.ts';
import type { ScenarioResult } from '../reports/result.ts';
import type { RunTotals } from '../reports/run-totals.ts';
import { compileRun } from '../scenarios/compile.ts';
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
  readonly lobby: number;
  readonly quit: number;
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
    lobby: sum((t) => t.sessionsAbandoned) / sum((t) => t.sessionsArrived),
    quit: sum((t) => t.sessionsQuit) / sum((t) => t.sessionsArrived),
  };
}

const ROWS: readonly (readonly [string, (m: Mechanics) => string])[] = [
  ['instances held, mean', (m) => figure(m.held)],
  ['slots at work, mean', (m) => figure(m.busy)],
  ['paid per instance and hour, USD', (m) => figure(m.pricePaid)],
  ['share of the money that buys spot', (m) => percent(m.spotMoney)],
  ['operational emissions per kWh, g', (m) => figure(m.gPerKwh)],
  ['waiting time mean, ms', (m) => figure(m.waitMs)],
  ['answers of the smaller model', (m) => percent(m.lowFidelity)],
  ['answers from the edge', (m) => percent(m.edge)],
  ['answers begun again after a revocation, per run', (m) => figure(m.interrupted)],
  ['orders the cloud refused, in part or whole', (m) => percent(m.refused)],
  ['players who gave up in the lobby', (m) => percent(m.lobby)],
  ['players who left over a late answer', (m) => percent(m.quit)],
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

/** Where peak's plan puts capacity and where its routing puts players: the two disagree. */
export function writePeakPlan(opened: Opened): string {
  const { scenario, bundle } = opened;
  const { setup } = compileRun(scenario, bundle, scenario.contenders[0], 0);
  const contender = scenario.contenders.find((one) => one.name === 'peak');
  const astray = contender?.routing.parameters.mislocated ?? 0;
  const headroom = contender?.capacity.parameters.headroom ?? 0;
  const hold = meanHold(opened);
  const rows = setup.regions.map((region, r) => {
    let planned = 0;
    let sent = 0;
    for (const group of setup.groups) {
      const [first, second] = nearestFirst(group, setup.regions);
      const load = (group.plannedPeakRate * hold) / SECOND;
      if (first === r) planned += load;
      sent += load * (first === r ? 1 - astray : second === r ? astray : 0);
    }
    const instances = Math.ceil((planned * (1 + headroom)) / setup.slots);
    const slots =
      Math.min(region.quota, Math.max(contender?.capacity.parameters.least ?? 1, instances)) *
      setup.slots;
    const load = sent > slots ? `**${figure(sent / slots)}**` : figure(sent / slots);
    return [region.name, figure(planned), String(slots), figure(sent), load];
  });
  const head = ['region', 'planned peak load, erlangs', 'slots held by peak'];
  return drawTable([...head, 'peak load its DNS sends, erlangs', 'sent over slots'], rows);
}

function meanHold({ scenario, bundle }: Opened): number {
  const { service } = scenario.serving;
  if (service.kind === 'law') throw new Error('wanted a service made of tokens');
  const { context, generated } = bundle.tokens;
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return service.first + service.prefill * average(context) + service.decode * average(generated);
}

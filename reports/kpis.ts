import { DAY, MILLISECOND, SECOND } from '../engine/units.ts';
import { servingCost } from './cost.ts';
import type { Direction, Divisor, Kpi } from './kpi.ts';
import { measureKpi } from './kpi.ts';
import { accountKpis } from './kpis-accounts.ts';
import { gatewayKpis } from './kpis-gateway.ts';
import { insuranceKpis } from './kpis-insurance.ts';
import { lookUpKpis } from './kpis-look-ups.ts';
import { membershipKpis } from './kpis-membership.ts';
import { placementKpis } from './kpis-placement.ts';
import { playerKpis } from './kpis-players.ts';
import { searchKpis } from './kpis-searches.ts';
import { shieldKpis } from './kpis-shield.ts';
import { sloKpis } from './kpis-slo.ts';
import { workloadKpis } from './kpis-workloads.ts';
import type { Value } from './result.ts';
import type { RunTotals } from './run-totals.ts';

const JOULES_PER_KWH = 3_600_000;
const GRAMS_PER_KG = 1_000;

type Total = (totals: RunTotals) => number;
type Plain = readonly [id: string, title: string, unit: string, direction: Direction];

function per(none: string, of: Total): Divisor {
  return { divides: true, of, none };
}

const started = per('no session started', (t) => t.sessionsStarted);
// A share counts whom it concerns from the opening on: those who came, and those who were there.
const exposed = per(
  'no session started',
  (t) => t.sessionsStarted + t.playersAtOpen + t.sessionsCutAtOpen,
);
const arrived = per('no session arrived', (t) => t.sessionsArrived + t.lobbyAtOpen + outside(t));
const ended = per(
  'no session that started has ended',
  (t) => t.sessionsCompleted + t.sessionsQuit + t.sessionsLost,
);
const matches = per('no match has ended', (t) => t.matchesEnded);
const answered = per('no request was answered', (t) => t.requestsAnswered);
const finished = per('no request was answered', (t) => t.requestsAnswered + unanswered(t));
const played = per('nobody played', (t) => t.playerSeconds);
const issued = per('no request was issued', (t) => t.requestsIssued);
const asked = per('no request was issued', (t) => t.requestsIssued + t.requestsAtOpen);
const observed = per('nothing was observed after the warm-up', (t) => t.span);
const ready = per('no slot was ever ready', (t) => t.readySlotSeconds);
const anyReady: Divisor = {
  ...per('no instance became ready', (t) => t.instancesReady),
  divides: false,
};
const anyAnswer: Divisor = { ...answered, divides: false };

function unanswered(t: RunTotals): number {
  return t.requestsRejected + t.requestsAbandoned;
}

function outside(t: RunTotals): number {
  return t.playersOutsideAtOpen;
}

function emissions(t: RunTotals): number {
  return t.operationalG + t.embodiedG;
}

function total(plain: Plain, formula: string, numerator: Total, scale = 1): Kpi {
  const [id, title, unit, direction] = plain;
  return { id, title, unit, direction, formula, numerator, scale };
}

function ratio(plain: Plain, formula: string, numerator: Total, denominator: Divisor): Kpi {
  return { ...total(plain, formula, numerator), denominator };
}

function share(id: string, title: string, direction: Direction, parts: Omit<Parts, 'scale'>): Kpi {
  return { id, title, direction, unit: '%', scale: 0.01, ...parts };
}

type Parts = Pick<Kpi, 'formula' | 'numerator' | 'scale'> & { readonly denominator: Divisor };

function meanTime(plain: Plain, formula: string, parts: Omit<Parts, 'formula'>): Kpi {
  return { ...ratio(plain, formula, parts.numerator, parts.denominator), scale: parts.scale };
}

function latency(id: string, title: string, formula: string, numerator: Total): Kpi {
  const plain: Plain = [id, title, 'ms', 'min'];
  return { ...total(plain, formula, numerator, MILLISECOND), denominator: anyAnswer };
}

function readyTime(id: string, title: string, quantile: string, numerator: Total): Kpi {
  const formula = `${quantile} of the time from launch, or call out of a warm pool, to ready`;
  return { ...total([id, title, 's', 'min'], formula, numerator, SECOND), denominator: anyReady };
}

const money: readonly Kpi[] = [
  total(
    ['cost', 'cost', 'USD', 'min'],
    'on-demand + spot + reserved + edge + warm pools + reads of boots + traffic + storage',
    servingCost,
  ),
  ratio(
    ['cost-per-session', 'cost per session', 'USD', 'min'],
    'cost ÷ sessions started',
    servingCost,
    started,
  ),
  ratio(
    ['cost-per-player-hour', 'cost per player-hour', 'USD', 'min'],
    'cost ÷ hours played',
    (t) => 3_600 * servingCost(t),
    played,
  ),
  ratio(
    ['cost-per-1000-inferences', 'cost per 1 000 inferences', 'USD', 'min'],
    '1 000 × cost ÷ requests answered',
    (t) => 1_000 * servingCost(t),
    answered,
  ),
];

const responses: readonly Kpi[] = [
  meanTime(
    ['waiting-time', 'waiting time mean', 'ms', 'min'],
    'waits in the region for a slot ÷ requests answered',
    { numerator: (t) => t.waitSum, denominator: answered, scale: MILLISECOND },
  ),
  latency('response-p50', 'response time p50', 'median response time', (t) => t.responseP50),
  latency('response-p95', 'response time p95', '95th percentile', (t) => t.responseP95),
  latency('response-p99', 'response time p99', '99th percentile', (t) => t.responseP99),
  share('late-frames', 'late frames', 'min', {
    formula: '(late answers + rejected + abandoned) ÷ (answered + rejected + abandoned)',
    numerator: (t) => t.requestsLate + unanswered(t),
    denominator: finished,
  }),
  share('rejected-requests', 'rejected requests', 'min', {
    formula: 'requests rejected ÷ (requests issued + in the air when the account opened)',
    numerator: (t) => t.requestsRejected,
    denominator: asked,
  }),
  share('abandoned-requests', 'abandoned requests', 'min', {
    formula: 'requests whose player gave up waiting ÷ (issued + in the air at the opening)',
    numerator: (t) => t.requestsAbandoned,
    denominator: asked,
  }),
  total(
    ['interrupted-requests', 'interrupted requests', 'requests', 'min'],
    'answers interrupted by a revocation and begun again',
    (t) => t.requestsInterrupted,
  ),
  share('low-fidelity-share', 'answers at low fidelity', 'min', {
    formula: 'answers of the smaller variant ÷ requests answered',
    numerator: (t) => t.answeredLowFidelity,
    denominator: answered,
  }),
  share('away-share', 'requests away from home', 'none', {
    formula: "requests issued to a region other than the player's home ÷ requests issued",
    numerator: (t) => t.requestsAway,
    denominator: issued,
  }),
  share('edge-share', 'answers from the edge', 'none', {
    formula: 'answers from the edge ÷ requests answered',
    numerator: (t) => t.answeredByEdge,
    denominator: answered,
  }),
];

const players: readonly Kpi[] = [
  share('match-completion', 'match completion', 'max', {
    formula: 'matches that every player stayed in to the end ÷ matches ended',
    numerator: (t) => t.matchesCompleted,
    denominator: matches,
  }),
  share('session-completion', 'session completion', 'max', {
    formula: 'sessions played to their own end ÷ started sessions that ended or were lost',
    numerator: (t) => t.sessionsCompleted,
    denominator: ended,
  }),
  share('churn', 'churn', 'min', {
    formula:
      '(sessions quit over a late answer + cut off and never back) ÷ ' +
      '(sessions started + at play or cut off when the account opened)',
    numerator: (t) => t.sessionsQuit + t.sessionsLost,
    denominator: exposed,
  }),
  share('lobby-abandonment', 'lobby abandonment', 'min', {
    formula: 'abandoned in the lobby ÷ (sessions arrived + outside or in the lobby at the opening)',
    numerator: (t) => t.sessionsAbandoned,
    denominator: arrived,
  }),
  meanTime(
    ['matchmaking-wait', 'matchmaking wait', 's', 'min'],
    'waits in the lobby of sessions that started ÷ sessions started',
    { numerator: (t) => t.matchmakingWaitSum, denominator: started, scale: SECOND },
  ),
];

const machines: readonly Kpi[] = [
  share('uptime', 'uptime', 'max', {
    formula: 'time in which no region was down (a request came, no slot was ready) ÷ span',
    numerator: (t) => t.upTime,
    denominator: observed,
  }),
  share('utilisation', 'utilisation', 'none', {
    formula: 'busy slot-seconds ÷ ready slot-seconds',
    numerator: (t) => t.busySlotSeconds,
    denominator: ready,
  }),
  total(
    ['revocations', 'revocations', 'instances', 'none'],
    'spot instances taken back',
    (t) => t.revocations,
  ),
  ratio(
    ['reversals-per-day', 'reversals per day', '1/day', 'min'],
    'scale orders against the direction of the one before ÷ days observed',
    (t) => t.reversals * DAY,
    observed,
  ),
  readyTime('time-to-ready-p50', 'time to ready p50', 'median', (t) => t.readyP50),
  readyTime('time-to-ready-p95', 'time to ready p95', '95th percentile', (t) => t.readyP95),
  total(
    ['capacity-errors', 'capacity errors', 'launches', 'min'],
    'launches turned down because a family had no capacity in a zone',
    (t) => t.capacityErrors,
  ),
  total(
    ['spills', 'spills', 'times', 'none'],
    'times a region opened a further ring: core, elastic, edge, lower fidelity',
    (t) => t.spills,
  ),
  total(
    ['returns', 'returns', 'times', 'none'],
    'times a region closed its outermost ring again',
    (t) => t.returns,
  ),
];

const marginalEmissions: Kpi = {
  ...total(
    ['marginal-emissions', 'emissions at the margin', 'kgCO2e', 'min'],
    'energy × marginal carbon intensity of grid and hour: another question, never added',
    (t) => t.marginalG,
    GRAMS_PER_KG,
  ),
  denominator: {
    divides: false,
    of: (t) => t.marginalEnergyJ,
    none: 'no marginal intensity is given',
  },
  isPart: true,
};

const climate: readonly Kpi[] = [
  total(
    ['energy', 'energy', 'kWh', 'min'],
    'power of instances and edge over time × PUE',
    (t) => t.energyJ,
    JOULES_PER_KWH,
  ),
  total(
    ['operational-emissions', 'operational emissions', 'kgCO2e', 'min'],
    'energy × average carbon intensity of grid and hour',
    (t) => t.operationalG,
    GRAMS_PER_KG,
  ),
  total(
    ['embodied-emissions', 'embodied emissions', 'kgCO2e', 'min'],
    'embodied emissions of the hardware × time held ÷ life',
    (t) => t.embodiedG,
    GRAMS_PER_KG,
  ),
  marginalEmissions,
  ratio(
    ['emissions-per-session', 'emissions per session', 'gCO2e', 'min'],
    '(operational + embodied) ÷ sessions started: SCI = (O + M) / R',
    emissions,
    started,
  ),
  ratio(
    ['emissions-per-1000-inferences', 'emissions per 1 000 inferences', 'gCO2e', 'min'],
    '1 000 × (operational + embodied) ÷ requests answered',
    (t) => 1_000 * emissions(t),
    answered,
  ),
];

const scope: readonly Kpi[] = [
  total(
    ['peak-players', 'peak concurrent players', 'players', 'none'],
    'most sessions in play at once',
    (t) => t.peakConcurrentPlayers,
  ),
  total(['sessions', 'sessions', 'sessions', 'none'], 'sessions arrived', (t) => t.sessionsArrived),
  total(['requests', 'requests', 'requests', 'none'], 'requests issued', (t) => t.requestsIssued),
];

/** Every KPI, in the order in which tables show them. */
export const kpis: readonly Kpi[] = [
  ...money,
  ...responses,
  ...players,
  ...playerKpis,
  ...machines,
  ...climate,
  ...scope,
  ...workloadKpis,
  ...searchKpis,
  ...gatewayKpis,
  ...membershipKpis,
  ...placementKpis,
  ...lookUpKpis,
  ...insuranceKpis,
  ...accountKpis,
  ...shieldKpis,
  ...sloKpis,
];

/** The KPIs a first look needs, by id; tables show the rest when asked. */
const HEADLINE: ReadonlySet<string> = new Set([
  'cost',
  'cost-per-session',
  'cost-per-player-hour',
  'cost-per-1000-inferences',
  'waiting-time',
  'response-p50',
  'response-p95',
  'response-p99',
  'late-frames',
  'low-fidelity-share',
  'match-completion',
  'churn',
  'uptime',
  'utilisation',
  'energy',
  'operational-emissions',
  'embodied-emissions',
  'emissions-per-session',
  'spills',
  'revocations',
  'peak-players',
]);

/** The KPIs of a first look, in table order. */
export const headlineKpis: readonly Kpi[] = kpis.filter(
  (kpi) => HEADLINE.has(kpi.id) || kpi.isPart === true,
);

/** All KPIs of one run by id, in base units. */
export function measureKpis(totals: RunTotals): Readonly<Record<string, Value>> {
  return Object.fromEntries(kpis.map((kpi) => [kpi.id, measureKpi(kpi, totals)]));
}

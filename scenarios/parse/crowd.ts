import type { VideoStream } from '../../models/players/opinion.ts';
import type { CrowdScenario, StormScenario } from '../crowd-scenario.ts';
import { groupRates, sinceMonday } from '../population.ts';
import type { PlayersScenario } from '../scenario.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections } from './sections.ts';

// A replication keeps about 100 bytes a session: beyond this a machine of today runs out of memory.
const MOST_SESSIONS = 50_000_000;

/** Checks that the players who will come in one run can be counted, let alone held in memory. */
export function checkCrowd(players: PlayersScenario, epoch: number): readonly Complaint[] {
  const { arrivals, groups } = players;
  const sessions = groups.reduce((sum, group) => {
    const rates = groupRates(players, group, sinceMonday(epoch));
    return sum + rates.reduce((inner, rate) => inner + rate, 0) * arrivals.every;
  }, 0);
  if (sessions <= MOST_SESSIONS) return [];
  const found = `${sessions.toPrecision(3)} sessions to be expected in one run`;
  const wanted = `at most ${MOST_SESSIONS} sessions: a lower rate or a shorter horizon`;
  return [{ path: ['players', 'arrivals'], found, wanted }];
}

/** Checks what the players' optional keys need of each other and of the names in the file. */
export function checkStorms(
  players: Sections['players'],
  regions: Sections['regions'] | undefined,
  detail: Sections['detail'] | undefined,
): readonly Complaint[] {
  const storms = Object.entries(players.storms ?? {});
  return [
    ...(detail === undefined || detail.kind === 'exact' ? [] : checkDetail(players)),
    ...checkComeback(players),
    ...checkSpend(players),
    ...storms.flatMap(([name, storm]) => [
      ...checkName(['players', 'storms', name, 'group'], storm.group, Object.keys(players.groups)),
      ...checkName(
        ['players', 'storms', name, 'region'],
        storm.region,
        regions === undefined ? undefined : Object.keys(regions),
      ),
    ]),
  ];
}

// What one player in so many feels and does is not yet multiplied by how many they stand for.
const EXACT_ONLY = ['opinion', 'spend', 'reacts', 'login', 'storms', 'drawn storms'] as const;

function checkDetail(players: Sections['players']): readonly Complaint[] {
  const { survival, ...churn } = players.churn;
  const isFelt = survival !== undefined || churn['stall tolerance'] !== undefined;
  const keys = [
    ...EXACT_ONLY.filter((key) => players[key] !== undefined),
    ...(isFelt ? ['churn' as const] : []),
  ];
  const wanted = 'no such key, or a detail of exact: it asks for every player';
  return keys.map((key) => ({ path: ['players', key], wanted }));
}

function checkComeback(players: Sections['players']): readonly Complaint[] {
  const { login, storms, comeback } = players;
  const isNeeded = [login, storms, players['drawn storms']].some((part) => part !== undefined);
  if (!isNeeded || comeback !== undefined) return [];
  const wanted = 'how players outside try again, beside login or storms';
  return [{ path: ['players', 'comeback'], wanted }];
}

function checkSpend({ spend, opinion }: Sections['players']): readonly Complaint[] {
  if (spend === undefined) return [];
  if (opinion === undefined) {
    return [{ path: ['players', 'opinion'], wanted: 'what players feel, beside spend' }];
  }
  if (spend['all above'] > spend['nothing below']) return [];
  const wanted = `an opinion above that of nothing below, ${spend['nothing below']}`;
  return [{ path: ['players', 'spend', 'all above'], wanted }];
}

function checkName(
  path: readonly string[],
  name: string | undefined,
  known: readonly string[] | undefined,
): readonly Complaint[] {
  if (name === undefined || known === undefined || known.includes(name)) return [];
  return [{ path, wanted: listed(known, 'or'), nearest: nearestOf(name, known) }];
}

/** What the players' optional keys say, where they say anything. */
export function crowdOf(written: Sections['players']): { readonly crowd?: CrowdScenario } {
  const { opinion, spend, login, comeback, churn } = written;
  const drawn = written['drawn storms'];
  const crowd: CrowdScenario = {
    ...given('gapCv', written['gap cv']),
    ...given('bursts', written.bursts),
    ...given('stallTolerance', churn['stall tolerance']),
    ...given('survival', churn.survival && survivalOf(churn.survival)),
    ...given('opinion', opinion && streamOf(opinion)),
    ...given('spend', spend && spendOf(spend)),
    ...given('reacts', written.reacts && reactsOf(written.reacts)),
    ...given('comeback', comeback),
    ...given('login', login && loginOf(login)),
    ...given('storms', written.storms && stormsOf(written.storms)),
    ...given('drawnStorms', drawn && { perWeek: drawn['per week'] }),
  };
  return Object.keys(crowd).length === 0 ? {} : { crowd };
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

type Written<K extends keyof Sections['players']> = NonNullable<Sections['players'][K]>;

function survivalOf(written: NonNullable<Written<'churn'>['survival']>) {
  return {
    meanStay: written['mean stay'],
    perDelay: written['per 100 ms delay'],
    perJitter: written['per 100 ms jitter'],
    perLoss: written['per 1 % lost'],
  };
}

const PIXELS = new Map([
  ['480p', 640 * 480],
  ['720p', 1280 * 720],
  ['1080p', 1920 * 1080],
]);

const COMPLEXITIES = ['low', 'medium', 'high'] as const;

function streamOf(written: Written<'opinion'>): VideoStream {
  return {
    isSensitive: written.input === 'time-critical',
    complexity: COMPLEXITIES.find((one) => one === written.video) ?? 'medium',
    frameRate: written['frame rate'],
    bitRateMbps: (written['bit rate'] * 8) / 1e6,
    pixels: PIXELS.get(written.resolution) ?? 0,
  };
}

function spendOf(written: Written<'spend'>) {
  return {
    perHour: written['per hour'],
    nothingBelow: written['nothing below'],
    allAbove: written['all above'],
  };
}

function reactsOf(written: Written<'reacts'>) {
  return {
    known: written['known players'],
    gainedPerDay: written['gained a day'],
    lostPerDay: written['lost a day'],
    returning: written.returning,
    awayFor: written['away for'],
  };
}

function loginOf(written: Written<'login'>) {
  const { line, patience } = written;
  return { perSecond: written['per second'], line, patience };
}

function stormsOf(written: Written<'storms'>): readonly StormScenario[] {
  return Object.values(written).map(({ group, region, ...storm }) => ({
    ...storm,
    ...given('group', group),
    ...given('region', region),
  }));
}

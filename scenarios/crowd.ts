import { DAY, HOUR, SECOND } from '../engine/units.ts';
import type { CrowdSetup, LoginSetup, Storm } from '../models/players/crowd.ts';
import { compileOpinion } from '../models/players/opinion.ts';
import type { Setup } from '../models/setup.ts';
import { drawStorms, stormFigures } from '../traces/generate/storms.ts';
import type {
  CrowdScenario,
  DrawnStormsScenario,
  LoginScenario,
  ReactsScenario,
} from './crowd-scenario.ts';
import type { Scenario } from './scenario.ts';

const NOTHING: CrowdScenario = {};

/** What a setup holds of all players alike. */
type PlayersSetup = Pick<
  Setup,
  | 'rateEvery'
  | 'session'
  | 'think'
  | 'patience'
  | 'matchSize'
  | 'fillAfter'
  | 'quitPerLateAnswer'
  | 'quitPerBudgetOver'
  | 'crowd'
>;

/** The players' part of a setup; `seed` is the replication's. */
export function compilePlayers(scenario: Scenario, seed: number): PlayersSetup {
  const { players } = scenario;
  return {
    rateEvery: players.arrivals.every,
    session: players.session,
    think: players.think,
    patience: players.patience,
    matchSize: players.matchSize,
    fillAfter: players.fillAfter,
    quitPerLateAnswer: players.quitPerLateAnswer,
    quitPerBudgetOver: players.quitPerBudgetOver,
    crowd: compileCrowd(scenario, seed),
  };
}

function compileCrowd(scenario: Scenario, seed: number): CrowdSetup {
  const crowd = scenario.players.crowd ?? NOTHING;
  const { stallTolerance, survival, spend, comeback, opinion, login } = crowd;
  return {
    gapCv: crowd.gapCv ?? 1,
    ...(crowd.bursts === undefined ? {} : { bursts: crowd.bursts }),
    isFelt: [stallTolerance, survival, opinion, spend].some((law) => law !== undefined),
    ...(stallTolerance === undefined ? {} : { stallTolerance }),
    ...(survival === undefined ? {} : { survival }),
    ...(opinion === undefined ? {} : { opinion: compileOpinion(opinion) }),
    ...(spend === undefined ? {} : { spend }),
    ...(comeback === undefined ? {} : { comeback }),
    ...(login === undefined ? {} : { login: compileLogin(login) }),
    ...compileReacts(scenario, crowd.reacts),
    storms: compileStorms(scenario, crowd, seed),
  };
}

function compileLogin({ perSecond, line, patience }: LoginScenario): LoginSetup {
  return { every: SECOND / perSecond, line, patience };
}

function compileReacts(
  { players }: Scenario,
  reacts: ReactsScenario | undefined,
): Pick<CrowdSetup, 'reacts'> {
  if (reacts === undefined) return {};
  const { known, returning, awayFor } = reacts;
  return {
    reacts: {
      known: players.groups.map((group) => known * group.share),
      gained: reacts.gainedPerDay / DAY,
      lost: reacts.lostPerDay / DAY,
      returning,
      awayFor,
    },
  };
}

function compileStorms(
  scenario: Scenario,
  { storms = [], drawnStorms }: CrowdScenario,
  seed: number,
): readonly Storm[] {
  const groups = scenario.players.groups.map(({ name }) => name);
  const regions = scenario.regions.map(({ name }) => name);
  const written = storms.map(({ group, region, ...storm }) => ({
    ...storm,
    group: group === undefined ? -1 : groups.indexOf(group),
    region: region === undefined ? -1 : regions.indexOf(region),
  }));
  const drawn = drawnStorms === undefined ? [] : drawnFor(scenario, drawnStorms, seed);
  return [...written, ...drawn].sort((one, other) => one.at - other.at);
}

function drawnFor(
  { horizon }: Scenario,
  { perWeek }: DrawnStormsScenario,
  seed: number,
): readonly Storm[] {
  const meanGap = (7 * 24 * HOUR) / perWeek;
  const everyone = { group: -1, region: -1 };
  return drawStorms(stormFigures, { meanGap, horizon, seed }).map((storm) => ({
    ...everyone,
    ...storm,
  }));
}

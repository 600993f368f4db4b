import { exp, expm1 } from '../../engine/math.ts';
import { type Duration, MILLISECOND } from '../../engine/units.ts';
import type { SurvivalSetup } from './crowd.ts';

const HUNDRED = 100 * MILLISECOND;
/** Beyond this the hazard is certain death anyway, and its power would overflow. */
const MOST = 20;

/** What a session has felt so far, as the survival law sees it. */
export interface Strain {
  /** Mean response and mean change from one to the next, microseconds. */
  readonly delay: Duration;
  readonly jitter: Duration;
  /** Share of answers that never came, 0..1. */
  readonly lost: number;
}

/**
 * Chance of leaving within `span`: proportional hazards beside the planned end, which stands for
 * leaving on a perfect line. Form and order of weights after Chen et al., INFOCOM 2006.
 */
export function survivalChance(law: SurvivalSetup, strain: Strain, span: Duration): number {
  const sum =
    (law.perDelay * strain.delay + law.perJitter * strain.jitter) / HUNDRED +
    law.perLoss * 100 * strain.lost;
  return 1 - exp((-span / law.meanStay) * expm1(Math.min(sum, MOST)));
}

/** Chance of quitting over one late answer: a fixed part, and one for each budget of lateness. */
export function lateChance(
  law: { readonly quitPerLateAnswer: number; readonly quitPerBudgetOver: number },
  lateness: Duration,
  budget: Duration,
): number {
  if (lateness <= 0) return 0;
  return law.quitPerLateAnswer + law.quitPerBudgetOver * (lateness / budget);
}

import { exp } from '../../../engine/math.ts';
import { type Duration, MINUTE, SECOND, type SimTime } from '../../../engine/units.ts';
import { learnWork, noWorkKnowledge, type WorkKnowledge } from '../../ecim-g/work-knowledge.ts';
import { nearestFirst } from '../../geography.ts';
import type { Brief, Observation } from '../../observation.ts';
import { canServe } from '../../pools.ts';
import { addProbes, noProbes, type Probes, rttQuantile } from '../../probes.ts';
import { beginSla, type SlaMemory, type SlaRule, watchSla } from '../integrated/sla-monitor.ts';

/** What telemetry has taught a placement loop: plain data, bounded in size. */
export interface Knowledge {
  readonly observedAt: SimTime;
  /** Smoothed requests per second by group; -1 before the first scrape. */
  readonly rates: readonly number[];
  readonly probes: Probes;
  /** Ninetieth percentile of the probes by group and region, microseconds; Infinity: unusable. */
  readonly rtt: readonly (readonly number[])[];
  readonly work: WorkKnowledge;
  readonly sla: SlaMemory;
}

const KEPT_PROBES = 31;
const QUANTILE = 0.9;
const RATE_TIME = 5 * MINUTE;
/** What a link counts as that was never measured: this much per rank of distance on the map. */
const UNMEASURED: Duration = 20_000;

/** Before the first scrape. */
export function beginKnowledge(brief: Brief): Knowledge {
  return {
    observedAt: -1,
    rates: brief.groups.map(() => -1),
    probes: noProbes(brief, KEPT_PROBES),
    rtt: brief.groups.map((_, group) => {
      return brief.regions.map((_, region) => guessRtt(brief, group, region));
    }),
    work: noWorkKnowledge(),
    sla: beginSla(),
  };
}

/** The knowledge after one scrape; one seen before teaches nothing. */
export function learn(
  knowledge: Knowledge,
  { observation, observedAt }: { readonly observation: Observation; readonly observedAt: SimTime },
  brief: Brief,
  sla: SlaRule,
): Knowledge {
  if (observation.window === 0 || observedAt <= knowledge.observedAt) return knowledge;
  const blend = 1 - exp(-observation.window / RATE_TIME);
  const rates = knowledge.rates.map((before, group) => {
    const rate = (observation.groups[group].requests * SECOND) / observation.window;
    return before < 0 ? rate : before + blend * (rate - before);
  });
  const probes = addProbes(knowledge.probes, observation.groups);
  const rtt = knowledge.rtt.map((links, group) =>
    links.map((before, region) => {
      const measured = rttQuantile(probes, { group, region }, QUANTILE, before);
      return canServe(brief, group, region) && measured < Infinity ? measured : before;
    }),
  );
  const work = learnWork(knowledge.work, observation, observedAt);
  const answers = { answered: 0, late: 0 };
  for (const { answered, late } of observation.regions) {
    answers.answered += answered;
    answers.late += late;
  }
  return {
    observedAt,
    rates,
    probes,
    rtt,
    work,
    sla: watchSla(knowledge.sla, sla, observedAt, answers),
  };
}

function guessRtt(brief: Brief, group: number, region: number): Duration {
  if (!canServe(brief, group, region)) return Infinity;
  return UNMEASURED * (1 + nearestFirst(brief.groups[group], brief.regions).indexOf(region));
}

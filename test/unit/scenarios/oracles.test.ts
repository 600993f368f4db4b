import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../engine/units.ts';
import { estimateResult } from '../../../reports/estimate-result.ts';
import { formatTable } from '../../../reports/table.ts';
import { isOracle, jobLoops } from '../../../scenarios/oracles/registry.ts';
import { runReplication } from '../../../scenarios/run.ts';
import { openBundle } from '../../../traces/open-bundle.ts';
import { problemsOf, scenarioOf, textOf } from './library.ts';

const text = textOf('spot-arbitrage.yaml');

describe('a contender that sees the future', () => {
  const scenario = { ...scenarioOf(text), horizon: 60 * HOUR };
  const { traces, epoch, regions, horizon } = scenario;
  const opened = openBundle(traces, { epoch, span: horizon, regions });
  if (!opened.ok) throw new Error('the shipped traces do not open');
  const bundle = opened.value;
  const runs = scenario.contenders.map((_, contender) => {
    return runReplication({ scenario, bundle, contender, replication: 0 });
  });

  it('is told from policies by its name, and no policy goes by such a name', () => {
    expect(scenario.contenders.filter(isOracle).map(({ name }) => name)).toEqual([
      'full-knowledge',
    ]);
    expect(Object.keys(jobLoops).filter((id) => id.startsWith('oracle/'))).toEqual([
      'oracle/spot',
      'oracle/carbon',
    ]);
  });

  it('gives every other contender a regret, in the result and in the table', () => {
    const head = {
      scenario: scenario.name,
      question: scenario.question,
      seed: scenario.seed,
      provenance: bundle.provenance,
      contenders: scenario.contenders.map(({ name }) => name),
      oracles: ['full-knowledge'],
      resolved: {},
    };
    const result = estimateResult(head, runs);
    expect(result.regrets?.map(({ contender, against }) => `${contender} ${against}`)).toEqual([
      'dynamic-program full-knowledge',
      'uniform-progress full-knowledge',
      'spot-now full-knowledge',
      'on-demand-now full-knowledge',
    ]);
    expect(formatTable(result)).toContain('regret: minus full-knowledge, which sees the future');
    const { oracles: _, ...blind } = head;
    expect(estimateResult(blind, runs)).not.toHaveProperty('regrets');
  });

  it('is late no more than the policies that mind the deadline, and on spot as they are', () => {
    const careful = runs.filter(({ contender }) => contender !== 'spot-now');
    expect(careful.map(({ totals }) => totals.jobsLate)).toEqual([0, 0, 0, 0]);
  });
});

describe('hazards of spot', () => {
  it("are refused from the run's own trace", () => {
    const own = text.replace(
      'hazards: shipped/spot-market ',
      'hazards: shipped/spot-availability-scarce ',
    );
    expect(problemsOf(own).map(({ path, wanted }) => `${path}: wanted ${wanted}`)).toEqual([
      "jobs.hazards: wanted another trace of availability than the run's own",
    ]);
  });

  it('are asked for where a policy cannot do without', () => {
    const none = text.replace(/^ {2}hazards: .*\n/m, '');
    expect(problemsOf(none).map(({ path }) => path)).toEqual(['jobs.hazards']);
  });

  it('for serving are asked for by the policy that hedges, and are not the runs own', () => {
    const text = textOf('hedged-spot.yaml');
    const none = text.replace(/^ {2}hazards: .*\n/m, '');
    expect(problemsOf(none).map(({ path }) => path)).toEqual(['serving.hazards']);
    const own = text.replace('hazards: shipped/spot-availability', 'hazards: shipped/spot-market');
    expect(problemsOf(own)[0].wanted).toMatch(/another trace of availability/);
  });
});

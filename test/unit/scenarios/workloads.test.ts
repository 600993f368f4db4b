import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../engine/units.ts';
import { compileRun } from '../../../scenarios/compile.ts';
import type { Scenario } from '../../../scenarios/scenario.ts';
import { openBundle } from '../../../traces/open-bundle.ts';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const NIGHTLY = 'nightly-retraining.yaml';
const EVENTS = 'event-pipeline.yaml';

function compiled(scenario: Scenario, contender = 0) {
  const { traces, epoch, horizon, regions } = scenario;
  const opened = openBundle(traces, { epoch, span: horizon, regions });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return compileRun(scenario, opened.value, scenario.contenders[contender], 0);
}

describe('the jobs of a scenario', () => {
  it('are resolved into base units, with all that was left out', () => {
    const { jobs } = scenarioOf(textOf(NIGHTLY));
    expect(jobs?.classes.map(({ name }) => name)).toEqual([
      'retraining',
      'fine-tuning',
      'burst-search',
    ]);
    expect(jobs?.classes[0]).toMatchObject({
      arrivals: { kind: 'daily', at: 2 * HOUR },
      checkpointEvery: 30 * MINUTE,
      savesOnNotice: false,
    });
    expect(jobs?.classes[2].checkpointEvery).toBe(Number.POSITIVE_INFINITY);
  });

  it('work less than n times as fast on n instances where gradients are added up', () => {
    const { setup } = compiled(scenarioOf(textOf(NIGHTLY)));
    const [retraining, , search] = setup.jobs?.classes ?? [];
    expect(retraining.speedup[4]).toBeGreaterThan(2);
    expect(retraining.speedup[4]).toBeLessThan(3.8);
    expect(search.speedup[1]).toBe(1);
  });

  it('can be those of a trace, thinned and no wider than said', () => {
    const text = edited(
      NIGHTLY,
      '  tokens: shipped/npc-turns',
      ['  tokens: shipped/npc-turns', '  jobs: shipped/training-jobs'].join('\n'),
    )
      .replace('{ daily: 2 h }', '{ recorded: { width most: 8, one in: 10 } }')
      .replace('      count: 2\n      work: { lognormal: { median: 10 h, p95: 20 h } }\n', '')
      .replace('      width: 4\n', '');
    const { setup } = compiled(scenarioOf(text));
    const [replayed] = setup.jobs?.classes ?? [];
    expect(replayed.arrivals.kind).toBe('recorded');
    const { size } = replayed;
    if (size.kind !== 'recorded') throw new Error('sizes are not recorded');
    expect(size.width.length).toBeGreaterThan(200);
    expect(Math.max(...size.width)).toBeLessThanOrEqual(8);
  });

  const problem = (piece: string, replacement: string) => {
    return problemsOf(edited(NIGHTLY, piece, replacement))[0];
  };

  it('name regions of the file, once each', () => {
    expect(problem('in: [europe-west3, us-east4]', 'in: [europe-west, us-east4]')).toMatchObject({
      path: 'jobs.classes.fine-tuning.in.0',
      nearest: 'europe-west3',
    });
    const twice = problem('in: [europe-west3, us-east4]', 'in: [us-east4, us-east4]');
    expect(twice.wanted).toBe('every region once');
  });

  it('come in exactly one way and are no wider than the quota', () => {
    const both = problem('{ daily: 2 h }', '{ daily: 2 h, gaps: { exponential: { mean: 1 h } } }');
    expect(both.wanted).toContain('exactly one of daily, gaps and recorded');
    expect(problem('      width: 4', '      width: 40').wanted).toBe('at most the job quota, 24');
    expect(problem('{ daily: 2 h }', '{ recorded: { width most: 4, one in: 1 } }').path).toContain(
      'retraining',
    );
  });

  it('are placed by every contender, and by none where there are no jobs', () => {
    const missing = problem('    jobs: { use: jobs/spot-now, every: 60 s }\n', '');
    expect(missing).toMatchObject({ path: 'policies.spot-now.jobs' });
    const idle = problemsOf(
      edited(
        'steady-evening.yaml',
        'use: baselines/hpa, every: 15 s, target: 70 % }',
        [
          'use: baselines/hpa, every: 15 s, target: 70 % }',
          '    jobs: { use: jobs/spot-now, every: 60 s }',
        ].join('\n'),
      ),
    );
    expect(idle[0].wanted).toContain('no such loop');
  });
});

describe('the pipeline of a scenario', () => {
  it('gives each contender its own collector', () => {
    const scenario = scenarioOf(textOf(EVENTS));
    const collectors = [0, 1].map((contender) => compiled(scenario, contender).setup.pipeline);
    expect(collectors.map((one) => one?.collector.batchMost)).toEqual([40, 1]);
    expect(collectors[0]?.eventBytes).toBe(1200);
    expect(collectors[0]?.stream.bytesPerSecond).toBe(1e6);
  });

  it('wants a collector that is there, and shards in order', () => {
    const unknown = problemsOf(edited(EVENTS, 'collector: unbatched', 'collector: unbatch'));
    expect(unknown[0]).toMatchObject({
      path: 'policies.unbatched.collector',
      nearest: 'unbatched',
    });
    const shards = problemsOf(edited(EVENTS, '    least: 1\n', '    least: 3\n'));
    expect(shards[0].wanted).toBe('least <= at start <= most');
  });

  it('is measured in data, not in bare numbers', () => {
    const bare = problemsOf(edited(EVENTS, 'size: 1.2 kB', 'size: 1200'));
    expect(bare[0].wanted).toContain('an amount of data');
    const rate = problemsOf(edited(EVENTS, 'shard rate: 1 MB/s', 'shard rate: 1 MB'));
    expect(rate[0].wanted).toContain('a data rate');
  });
});

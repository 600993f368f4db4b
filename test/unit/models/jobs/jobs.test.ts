import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { KINDS } from '../../../../models/kinds.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import type { JobDecision } from '../../../../policies/decision.ts';
import type { JobClassScenario } from '../../../../scenarios/workloads.ts';
import { fewPlayers, jobsScenario } from '../../../fixtures/jobs.ts';
import { openScripted, type Seen, scripted } from '../../../fixtures/scripted.ts';

const run = (market: JobDecision['market'], region = 0, job = 0): JobDecision => {
  return { kind: 'job', job, action: 'run', market, region };
};
const pause: JobDecision = { kind: 'job', job: 0, action: 'pause', market: 'spot', region: 0 };

// Turns are a minute apart, an order lands 5.2 s after its turn, the job comes at 10 min.
function play(
  script: Readonly<Record<number, readonly JobDecision[]>>,
  changes: Partial<JobClassScenario> = {},
  seen: Seen[] = [],
): WorldSimulation {
  return openScripted(scripted(script, seen), { jobs: jobsScenario(changes), ...fewPlayers() });
}

const LANDS = 5.2 * SECOND;

/** Instants of each event of jobs, by name and in minutes to three decimals. */
function storyOf(simulation: WorldSimulation, until: number): string[] {
  const story: string[] = [];
  simulation.watch((now, kind) => {
    const [what, name] = KINDS[kind].name.split('.');
    if (what === 'job') story.push(`${(now / MINUTE).toFixed(3)} ${name}`);
  });
  simulation.run(until);
  return story;
}

describe('a job on on-demand instances', () => {
  it('launches, restores, works with a checkpoint each half hour, and is done', () => {
    const simulation = play({ 11: [run('on-demand')] });
    const start = 11 + LANDS / MINUTE;
    const story = storyOf(simulation, 4 * HOUR);
    const at = (minutes: number) => `${(start + minutes).toFixed(3)} advances`;
    expect(story).toEqual(['10.000 arrives', ...[1, 3, 33, 34, 64, 65, 95, 96, 126].map(at)]);
    const totals = totalsOf(simulation);
    expect(totals).toMatchObject({ jobsFinished: 1, jobsInTime: 1, jobsLate: 0 });
    expect(totals.jobWorkSeconds).toBe(7200);
    expect(totals.jobLostSeconds).toBe(0);
    expect(totals.jobInstanceSeconds).toBeCloseTo(126 * 60, 6);
  });

  it('costs price times time, and draws working power only while it works', () => {
    const simulation = play({ 11: [run('on-demand')] });
    simulation.run(3 * HOUR - SECOND);
    const { costJobs, jobEnergyJ } = totalsOf(simulation);
    expect(costJobs).toBeCloseTo((126 / 60) * 0.8, 9);
    const dynamic = (72 - 30) * 0.5 * 7200;
    expect(jobEnergyJ).toBeCloseTo((30 * 126 * 60 + dynamic) * 1.1, 3);
  });

  it('stands still on a pause, keeps what it saved on leaving, and goes on later', () => {
    const simulation = play({ 11: [run('on-demand')], 40: [pause], 100: [run('on-demand', 1)] });
    simulation.run(4 * HOUR);
    const totals = totalsOf(simulation);
    expect(totals).toMatchObject({ jobsFinished: 1, jobLostSeconds: 0, jobWorkSeconds: 7200 });
  });

  it('is late when its deadline passes, and is finished all the same', () => {
    const simulation = play({ 11: [run('on-demand')] }, { deadline: HOUR });
    simulation.run(4 * HOUR);
    expect(totalsOf(simulation)).toMatchObject({ jobsFinished: 1, jobsInTime: 0, jobsLate: 1 });
  });

  it('is in time at the very instant of its deadline', () => {
    const deadline = (1 + 126) * MINUTE + LANDS;
    const simulation = play({ 11: [run('on-demand')] }, { deadline });
    simulation.run(4 * HOUR);
    expect(totalsOf(simulation)).toMatchObject({ jobsInTime: 1, jobsLate: 0 });
  });
});

describe('a job on spot instances', () => {
  it('loses the work since its checkpoint when its zone closes', () => {
    const simulation = play({ 11: [run('spot')] });
    simulation.run(2 * HOUR + MINUTE);
    const totals = totalsOf(simulation);
    // Zone a closes at 120 min; 30 s of notice; the last checkpoint was done at 107.087 min.
    const lost = (120.5 - (11 + LANDS / MINUTE) - 96) * 60;
    expect(totals.jobRevocations).toBe(1);
    expect(totals.jobLostSeconds).toBeCloseTo(lost, 6);
    expect(simulation.world.jobs?.active[0]).toMatchObject({ phase: 0, saved: 1.5 * HOUR });
  });

  it('saves itself within the notice where a checkpoint is short enough', () => {
    const changes = { savesOnNotice: true, checkpointTakes: 30 * SECOND - 1 };
    const simulation = play({ 11: [run('spot')] }, changes);
    simulation.run(2 * HOUR + MINUTE);
    const totals = totalsOf(simulation);
    expect(totals).toMatchObject({ jobRevocations: 1, jobLostSeconds: 0 });
    expect(totals.jobWorkSeconds).toBeGreaterThan(6200);
  });

  it('begins again where no checkpoint is written', () => {
    const changes = { checkpointEvery: Number.POSITIVE_INFINITY, checkpointTakes: 0 };
    const simulation = play({ 11: [run('spot')] }, changes);
    simulation.run(2 * HOUR + MINUTE);
    const { jobWorkSeconds, jobLostSeconds } = totalsOf(simulation);
    expect(jobLostSeconds).toBeCloseTo(jobWorkSeconds, 6);
  });

  it('moves to another market with a checkpoint and without loss', () => {
    const simulation = play({ 11: [run('spot')], 30: [run('on-demand', 1)] });
    simulation.run(4 * HOUR);
    expect(totalsOf(simulation)).toMatchObject({ jobsFinished: 1, jobLostSeconds: 0 });
    expect(simulation.world.jobs?.counts.launches).toBe(2);
  });

  it('is refused a gang wider than the quota leaves, with the reason', () => {
    const seen: Seen[] = [];
    const orders = [run('spot', 0, 0), run('spot', 0, 1)];
    const simulation = play({ 11: orders }, { width: 3, count: 2 }, seen);
    simulation.run(HOUR);
    const receipts = seen.flatMap((one) => one.receipts);
    expect(receipts.map((one) => one.outcome)).toEqual(['done', 'refused']);
    expect(receipts[1].reason).toBe('job quota of 4 instances: 3 held, 3 wanted');
  });

  it('is refused a region that its class may not run in', () => {
    const seen: Seen[] = [];
    play({ 11: [run('spot', 1)] }, { regions: ['east'] }, seen).run(HOUR);
    expect(seen.flatMap((one) => one.receipts)[0]).toMatchObject({ outcome: 'refused' });
  });
});

describe('what a policy sees of jobs', () => {
  it('is state, progress and place as of the last scrape', () => {
    const seen: Seen[] = [];
    play({ 11: [run('on-demand')] }, {}, seen).run(HOUR);
    const [job] = seen[50].observation.jobs ?? [];
    expect(job).toMatchObject({ job: 0, state: 'working', market: 'on-demand', region: 0 });
    expect(job.length).toBe(2 * HOUR);
    // Seen at 50 min as of 49 min 45 s: it has worked but for one checkpoint of a minute.
    expect(job.done).toBeCloseTo((49.75 - 11 - 3 - 1) * MINUTE - LANDS, -6);
    expect(job.saved).toBe(30 * MINUTE);
  });

  it('is nothing at all where there are no jobs', () => {
    const seen: Seen[] = [];
    openScripted(scripted({}, seen)).run(10 * MINUTE);
    expect(seen.every(({ observation }) => observation.jobs === undefined)).toBe(true);
  });

  it('breaks the contract when an order names a job that is not there', () => {
    const simulation = play({ 5: [run('spot', 0, 7)] });
    expect(() => simulation.run(HOUR)).toThrow(/decisions\[0\]\.job is 7, wanted a job/);
  });
});

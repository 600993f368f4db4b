import type { RegionScenario } from '../scenario.ts';
import type { JobArrivalsScenario, JobClassScenario, JobsScenario } from '../workloads.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections } from './sections.ts';

type WrittenJobs = NonNullable<Sections['jobs']>;
type WrittenClass = WrittenJobs['classes'][string];

/** The jobs section with all that may be left out filled in; undefined where there is none. */
export function jobsOf(written: Sections['jobs']): JobsScenario | undefined {
  if (written === null) return undefined;
  const { quota, launch, power, hazards } = written;
  const classes = Object.entries(written.classes).map(([name, one]) => classOf(name, one));
  return { quota, launch, power, ...(hazards === undefined ? {} : { hazards }), classes };
}

function classOf(name: string, written: WrittenClass): JobClassScenario {
  const { checkpoint } = written;
  return {
    name,
    arrivals: arrivalsOf(written.arrivals),
    count: written.count ?? 1,
    work: written.work,
    width: written.width ?? 1,
    deadline: written.deadline,
    checkpointEvery: checkpoint?.every ?? Number.POSITIVE_INFINITY,
    checkpointTakes: checkpoint?.takes ?? 0,
    savesOnNotice: checkpoint?.['on notice'] === 'yes',
    restart: written.restart,
    regions: written.in,
    allReduce: allReduceOf(written['all-reduce']),
  };
}

function arrivalsOf({ daily, gaps, recorded }: WrittenClass['arrivals']): JobArrivalsScenario {
  if (daily !== undefined) return { kind: 'daily', at: daily };
  if (gaps !== undefined) return { kind: 'gaps', gap: gaps };
  return {
    kind: 'recorded',
    widthMost: recorded?.['width most'] ?? 1,
    oneIn: recorded?.['one in'] ?? 1,
  };
}

function allReduceOf(written: WrittenClass['all-reduce']): JobClassScenario['allReduce'] {
  if (written === undefined) return undefined;
  const { step, gradient, bandwidth, latency, buffer, overlap, spread } = written;
  return {
    step,
    gradientBytes: gradient,
    bytesPerSecond: bandwidth,
    latency,
    bufferBytes: buffer,
    overlap,
    spread,
  };
}

/** What the job classes name must be there, and what they need must be given. */
export function checkJobs(
  written: Sections['jobs'] | undefined,
  regions: readonly RegionScenario[] | undefined,
  hasTrace: boolean,
): readonly Complaint[] {
  const classes = Object.entries(written?.classes ?? {});
  return classes.flatMap(([name, one]) => {
    const path = ['jobs', 'classes', name];
    return [
      ...checkRegions(one.in, [...path, 'in'], regions),
      ...checkSize(one, path, hasTrace),
      ...checkWidth(one, path, written?.quota ?? 0),
    ];
  });
}

function checkRegions(
  given: readonly string[],
  path: readonly string[],
  regions: readonly RegionScenario[] | undefined,
): readonly Complaint[] {
  if (regions === undefined) return [];
  const names = regions.map(({ name }) => name);
  return given.flatMap((name, at) => {
    const isTwice = given.indexOf(name) !== at;
    if (names.includes(name) && !isTwice) return [];
    const wanted = isTwice
      ? 'every region once'
      : `a region of this file: ${listed(names.slice(0, 8), 'or')}`;
    return [{ path: [...path, at], wanted, nearest: isTwice ? undefined : nearestOf(name, names) }];
  });
}

function checkSize(
  { arrivals, work, width, count }: WrittenClass,
  path: readonly string[],
  hasTrace: boolean,
): readonly Complaint[] {
  if (arrivals.recorded === undefined) {
    const missing = [work === undefined ? 'work' : '', width === undefined ? 'width' : ''];
    return missing
      .filter((key) => key !== '')
      .map((key) => ({
        path: [...path, key],
        found: 'nothing',
        wanted: `${key}, as jobs are not recorded`,
      }));
  }
  const idle = work !== undefined || width !== undefined || count !== undefined;
  const found = 'work, width or count beside recorded arrivals';
  return [
    ...(idle ? [{ path, found, wanted: 'none of them: the trace has its own' }] : []),
    ...(hasTrace ? [] : [{ path: [...path, 'arrivals'], wanted: 'a trace of role jobs' }]),
  ];
}

function checkWidth(
  { width, arrivals }: WrittenClass,
  path: readonly string[],
  quota: number,
): readonly Complaint[] {
  const wanted = `at most the job quota, ${quota}`;
  if (width !== undefined && width > quota) return [{ path: [...path, 'width'], wanted }];
  const { recorded } = arrivals;
  if (recorded === undefined || recorded['width most'] <= quota) return [];
  return [{ path: [...path, 'arrivals', 'recorded', 'width most'], wanted }];
}

/** Every contender places the jobs there are, and none places jobs that are not there. */
export function checkJobLoops(
  written: Sections['jobs'] | undefined,
  policies: Sections['policies'] | undefined,
): readonly Complaint[] {
  if (written === undefined) return [];
  return Object.entries(policies ?? {}).flatMap(([name, { jobs }]): readonly Complaint[] => {
    const path = ['policies', name, 'jobs'];
    const isMissing = written !== null && jobs === undefined;
    if (isMissing) return [{ path, found: 'nothing', wanted: 'the loop that places the jobs' }];
    const isIdle = written === null && jobs !== undefined;
    return isIdle ? [{ path, wanted: 'no such loop: the scenario has no jobs', isKey: true }] : [];
  });
}

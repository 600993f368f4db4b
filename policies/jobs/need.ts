import type { Duration, SimTime } from '../../engine/units.ts';
import type { JobClassBrief } from '../job-brief.ts';
import type { JobObservation } from '../observation.ts';

/** What one job needs, in time on its instances. */
export interface Need {
  /** Time to the deadline, and time to finish, checkpoints included. */
  readonly left: Duration;
  readonly work: Duration;
  /** Change-over `d`: launch, restart, and the time to see and act. */
  readonly changeover: Duration;
  /** Most that one revocation can undo. */
  readonly undone: Duration;
  /** Progress made and progress due at `ahead` from now, along the straight line. */
  readonly made: Duration;
  readonly due: (ahead: Duration) => Duration;
}

/** What a job needs at an instant; `deadTime` is what it takes to see a loss and to act on it. */
export function needOf(
  job: JobObservation,
  { changeover, checkpointEvery, checkpointTakes }: JobClassBrief,
  at: SimTime,
  deadTime: Duration,
): Need {
  const hasCheckpoints = Number.isFinite(checkpointEvery);
  const overhead = hasCheckpoints ? checkpointTakes / checkpointEvery : 0;
  const undone = hasCheckpoints ? checkpointEvery + checkpointTakes : job.length;
  const kept = job.state === 'waiting' ? job.saved : job.done;
  const pace = (job.length * (1 + overhead)) / (job.deadlineAt - job.arrivedAt);
  return {
    left: job.deadlineAt - at,
    work: (job.length - kept) * (1 + overhead),
    changeover: changeover + deadTime,
    undone: Math.min(undone, job.length),
    made: kept * (1 + overhead),
    due: (ahead) => (at - job.arrivedAt + ahead) * pace,
  };
}

/** Whether a job that runs nothing must go to on-demand now to be sure of its deadline. */
export function isLastMoment({ left, work, undone, changeover }: Need): boolean {
  return left < work + undone + 2 * changeover;
}

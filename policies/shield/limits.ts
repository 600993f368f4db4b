import type { Duration } from '../../engine/units.ts';
import { HOUR, MINUTE } from '../../engine/units.ts';
import type { ParameterSpec } from '../parameters.ts';

/** The envelope a shield keeps a loop inside. */
export interface ShieldLimits {
  /** Capacity never shrinks on an observation older than this. */
  readonly oldest: Duration;
  /** Most growth of one market of a region in one turn: a share of what is held, or so many. */
  readonly growthShare: number;
  readonly growthCount: number;
  /** Most shrinkage in one turn, in the same two ways; the larger of the two holds. */
  readonly shrinkageShare: number;
  readonly shrinkageCount: number;
  /** Capacity never shrinks below this times the instances that the observed load keeps busy. */
  readonly floor: number;
}

const COUNT = { unit: 'count', least: 1, most: 1_000_000 } as const;
const SHARE = { unit: 'ratio', least: 0, most: 1000 } as const;

/**
 * Bounds, defaults and words of each limit. Growth is that of the Kubernetes autoscaler's default
 * (double, or 4, a period: autoscaling/v2, seen 2026-11-21); the others are assumed.
 */
export const SHIELD_LIMITS: Readonly<Record<keyof ShieldLimits, ParameterSpec>> = {
  oldest: {
    unit: 'duration',
    least: 1,
    most: 24 * HOUR,
    default: 5 * MINUTE,
    doc: 'Capacity never shrinks on an observation older than this.',
  },
  growthShare: {
    ...SHARE,
    default: 1,
    doc: 'Most growth of a market of a region in one turn, as a share of what is held there.',
  },
  growthCount: {
    ...COUNT,
    default: 4,
    doc: 'So many instances more are always allowed in one turn.',
  },
  shrinkageShare: {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.5,
    doc: 'Most shrinkage of a market of a region in one turn, as a share of what is held there.',
  },
  shrinkageCount: {
    ...COUNT,
    default: 2,
    doc: 'So many instances fewer are always allowed in one turn.',
  },
  floor: {
    unit: 'ratio',
    least: 0,
    most: 100,
    default: 1,
    doc: 'Capacity never shrinks below this times the instances that the observed load keeps busy.',
  },
};

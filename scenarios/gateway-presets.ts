import { SECOND } from '../engine/units.ts';
import type { CheckSetup, EjectionSetup } from '../models/gateway/setup.ts';

/** What a product does when nobody changes its settings. */
export interface GatewayPreset {
  readonly checks?: CheckSetup;
  readonly ejection?: EjectionSetup;
  /** Zero where clients do not keep the region they were given. */
  readonly hold: number;
  readonly drain: number;
}

/** Products whose settings a gateway can begin from. */
export const PRESETS = ['haproxy', 'envoy', 'alb', 'nlb', 'dns'] as const;

function checks(every: number, timeOut: number, after: readonly [number, number]): CheckSetup {
  const [unhealthyAfter, healthyAfter] = after;
  const spans = { every: every * SECOND, timeOut: timeOut * SECOND };
  return { ...spans, unhealthyAfter, healthyAfter, waitsInLine: false };
}

/** The products' own defaults; sources are in docs/gateway.md. */
export const GATEWAY_PRESETS: Readonly<Record<(typeof PRESETS)[number], GatewayPreset>> = {
  // defaults.h, source read 2026-11; the time-out of a check is its interval, remembered.
  haproxy: { checks: checks(2, 2, [3, 2]), hold: 0, drain: 0 },
  // Outlier detection of v1.30, documentation read 2026-11; the cap of 300 s is remembered.
  envoy: {
    ejection: {
      after: 5,
      base: 30 * SECOND,
      most: 300 * SECOND,
      forgive: 10 * SECOND,
      share: 0.1,
    },
    hold: 0,
    drain: 0,
  },
  // Target groups of an application load balancer, documentation read 2026-11.
  alb: { checks: checks(30, 5, [2, 5]), hold: 0, drain: 300 * SECOND },
  // Target groups of a network load balancer over TCP: interval read 2026-11, the rest remembered.
  nlb: { checks: checks(30, 10, [2, 5]), hold: 0, drain: 300 * SECOND },
  // Route 53: 4 s to connect and 2 s to answer, 3 of 30 s, documentation read 2026-11; a time to
  // live of 60 s, remembered.
  dns: { checks: checks(30, 6, [3, 3]), hold: 60 * SECOND, drain: 0 },
};

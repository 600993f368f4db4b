import { cdfOf, type Law, meanOf } from '../engine/distributions.ts';
import { testBoots } from '../models/cold-start/alone.ts';
import type { BootSetup } from '../models/cold-start/setup.ts';
import type { Brief } from '../policies/observation.ts';

/** What the studio's load test says of boots: moments of the law, or of lone boots by stages. */
export function briefBoot(boot: BootSetup): Pick<Brief, 'bootMean' | 'bootP95'> {
  if (boot.kind === 'stages') {
    const { mean, p95 } = testBoots(boot);
    return { bootMean: mean, bootP95: p95 };
  }
  return {
    bootMean: Math.round(meanOf(boot)),
    bootP95: Math.round(quantileOfLaw(boot, 0.95)),
  };
}

function quantileOfLaw(law: Law, q: number): number {
  let low = 0;
  let high = Math.max(1, meanOf(law));
  while (cdfOf(law, high) < q) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (cdfOf(law, middle) < q) low = middle;
    else high = middle;
  }
  return high;
}

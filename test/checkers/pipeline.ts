import type { World } from '../../models/world.ts';

/** Invariant 18 at an instant: no more events are stored or dropped than were sent. */
export function brokenEvents({ pipeline, setup }: World): string[] {
  if (pipeline === undefined || setup.warmUp > 0) return [];
  const { sent, stored, dropped, late } = pipeline.counts;
  const broken: string[] = [];
  if (stored + dropped > sent)
    broken.push(`${sent} events sent, ${stored} stored, ${dropped} lost`);
  if (!(late >= 0 && dropped >= 0 && stored >= 0)) broken.push('events below zero');
  return broken;
}

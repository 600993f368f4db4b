import type { Complaint } from './issues.ts';
import type { Sections } from './sections.ts';

/** Windows are judged request by request, and a run of expectations has none. */
export function checkSlo({
  slo,
  detail,
}: {
  readonly [Key in 'slo' | 'detail']: Sections[Key] | undefined;
}): readonly Complaint[] {
  if (slo === null || slo === undefined || detail?.kind !== 'fluid') return [];
  const wanted = 'no such key, or a detail of exact or sampled: requests are judged one by one';
  return [{ path: ['slo'], wanted, isKey: true }];
}

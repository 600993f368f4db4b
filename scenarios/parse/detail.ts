import type { FaultKind } from '../../models/faults/fault.ts';
import type { Scenario } from '../scenario.ts';
import type { Complaint } from './issues.ts';

/** Faults that strike instances, telemetry or feeds: nothing that only a followed player meets. */
const COUNTED: readonly FaultKind[] = [
  'capacity short',
  'revocation storm',
  'telemetry lost',
  'telemetry poisoned',
  'feed outage',
  'clock skew',
];

/** Complains of faults that a run cannot show that is not exact: none is left out in silence. */
export function checkDetail({ detail, faults }: Scenario): readonly Complaint[] {
  if (detail === undefined) return [];
  const struck = faults.filter(({ fault }) => !COUNTED.includes(fault));
  const wanted = 'one that counts can show, or a detail of exact';
  return struck.map(({ name, fault }) => {
    return { path: ['faults', name, 'fault'], found: fault, wanted };
  });
}

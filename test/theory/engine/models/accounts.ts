import { areaOf } from '../../../../engine/meter.ts';
import type { Account } from '../case.ts';
import type { Floor } from './floor.ts';

/** Both sides of Little's law over the whole run, from empty to empty: heads and customers. */
export function accountsOf(floor: Floor): readonly Account[] {
  const { present, waiting, arrivedAt, leftAt, services } = floor;
  const end = Math.max(present.changedAt, waiting.changedAt);
  let [sojourns, waits] = [0, 0];
  for (let i = 0; i < leftAt.length; i++) {
    if (Number.isNaN(leftAt[i])) continue;
    sojourns += leftAt[i] - arrivedAt[i];
    waits += leftAt[i] - arrivedAt[i] - services[i];
  }
  return [
    { name: 'system', area: areaOf(present, end), spent: sojourns },
    { name: 'queue', area: areaOf(waiting, end), spent: waits },
  ];
}

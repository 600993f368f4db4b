import { breakEvenHours } from '../../models/accounts/break-even.ts';
import { powerAt } from '../../models/devices/device.ts';
import { type Catalogue, entryOf } from './catalogue.ts';
import type { Device } from './devices.ts';
import { type ServedRow, serveAll } from './served.ts';

/** One work at one batch, done by a new device in place of an old one. */
export interface Replaced {
  readonly work: string;
  readonly batch: number;
  /** `one for one` at the old one's full rate, or `merged`: the new one full, fewer of them. */
  readonly how: string;
  /** Old devices that one new one stands for. */
  readonly stands: number;
  readonly savedW: number;
  /** Hours until what making it emitted is saved, by the intensities asked for; may be Infinity. */
  readonly hours: readonly number[];
}

/** Embodied emissions of a device, kgCO2e; nothing where the catalogue has no figure. */
export function embodiedOf(catalogue: Catalogue, { kind, name }: Device): number | undefined {
  return entryOf(catalogue, kind, name)?.figures.embodied?.value;
}

/** Both ways to replace a device, for all work and batches that both know. */
export function replaceDevice(
  old: Device,
  by: Device,
  embodiedKg: number,
  grid: { readonly intensities: readonly number[]; readonly pue: number },
): readonly Replaced[] {
  const theirs = serveAll(by);
  return serveAll(old).flatMap((mine) => {
    const same = theirs.find(({ work, batch }) => work === mine.work && batch === mine.batch);
    if (same === undefined || mine.busyMs === 0 || same.busyMs === 0) return [];
    return waysOf(old, by, mine, same).map((way) => ({
      ...way,
      work: mine.work,
      batch: mine.batch,
      hours: grid.intensities.map((intensityGPerKwh) => {
        return breakEvenHours({ embodiedKg, savedW: way.savedW, intensityGPerKwh, pue: grid.pue });
      }),
    }));
  });
}

/** Power by use: while a batch keeps the device busy its energy tells, otherwise it idles. */
function waysOf(old: Device, by: Device, mine: ServedRow, same: ServedRow) {
  const faster = mine.busyMs / same.busyMs;
  const fullOld = powerOf(old, mine, 1);
  const use = Math.min(1, 1 / faster);
  return [
    {
      how: 'one for one',
      stands: Math.min(1, faster),
      savedW: Math.min(1, faster) * fullOld - powerOf(by, same, use),
    },
    { how: 'merged', stands: faster, savedW: faster * fullOld - powerOf(by, same, 1) },
  ];
}

function powerOf(device: Device, { energyJ, busyMs }: ServedRow, use: number): number {
  return use * ((1000 * energyJ) / busyMs) + (1 - use) * powerAt(device, 0);
}

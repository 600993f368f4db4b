import type { Dice } from './dice.ts';
import type { Raw } from './raw.ts';

/**
 * What is paid and emitted beside instances, edge and a straight line of power. A reservation is of
 * one price, so there is none beside families.
 */
export function drawAccounts(dice: Dice, regions: readonly string[], hasFamilies: boolean): Raw {
  const isAbsent = !dice.isLucky(0.3);
  const isReserved = dice.isLucky(0.5) && !hasFamilies;
  const reserved = isReserved ? { reserved: reservationsOf(dice, regions) } : {};
  const traffic = dice.isLucky(0.5) ? { traffic: trafficOf(regions) } : {};
  const storage = dice.isLucky(0.5) ? { storage: storageOf(regions) } : {};
  const curve = { 'power curve': dice.one(['straight', 'bent', 'teads']) };
  if (isAbsent) return {};
  return { accounts: { ...curve, ...reserved, ...traffic, ...storage } };
}

function reservationsOf(dice: Dice, [first]: readonly string[]): Raw {
  const term = dice.one(['30 d', '365 d']);
  return { [first]: { instances: dice.whole(1, 3), discount: '37 %', term } };
}

function trafficOf(regions: readonly string[]): Raw {
  const price = { out: { '0 GB': '0.12 USD/GB', '1 GB': '0.08 USD/GB' }, between: '0.02 USD/GB' };
  const prices = Object.fromEntries(regions.map((name) => [name, price]));
  return { answer: '2 kB', session: '30 MB', away: '20 kB', prices };
}

function storageOf(regions: readonly string[]): Raw {
  const prices = Object.fromEntries(regions.map((name) => [name, '0.1 USD/GB/month']));
  return { region: '60 GB', instance: '50 GB', prices };
}

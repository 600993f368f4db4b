import { STRAIGHT } from '../../models/accounts/power-curve.ts';
import type { AccountsScenario, ReservationScenario } from '../accounts-scenario.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections, SomeSections } from './sections.ts';

type Written = NonNullable<Sections['accounts']>;
type WrittenReservation = NonNullable<Written['reserved']>[string];

/** The accounts section in base units; undefined where there is none. */
export function accountsOf(written: Sections['accounts']): AccountsScenario | undefined {
  if (written === null) return undefined;
  const { reserved, traffic, storage } = written;
  const given = written['power curve'];
  const curve = given === null ? STRAIGHT : given;
  return {
    ...(curve === undefined ? {} : { curve }),
    ...(reserved === undefined ? {} : { reserved: mapValues(reserved, reservationOf) }),
    ...(traffic === undefined ? {} : { traffic: trafficOf(traffic) }),
    ...(storage === undefined ? {} : { storage: storageOf(storage) }),
    networkKwhPerGb: written['network energy'] ?? 0,
  };
}

function reservationOf(written: WrittenReservation): ReservationScenario {
  const { instances, price, discount, term } = written;
  return {
    instances,
    price:
      price === undefined
        ? { kind: 'discount', share: discount ?? 0 }
        : { kind: 'fixed', perHour: price },
    term: term ?? Number.POSITIVE_INFINITY,
  };
}

function trafficOf(written: NonNullable<Written['traffic']>) {
  const { answer, session, away, prices } = written;
  return { answerBytes: answer, sessionBytes: session, awayBytes: away, prices };
}

function storageOf(written: NonNullable<Written['storage']>) {
  const { region, instance, prices } = written;
  return { regionBytes: region, instanceBytes: instance, prices };
}

function mapValues<A, B>(of: Readonly<Record<string, A>>, make: (one: A) => B) {
  return Object.fromEntries(Object.entries(of).map(([name, one]) => [name, make(one)]));
}

/** Checks what the section cannot know alone: names of regions, families, and what needs what. */
export function checkAccounts({ accounts, regions, serving }: SomeSections): readonly Complaint[] {
  if (accounts === undefined || accounts === null) return [];
  const { reserved, traffic, storage } = accounts;
  const names = regions === undefined ? [] : Object.keys(regions);
  return [
    ...checkNames(['accounts', 'reserved'], reserved, names, false),
    ...checkNames(['accounts', 'traffic', 'prices'], traffic?.prices, names, true),
    ...checkNames(['accounts', 'storage', 'prices'], storage?.prices, names, true),
    ...(reserved === undefined ? [] : checkFamilies(serving)),
    ...checkNetwork(accounts),
  ];
}

function checkNames(
  path: readonly string[],
  given: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
  isWhole: boolean,
): readonly Complaint[] {
  if (given === undefined || names.length === 0) return [];
  const strangers = Object.keys(given).filter((name) => !names.includes(name));
  const missing = isWhole ? names.filter((name) => !Object.hasOwn(given, name)) : [];
  const wanted = `one of this file: ${listed(names.slice(0, 8), 'or')}`;
  return [
    ...strangers.map((name) => {
      return { path: [...path, name], wanted, nearest: nearestOf(name, names), isKey: true };
    }),
    ...missing.slice(0, 1).map((name) => ({ path, found: `nothing for ${name}`, wanted: NAMED })),
  ];
}

const NAMED = 'prices for every region of this file';

function checkFamilies(serving: SomeSections['serving']): readonly Complaint[] {
  const { boot } = serving ?? {};
  if (boot?.kind !== 'stages' || boot.families.every(({ price }) => price === 1)) return [];
  const wanted = 'no families of another price than 100 %: a reservation is of one price';
  return [{ path: ['accounts', 'reserved'], found: 'reservations beside families', wanted }];
}

function checkNetwork({ traffic, 'network energy': energy }: Written): readonly Complaint[] {
  if (energy === undefined || traffic !== undefined) return [];
  const wanted = 'a section traffic beside it: it is energy for each GB that is sent';
  return [{ path: ['accounts', 'network energy'], wanted }];
}

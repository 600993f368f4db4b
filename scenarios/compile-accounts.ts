import type {
  AccountsSetup,
  Reservation,
  StorageSetup,
  TrafficSetup,
} from '../models/accounts/setup.ts';
import type { TraceBundle } from '../traces/series.ts';
import { valueAt } from '../traces/series-ops.ts';
import type { AccountsScenario, ReservationScenario } from './accounts-scenario.ts';
import { pricesOf } from './pools.ts';
import type { Scenario } from './scenario.ts';

const BYTES_PER_GB = 1e9;

/** The accounts of a run, by the regions' places; nothing where the scenario has none. */
export function compileAccounts(
  scenario: Scenario,
  bundle: TraceBundle,
): { readonly accounts?: AccountsSetup } {
  const { accounts, regions } = scenario;
  if (accounts === undefined) return {};
  const { reserved, traffic, storage, networkKwhPerGb } = accounts;
  const names = regions.map(({ name, place }) => place ?? name);
  const compiled: AccountsSetup = {
    ...(reserved === undefined ? {} : { reserved: compileReserved(reserved, scenario, bundle) }),
    ...(traffic === undefined ? {} : { traffic: compileTraffic(traffic, names) }),
    ...(storage === undefined ? {} : { storage: compileStorage(storage, names) }),
    networkKwhPerGb,
  };
  return { accounts: compiled };
}

function compileReserved(
  reserved: Readonly<Record<string, ReservationScenario>>,
  scenario: Scenario,
  bundle: TraceBundle,
): readonly Reservation[] {
  return scenario.regions.map((region) => {
    const { name } = region;
    const one = Object.hasOwn(reserved, name) ? reserved[name] : undefined;
    if (one === undefined) return { instances: 0, pricePerHour: 0, until: 0 };
    const { instances, price, term } = one;
    const { onDemand } = pricesOf(scenario, region, bundle);
    const listed = valueAt(onDemand, 0);
    const perHour = price.kind === 'fixed' ? price.perHour : listed * (1 - price.share);
    return { instances, pricePerHour: perHour, until: term };
  });
}

function compileTraffic(
  traffic: NonNullable<AccountsScenario['traffic']>,
  names: readonly string[],
): TrafficSetup {
  const { answerBytes, sessionBytes, awayBytes, prices } = traffic;
  return {
    answerBytes,
    sessionBytes,
    awayBytes,
    out: names.map((name) => prices[name].out),
    between: names.map((name) => prices[name].between),
  };
}

function compileStorage(
  { regionBytes, instanceBytes, prices }: NonNullable<AccountsScenario['storage']>,
  names: readonly string[],
): StorageSetup {
  return {
    regionGb: regionBytes / BYTES_PER_GB,
    instanceGb: instanceBytes / BYTES_PER_GB,
    pricePerGbMonth: names.map((name) => prices[name]),
  };
}

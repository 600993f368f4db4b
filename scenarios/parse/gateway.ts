import { GATEWAY_PRESETS } from '../gateway-presets.ts';
import type { GatewayScenario } from '../gateways.ts';
import { PLAIN_SYNC } from '../schema-gateway.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections } from './sections.ts';

type Written = Sections['gateways'][string];

/** Gateways as a list, in the order of the file, with all that may be left out filled in. */
export function gatewaysOf(written: Sections['gateways']): readonly GatewayScenario[] {
  return Object.entries(written).map(([name, one]) => {
    const { checks, ejection } = likeOf(one);
    const own = one['health checks'];
    const admission = one.admission === undefined ? {} : { admission: admissionOf(one.admission) };
    return {
      name,
      ...(own === undefined ? checks : { checks: checksOf(own) }),
      ...(one.ejection === undefined ? ejection : { ejection: one.ejection }),
      weights: weightsOf(one),
      ...admission,
      clients: clientsOf(one.clients),
    };
  });
}

function likeOf({ like }: Written) {
  if (like === undefined) return { checks: {}, ejection: {} };
  const { checks, ejection } = GATEWAY_PRESETS[like];
  return {
    checks: checks === undefined ? {} : { checks },
    ejection: ejection === undefined ? {} : { ejection },
  };
}

function checksOf(written: NonNullable<Written['health checks']>) {
  return {
    every: written.every,
    timeOut: written['time-out'],
    unhealthyAfter: written['unhealthy after'],
    healthyAfter: written['healthy after'],
    waitsInLine: written['wait in line'] === 'yes',
  };
}

function weightsOf({ weights, like }: Written): GatewayScenario['weights'] {
  const preset = like === undefined ? { hold: 0, drain: 0 } : GATEWAY_PRESETS[like];
  return {
    by: weights?.by ?? 'policy',
    sync: weights?.sync ?? PLAIN_SYNC,
    hold: weights?.hold ?? preset.hold,
    drain: weights?.drain ?? preset.drain,
  };
}

function admissionOf(written: NonNullable<Written['admission']>) {
  const tokens = Object.entries(written.tokens ?? {}).map(([group, bucket]) => {
    return [group, { perSecond: bucket['per second'], burst: bucket.burst }] as const;
  });
  return {
    inFlight: written['in flight'] ?? Number.POSITIVE_INFINITY,
    perSlot: written['per slot'] ?? Number.POSITIVE_INFINITY,
    queue: written.queue,
    deadline: written.deadline,
    shed: written.shed,
    priority: written.priority ?? {},
    tokens: Object.fromEntries(tokens),
  };
}

function clientsOf(written: Written['clients']): GatewayScenario['clients'] {
  const { first = 0, factor = 1, most = 0, jitter = 0 } = written['back-off'] ?? {};
  const { share = Number.POSITIVE_INFINITY, reserve = 0 } = written.budget ?? {};
  return {
    timeOut: written['time-out'],
    attempts: written.attempts,
    first,
    factor,
    most,
    jitter,
    budget: share,
    reserve,
    cancels: written['cancel on time-out'] === 'yes',
    goesElsewhere: written['retry elsewhere'] === 'yes',
  };
}

/** Checks what no field of a gateway can know alone. */
export function checkGateways(
  sections: {
    readonly [Key in 'gateways' | 'policies' | 'players' | 'detail']: Sections[Key] | undefined;
  },
): readonly Complaint[] {
  const { gateways, policies, players, detail } = sections;
  const names = Object.keys(gateways ?? {});
  const groups = players === undefined ? undefined : Object.keys(players.groups);
  return [
    ...Object.entries(gateways ?? {}).flatMap(([name, one]) => checkOne(one, name, groups)),
    ...Object.entries(policies ?? {}).flatMap(([name, { gateway }]) => {
      return checkChoice(gateway, ['policies', name, 'gateway'], names);
    }),
    ...checkDetail(detail, names.length > 0),
  ];
}

/** Attempts are followed one by one, which counts cannot do. */
function checkDetail(detail: Sections['detail'] | undefined, isThere: boolean): Complaint[] {
  if (!isThere || detail === undefined || detail.kind === 'exact') return [];
  const wanted = 'no such key, or a detail of exact: every attempt is followed';
  return [{ path: ['gateways'], wanted, isKey: true }];
}

function checkChoice(
  given: string | undefined,
  path: readonly string[],
  names: readonly string[],
): readonly Complaint[] {
  if (given === undefined || names.includes(given)) return [];
  if (names.length === 0) {
    return [{ path, wanted: 'no gateway: the scenario has none', isKey: true }];
  }
  const wanted = `a gateway of this file: ${listed(names, 'or')}`;
  return [{ path, wanted, nearest: nearestOf(given, names) }];
}

function checkOne(
  one: Written,
  name: string,
  groups: readonly string[] | undefined,
): readonly Complaint[] {
  const path = ['gateways', name];
  const { clients, ejection, admission } = one;
  const checks = one['health checks'];
  const complaints: Complaint[] = [];
  if (checks !== undefined && checks['time-out'] > checks.every) {
    const wanted = 'a time-out of at most `every`: checks do not overlap';
    complaints.push({ path: [...path, 'health checks', 'time-out'], wanted });
  }
  if (ejection !== undefined && ejection.most < ejection.base) {
    complaints.push({ path: [...path, 'ejection', 'most'], wanted: 'at least the base' });
  }
  if (clients.attempts > 1 && clients['back-off'] === undefined) {
    const wanted = 'how long clients wait before they try again';
    complaints.push({ path: [...path, 'clients', 'back-off'], wanted });
  }
  const { priority = {}, tokens = {} } = admission ?? {};
  return [
    ...complaints,
    ...checkGroups(Object.keys(priority), [...path, 'admission', 'priority'], groups),
    ...checkGroups(Object.keys(tokens), [...path, 'admission', 'tokens'], groups),
  ];
}

function checkGroups(
  given: readonly string[],
  path: readonly string[],
  groups: readonly string[] | undefined,
): readonly Complaint[] {
  if (groups === undefined) return [];
  return given.flatMap((name) => {
    if (groups.includes(name)) return [];
    const wanted = `a group of this file: ${listed(groups.slice(0, 8), 'or')}`;
    return [{ path: [...path, name], wanted, nearest: nearestOf(name, groups), isKey: true }];
  });
}

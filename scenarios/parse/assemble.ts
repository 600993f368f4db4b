import type { Catalogue } from '../catalogue/catalogue.ts';
import { instanceOf } from '../catalogue/instances.ts';
import type {
  Curve,
  GroupScenario,
  PlayersScenario,
  RegionScenario,
  Scenario,
  ServingScenario,
} from '../scenario.ts';
import { sharedServiceOf } from './batching.ts';
import { crowdOf } from './crowd.ts';
import { powerOf, serviceOf } from './machines.ts';
import { FIRST_CLASS, pacesOf } from './paces.ts';
import { poolsOf } from './pools.ts';
import type { Sections } from './sections.ts';

/** Regions as a list, in the order of the file. */
export function regionsOf(written: Sections['regions']): readonly RegionScenario[] {
  return Object.entries(written).map(([name, { at, 'edge slots': edgeSlots, ...rest }]) => {
    return { name, ...at, ...rest, edgeSlots };
  });
}

/** Regions, then pools in their buildings, and how fast each does each kind of work. */
export function placesOf(
  { regions, pools, serving }: Sections,
  machines: Catalogue,
): Pick<Scenario, 'regions' | 'paces'> {
  const own = regionsOf(regions);
  const further = poolsOf(pools, { regions: own, serving, machines });
  const isPlain = further.length === 0 && serving['work classes'] === undefined;
  if (isPlain) return { regions: own };
  const all = [...own, ...further];
  return { regions: all, paces: pacesOf(serving, all, machines) };
}

/** Groups as a list, in the order of the file. */
export function groupsOf(written: Sections['players']['groups']): readonly GroupScenario[] {
  return Object.entries(written).map(([name, one]) => {
    const { at, access, 'work class': kind, residency, ...rest } = one;
    const mile = 'time' in access ? { access: access.time } : { access: 0, ways: access.ways };
    const work = kind === undefined || kind === FIRST_CLASS ? {} : { workClass: kind };
    const tag = residency === undefined ? {} : { residency };
    return { name, ...at, ...rest, ...mile, ...work, ...tag };
  });
}

/** The instance with the catalogue's figures where the file gives none of its own. */
export function servingOf(
  written: Sections['serving'],
  machines: Catalogue,
): ServingScenario | undefined {
  const type = instanceOf(machines, written.instance);
  const shared = sharedServiceOf(written, machines);
  const service = shared?.service ?? serviceOf(written, machines);
  if (type === undefined || service === undefined) return undefined;
  const { instance, slots, boot, notice, budget, edge, 'full power': full } = written;
  return {
    instance,
    device: type.device,
    slots,
    idleW: written['idle power'] ?? type.idleW,
    ...powerOf(written, machines, type),
    ...(full === undefined ? { limitW: type.limitW } : { maxW: full }),
    embodiedKg: written.embodied ?? type.embodiedKg,
    ...(type.priceFactor === 1 ? {} : { priceFactor: type.priceFactor }),
    life: written.life ?? type.life,
    boot,
    notice,
    ...(written.hazards === undefined ? {} : { hazards: written.hazards }),
    leastBilled: written['least billed'],
    service,
    ...(shared === undefined ? {} : { batching: shared.batching }),
    budget,
    queueLimit: written['queue limit'],
    giveUp: written['give up'],
    lowFidelity: written['low fidelity'],
    edge: { rtt: edge.rtt, pricePerSlotHour: edge.price, powerPerSlotW: edge.power },
  };
}

/** The two curves of the players section, sampled. */
export interface Curves {
  readonly arrivals: Curve;
  readonly dailyCycle: Curve;
  readonly weeklyCycle?: Curve;
}

/** The players section with its curves sampled. */
export function playersOf(written: Sections['players'], curves: Curves): PlayersScenario {
  return {
    ...curves,
    groups: groupsOf(written.groups),
    session: written.session,
    think: written.think,
    matchSize: written.match.players,
    fillAfter: written.match['fill after'],
    patience: written.match.patience,
    quitPerLateAnswer: written.churn['quit per late answer'] ?? 0,
    quitPerBudgetOver: written.churn['quit per budget over'] ?? 0,
    ...crowdOf(written),
  };
}

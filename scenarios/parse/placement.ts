import { meanOf } from '../../engine/distributions.ts';
import { MILLISECOND } from '../../engine/units.ts';
import type { Npu } from '../../models/devices/npu.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { deviceOf } from '../catalogue/devices.ts';
import type { DeviceScenario, PlacementScenario } from '../placements.ts';
import type { LocalWork } from '../schema-placement.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { membersOf } from './raw.ts';
import { listed } from './reading.ts';
import type { Sections, SomeSections } from './sections.ts';

type Written = NonNullable<Sections['placement']>;

/** The placement section with its devices out of the catalogue; undefined where there is none. */
export function placementOf(
  written: Sections['placement'],
  machines: Catalogue,
): PlacementScenario | undefined {
  if (written === null) return undefined;
  const works = Object.values(written.variants).map(({ device }) => device);
  const variants = Object.entries(written.variants).map(([name, { fidelity, edge, cloud }]) => {
    return {
      name,
      fidelity,
      edge: edge ?? Number.POSITIVE_INFINITY,
      cloud: cloud ?? Number.POSITIVE_INFINITY,
    };
  });
  const devices = Object.entries(written.devices).flatMap(([name, share]): DeviceScenario[] => {
    const npu = npuOf(machines, name);
    if (npu === undefined) return [];
    return [{ npu, share, work: works.map((work) => timeOn(npu, work)) }];
  });
  return {
    variants,
    devices,
    edgeRtt: written.edge['round trip'],
    cloudRtt: written.cloud['round trip'],
    lineMemory: written['line memory'],
    hasFallback: written.fallback === 'on',
  };
}

function npuOf(machines: Catalogue, name: string): Npu | undefined {
  const device = deviceOf(machines, name);
  return device?.kind === 'npu' ? device : undefined;
}

/** One answer on a cool device, microseconds; Infinity where the model does not fit it. */
function timeOn(npu: Npu, work: LocalWork | undefined): number {
  if (work === undefined) return Number.POSITIVE_INFINITY;
  if ('time' in work) return work.time;
  if (!Object.hasOwn(npu.models, work.model)) return Number.POSITIVE_INFINITY;
  const { memoryGb, coolMs } = npu.models[work.model];
  return memoryGb > npu.memoryGb ? Number.POSITIVE_INFINITY : coolMs * MILLISECOND;
}

/** Checks what no field of the section can know alone, and what cannot stand beside it. */
export function checkPlacement(sections: SomeSections, machines: Catalogue): readonly Complaint[] {
  const { placement } = sections;
  if (placement === undefined) return [];
  if (placement === null) return checkNoGates(sections);
  return [
    ...checkDevices(placement, machines),
    ...checkLadder(placement),
    ...checkBeside(sections),
    ...checkServing(sections.serving),
    ...checkPace(sections.players),
    ...checkGates(sections),
  ];
}

function checkNoGates({ policies }: SomeSections): readonly Complaint[] {
  const wanted = 'no such key: the scenario places no frames, it has no section `placement`';
  return Object.entries(policies ?? {}).flatMap(([name, one]) => {
    if (one.placement === undefined) return [];
    return [{ path: ['policies', name, 'placement'], wanted, isKey: true }];
  });
}

function checkGates({ policies }: SomeSections): readonly Complaint[] {
  return Object.entries(policies ?? {}).flatMap(([name, one]) => {
    const path = ['policies', name];
    const noGate = { path, found: 'no placement', wanted: 'a gate that places its frames' };
    const wanted = 'no gateway: placed frames go to their region straight';
    return [
      ...(one.placement === undefined ? [noGate] : []),
      ...(one.gateway === undefined ? [] : [{ path: [...path, 'gateway'], wanted, isKey: true }]),
    ];
  });
}

function checkDevices({ devices, variants }: Written, machines: Catalogue): readonly Complaint[] {
  const path = ['placement', 'devices'];
  const names = membersOf(machines.kinds.npu).map(([name]) => name);
  const strangers = Object.keys(devices).filter((name) => !names.includes(name));
  const total = Object.values(devices).reduce((sum, share) => sum + share, 0);
  const known = names.flatMap((name) => Object.keys(npuOf(machines, name)?.models ?? {}));
  return [
    ...strangers.map((name) => {
      const wanted = `a neural unit of the catalogue: ${listed(names, 'or')}`;
      return { path: [...path, name], wanted, nearest: nearestOf(name, names), isKey: true };
    }),
    ...(total <= 1 + 1e-9 ? [] : [{ path, wanted: 'shares that add up to 100 % at most' }]),
    ...Object.entries(variants).flatMap(([name, { device }]) => {
      if (device === undefined || 'time' in device || known.includes(device.model)) return [];
      const models = listed([...new Set(known)], 'or');
      const wanted = `a duration, or a model of the catalogue: ${models}`;
      const nearest = nearestOf(device.model, known);
      return [{ path: ['placement', 'variants', name, 'device'], wanted, nearest }];
    }),
  ];
}

function checkLadder({ variants }: Written): readonly Complaint[] {
  const rungs = Object.entries(variants);
  return rungs.flatMap(([name, { fidelity, cloud, edge, device }], at) => {
    const path = ['placement', 'variants', name];
    const isNowhere = cloud === undefined && edge === undefined && device === undefined;
    const isBetter = at > 0 && fidelity > rungs[at - 1][1].fidelity;
    const wanted = 'at most that of the variant before: the best stands first';
    return [
      ...(isNowhere ? [{ path, found: 'no place', wanted: 'cloud, edge or device' }] : []),
      ...(isBetter ? [{ path: [...path, 'fidelity'], wanted }] : []),
    ];
  });
}

function checkBeside({ detail }: SomeSections): readonly Complaint[] {
  if (detail === undefined || detail.kind === 'exact') return [];
  const wanted = 'no such key, or a detail of exact: every frame is followed';
  return [{ path: ['placement'], wanted, isKey: true }];
}

/** Frames ask on a clock that must go on. */
function checkPace(players: SomeSections['players']): readonly Complaint[] {
  if (players === undefined || meanOf(players.think) >= MILLISECOND) return [];
  const wanted = 'a mean of at least 1 ms: frames ask one after the other';
  return [{ path: ['players', 'think'], wanted }];
}

function checkServing(serving: SomeSections['serving']): readonly Complaint[] {
  if (serving === undefined) return [];
  const { service, batching } = serving;
  const giveUp = serving['give up'];
  const isWhole = service.kind === 'law' || service.kind === 'head';
  const hasTimeOut = Number.isFinite(giveUp) && giveUp >= serving.budget;
  const wantedService = 'a law or a head: the answer of a placed frame comes whole';
  const wantedTimeOut = 'a time of at least the budget: who placed a frame gives it up then';
  const wantedBatching = 'no such key: placed frames are served one by one';
  return [
    ...(isWhole ? [] : [{ path: ['serving', 'service'], wanted: wantedService }]),
    ...(hasTimeOut ? [] : [{ path: ['serving', 'give up'], wanted: wantedTimeOut }]),
    ...(batching.kind === 'none'
      ? []
      : [{ path: ['serving', 'batching'], wanted: wantedBatching, isKey: true }]),
  ];
}

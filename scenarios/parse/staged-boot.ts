import type { Law } from '../../engine/distributions.ts';
import { MINUTE } from '../../engine/units.ts';
import type {
  BootSetup,
  FamilySetup,
  PoolSetup,
  Source,
  StageSetup,
  StoreSetup,
} from '../../models/cold-start/setup.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';

type Maybe<T> = T | undefined;
type ByName<T> = Readonly<Record<string, T>>;

interface StageWritten {
  readonly after?: Maybe<readonly string[]>;
  readonly takes?: Maybe<Law>;
  readonly reads?: Maybe<number>;
  readonly from?: Maybe<ByName<number>>;
  readonly channels?: Maybe<number>;
  readonly cached?: Maybe<number>;
  readonly packed?: Maybe<number>;
  readonly unpack?: Maybe<number>;
  readonly layers?: Maybe<number>;
  readonly hot?: Maybe<number>;
  readonly shards?: Maybe<number>;
  readonly needed?: Maybe<number>;
}

interface StoreWritten {
  readonly channel?: Maybe<number>;
  readonly client?: Maybe<number>;
  readonly total?: Maybe<number>;
  readonly 'openings per minute'?: Maybe<number>;
  readonly 'openings at once'?: Maybe<number>;
  readonly 'open channels'?: Maybe<number>;
  readonly price?: Maybe<number>;
}

interface FamilyWritten {
  readonly price: number;
  readonly 'most per zone'?: Maybe<number>;
  readonly has?: Maybe<Law>;
  readonly lacks?: Maybe<Law>;
}

interface PoolWritten {
  readonly instances: number;
  readonly waits: string;
  readonly keeps: readonly string[];
  readonly wakes: Law;
  readonly price?: Maybe<number>;
}

/** The boot mapping of a file: a law by its kind, or the keys of boots by stages. */
export interface BootWritten {
  readonly stages?: Maybe<ByName<StageWritten>>;
  readonly stores?: Maybe<ByName<StoreWritten>>;
  readonly families?: Maybe<ByName<FamilyWritten>>;
  readonly 'skip after error'?: Maybe<number>;
  readonly 'warm pool'?: Maybe<PoolWritten>;
}

/** Something the boot mapping lacks or holds too much of, below it. */
interface BootComplaint {
  readonly path: readonly string[];
  readonly wanted: string;
}

type Resolved = { readonly boot: BootSetup } | { readonly complaints: readonly BootComplaint[] };

const ONE_LAW = 'stages, or exactly one law, for example { exponential: { mean: 60 s } }';

/** Bytes per second into bytes per microsecond; what is not limited stays unlimited. */
const perMicrosecond = (rate: Maybe<number>) => (rate === undefined ? Infinity : rate / 1e6);

/** Resolves what a file says of boots: names become numbers, absent limits become none. */
export function resolveBoot(written: BootWritten & ByName<unknown>): Resolved {
  const {
    stages,
    stores,
    families,
    'skip after error': skip,
    'warm pool': pool,
    ...kinds
  } = written;
  const laws = Object.values(kinds).filter(isLaw);
  const others = [stages, stores, families, skip, pool].filter((one) => one !== undefined);
  if (stages === undefined) {
    const isLawAlone = laws.length === 1 && others.length === 0;
    return isLawAlone ? { boot: laws[0] } : { complaints: [{ path: [], wanted: ONE_LAW }] };
  }
  if (laws.length > 0) return { complaints: [{ path: [], wanted: ONE_LAW }] };
  const complaints = complaintsOf({ ...written, stages });
  if (complaints.length > 0) return { complaints };
  const storeNames = Object.keys(stores ?? {});
  const stageNames = Object.keys(stages);
  const own = Object.entries(stages).map(([name, stage]) => {
    return stageOf(name, stage, stageNames, storeNames);
  });
  return {
    boot: {
      kind: 'stages',
      stages: pool === undefined ? own : [...own, wakeOf(pool)],
      stores: Object.entries(stores ?? {}).map(([name, store]) => storeOf(name, store)),
      families: familiesOf(families),
      backOff: skip ?? 0,
      pool: pool === undefined ? undefined : poolOf(pool, stageNames),
    },
  };
}

function isLaw(value: unknown): value is Law {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function stageOf(
  name: string,
  stage: StageWritten,
  stageNames: readonly string[],
  storeNames: readonly string[],
): StageSetup {
  const after = maskOf(stage.after ?? [], stageNames);
  if (stage.takes !== undefined) return { kind: 'takes', name, after, law: stage.takes };
  return {
    kind: 'reads',
    name,
    after,
    bytes: (stage.reads ?? 0) * (1 - (stage.cached ?? 0)),
    hot: stage.hot ?? 1,
    shards: stage.shards ?? 1,
    needed: stage.needed ?? 0,
    channels: stage.channels ?? 1,
    packed: stage.packed ?? 1,
    unpack: perMicrosecond(stage.unpack),
    layers: stage.layers ?? 1,
    sources: Object.entries(stage.from ?? {}).map(([store, chance]): Source => {
      return { store: storeNames.indexOf(store), chance };
    }),
  };
}

function maskOf(names: readonly string[], all: readonly string[]): number {
  return names.reduce((mask, name) => mask | (1 << all.indexOf(name)), 0);
}

function wakeOf({ wakes }: PoolWritten): StageSetup {
  return { kind: 'takes', name: 'wake', after: 0, law: wakes };
}

function storeOf(name: string, store: StoreWritten): StoreSetup {
  const perMinute = store['openings per minute'];
  return {
    name,
    channel: perMicrosecond(store.channel),
    client: perMicrosecond(store.client),
    total: perMicrosecond(store.total),
    openEvery: perMinute === undefined ? 0 : Math.ceil(MINUTE / perMinute),
    openBurst: store['openings at once'] ?? Infinity,
    openMost: store['open channels'] ?? Infinity,
    pricePerGb: store.price ?? 0,
  };
}

function familiesOf(families: BootWritten['families']): readonly FamilySetup[] {
  if (families === undefined) return [{ name: 'any', price: 1, most: Infinity, spells: undefined }];
  const list = Object.entries(families).map(([name, { price, has, lacks, ...rest }]) => ({
    name,
    price,
    most: rest['most per zone'] ?? Infinity,
    spells: has === undefined || lacks === undefined ? undefined : { has, lacks },
  }));
  return list.sort((one, other) => one.price - other.price);
}

function poolOf(pool: PoolWritten, stageNames: readonly string[]): PoolSetup {
  return {
    instances: pool.instances,
    keeps: maskOf(pool.keeps, stageNames),
    isRunning: pool.waits === 'running',
    pricePerHour: pool.price ?? 0,
  };
}

type Whole = BootWritten & { readonly stages: ByName<StageWritten> };

function complaintsOf(written: Whole): readonly BootComplaint[] {
  const stageNames = Object.keys(written.stages);
  const storeNames = Object.keys(written.stores ?? {});
  const { families, 'warm pool': pool } = written;
  return [
    ...Object.entries(written.stages).flatMap(([name, stage]) =>
      complaintsOfStage(stage, written, stageNames, storeNames).map(({ path, wanted }) => {
        return { path: ['stages', name, ...path], wanted };
      }),
    ),
    ...cycleOf(written.stages),
    ...Object.entries(written.stores ?? {}).flatMap(([name, store]) => {
      const isHalf =
        (store['openings per minute'] === undefined) !== (store['openings at once'] === undefined);
      const wanted = 'openings per minute and openings at once together';
      return isHalf ? [{ path: ['stores', name], wanted }] : [];
    }),
    ...Object.entries(families ?? {}).flatMap(([name, { has, lacks }]) => {
      const isHalf = (has === undefined) !== (lacks === undefined);
      return isHalf ? [{ path: ['families', name], wanted: 'has and lacks together' }] : [];
    }),
    ...complaintsOfSkip(written),
    ...(pool === undefined ? [] : complaintsOfPool(pool, stageNames)),
  ];
}

function complaintsOfSkip(written: Whole): readonly BootComplaint[] {
  const hasFamilies = written.families !== undefined;
  if (hasFamilies === (written['skip after error'] !== undefined)) return [];
  return [{ path: [], wanted: 'families and skip after error together' }];
}

function complaintsOfPool(
  { keeps, price, waits }: PoolWritten,
  stageNames: readonly string[],
): readonly BootComplaint[] {
  const unknown = keeps.find((name) => !stageNames.includes(name));
  const path = ['warm pool'];
  const wanted = `price where they wait stopped, and only there`;
  return [
    ...(unknown === undefined ? [] : [strange([...path, 'keeps'], unknown, stageNames)]),
    ...(keeps.length === 0 ? [{ path: [...path, 'keeps'], wanted: 'one stage at least' }] : []),
    ...((price === undefined) === (waits === 'stopped') ? [{ path, wanted }] : []),
  ];
}

const READING = [
  'from',
  'channels',
  'cached',
  'packed',
  'unpack',
  'layers',
  'hot',
  'shards',
  'needed',
] as const;

function complaintsOfStage(
  stage: StageWritten,
  { stores }: Whole,
  stageNames: readonly string[],
  storeNames: readonly string[],
): readonly BootComplaint[] {
  const unknown = stage.after?.find((name) => !stageNames.includes(name));
  const found: BootComplaint[] = [];
  const want = (isMissing: boolean, wanted: string) => {
    if (isMissing) found.push({ path: [], wanted });
  };
  if (unknown !== undefined) found.push(strange(['after'], unknown, stageNames));
  want((stage.takes === undefined) === (stage.reads === undefined), 'either takes or reads');
  want((stage.reads === undefined) !== (stage.from === undefined), 'reads and from together');
  const isExtra = READING.some((key) => stage[key] !== undefined);
  want(stage.takes !== undefined && isExtra, 'no key of reads beside takes');
  want((stage.unpack === undefined) !== (stage.layers === undefined), 'unpack and layers together');
  const cold = [stage.hot, stage.shards, stage.needed].filter((one) => one !== undefined);
  want(cold.length !== 0 && cold.length !== 3, 'hot, shards and needed together');
  const chances = Object.values(stage.from ?? {}).reduce((sum, chance) => sum + chance, 0);
  want(stage.from !== undefined && Math.abs(chances - 1) > 1e-9, 'chances that add up to 100 %');
  for (const name of Object.keys(stage.from ?? {})) {
    if (!storeNames.includes(name)) found.push(strange(['from'], name, storeNames));
    for (const limit of ['openings at once', 'open channels'] as const) {
      const most = stores?.[name]?.[limit] ?? Infinity;
      want(most < (stage.channels ?? 1), `at most ${most} channels, the ${limit} of ${name}`);
    }
  }
  return found;
}

/** A stage that waits for itself, by way of others, would never begin. */
function cycleOf(stages: ByName<StageWritten>): readonly BootComplaint[] {
  const over = new Set<string>();
  const names = Object.keys(stages);
  for (let before = -1; before < over.size; ) {
    before = over.size;
    for (const name of names) {
      if ((stages[name].after ?? []).every((other) => over.has(other))) over.add(name);
    }
  }
  const never = names.filter((name) => !over.has(name));
  const isKnown = never.every((name) => stages[name].after?.every((one) => names.includes(one)));
  if (never.length === 0 || !isKnown) return [];
  const wanted = `stages that do not wait for each other in a circle: ${listed(never)} do`;
  return [{ path: ['stages', never[0], 'after'], wanted }];
}

function strange(path: readonly string[], name: string, known: readonly string[]): BootComplaint {
  const near = nearestOf(name, known);
  const hint = near === undefined ? '' : `, for example ${near}`;
  return { path, wanted: `one of ${listed(known, 'or')}${hint}` };
}

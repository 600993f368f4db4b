import { isRaw, partOf, type Raw } from './raw.ts';

/** Loops, gates and rules of a contender that go with a section. */
const LOOPS: Readonly<Record<string, readonly string[]>> = {
  jobs: ['jobs'],
  pipeline: ['collector'],
  gateways: ['gateway'],
  searches: ['searches', 'governance'],
  placement: ['placement'],
};
const SECTIONS = ['jobs', 'pipeline', 'detail', 'gateways', 'searches', 'placement', 'slo'];

/** Scenarios with one part less, those with most less first; time is taken away only if asked. */
export function* smaller(raw: Raw, mayShorten: boolean): Generator<Raw> {
  if (mayShorten) yield* shorter(raw);
  for (const faults of fewerOf(partOf(raw, 'faults'))) yield withPart(raw, 'faults', faults);
  for (const key of [...SECTIONS, 'accounts', 'pools']) {
    if (raw[key] !== undefined) yield withoutSection(raw, key);
  }
  yield* fewerRegions(raw);
  yield* fewerGroups(raw);
  yield* fewerEntries(raw);
  yield* plainer(raw);
}

function* shorter(raw: Raw): Generator<Raw> {
  const horizon = Number.parseFloat(String(raw.horizon));
  for (const share of [0.5, 0.75, 0.9]) {
    const minutes = Math.floor(horizon * share);
    if (minutes < horizon && minutes > 2) {
      yield { ...raw, horizon: `${minutes} min`, 'warm-up': '0 min' };
    }
  }
}

/** Each with one entry less. */
function* fewerOf(raw: Raw): Generator<Raw> {
  for (const name of Object.keys(raw)) yield without(raw, name);
}

/** With another section; an empty one is left out. */
function withPart(raw: Raw, key: string, part: Raw): Raw {
  return Object.keys(part).length === 0 ? without(raw, key) : { ...raw, [key]: part };
}

function withoutSection(raw: Raw, key: string): Raw {
  const policies = mapParts(partOf(raw, 'policies'), (one) => {
    return (LOOPS[key] ?? []).reduce(without, one);
  });
  return { ...without(raw, key), policies };
}

/** Without one region, its faults, and all that is told by its name; the first takes its place. */
function* fewerRegions(raw: Raw): Generator<Raw> {
  const regions = Object.keys(partOf(raw, 'regions'));
  if (regions.length <= 1) return;
  for (const gone of regions) {
    const [first] = regions.filter((name) => name !== gone);
    const faults = keepParts(partOf(raw, 'faults'), (fault) => {
      return fault.region !== gone && fault['far region'] !== gone;
    });
    yield withoutName(withPart(raw, 'faults', faults), gone, first);
  }
}

/** Without one group; the first of those left takes its share. */
function* fewerGroups(raw: Raw): Generator<Raw> {
  const groups = Object.keys(partOf(partOf(raw, 'players'), 'groups'));
  if (groups.length <= 1) return;
  for (const gone of groups) {
    const left = groups.filter((name) => name !== gone);
    const faults = keepParts(partOf(raw, 'faults'), ({ group }) => group !== gone);
    const rest = withoutName(withPart(raw, 'faults', faults), gone, left[0]);
    const players = partOf(rest, 'players');
    const drawn = partOf(players, 'groups');
    const shared = left.map((name, nth): [string, Raw] => {
      const share = nth === 0 ? 100 - 20 * (left.length - 1) : 20;
      return [name, { ...partOf(drawn, name), share: `${share} %` }];
    });
    yield { ...rest, players: { ...players, groups: Object.fromEntries(shared) } };
  }
}

/** Entries of that name go, the sections they were alone in as well; who names it names another. */
function withoutName(raw: Raw, gone: string, instead: string): Raw {
  const entries = Object.entries(raw).flatMap(([key, value]): [string, unknown][] => {
    if (key === gone) return [];
    if (value === gone) return [[key, instead]];
    if (Array.isArray(value)) return [[key, withoutItem(value, gone, instead)]];
    if (!isRaw(value)) return [[key, value]];
    const part = withoutName(value, gone, instead);
    const isEmptied = Object.keys(part).length === 0 && Object.keys(value).length > 0;
    return isEmptied ? [] : [[key, part]];
  });
  return Object.fromEntries(entries);
}

function withoutItem(list: readonly unknown[], gone: string, instead: string): readonly unknown[] {
  const left = list.filter((item) => item !== gone);
  return left.length === 0 ? [instead] : left;
}

/** One pool, reservation or account less. */
function* fewerEntries(raw: Raw): Generator<Raw> {
  for (const key of ['pools', 'accounts']) {
    for (const part of fewerOf(partOf(raw, key))) yield withPart(raw, key, part);
  }
}

/** With a boot by a law, nothing but a plain crowd, plain requests and loops without a shield. */
function* plainer(raw: Raw): Generator<Raw> {
  const serving = partOf(raw, 'serving');
  if ('stages' in partOf(serving, 'boot')) {
    yield { ...raw, serving: { ...serving, boot: { exponential: { mean: '60 s' } } } };
  }
  yield* withoutKeys(raw, 'serving', ['batching']);
  if ('work classes' in serving) yield withoutClasses(raw);
  yield* withoutKeys(raw, 'players', ['comeback', 'gap cv']);
  yield* withoutKeys(raw, 'observing', ['forecast']);
  if (JSON.stringify(raw.policies).includes('"shield"')) yield withoutShields(raw);
}

function* withoutKeys(raw: Raw, section: string, keys: readonly string[]): Generator<Raw> {
  const part = partOf(raw, section);
  for (const key of keys) if (key in part) yield { ...raw, [section]: without(part, key) };
}

function withoutClasses(raw: Raw): Raw {
  const players = partOf(raw, 'players');
  const groups = mapParts(partOf(players, 'groups'), (group) => without(group, 'work class'));
  const serving = without(partOf(raw, 'serving'), 'work classes');
  return { ...raw, serving, players: { ...players, groups } };
}

function withoutShields(raw: Raw): Raw {
  const policies = mapParts(partOf(raw, 'policies'), (contender) => {
    const entries = Object.entries(contender).map(([key, loop]): [string, unknown] => {
      return [key, isRaw(loop) ? without(loop, 'shield') : loop];
    });
    return Object.fromEntries(entries);
  });
  return { ...raw, policies };
}

function without(raw: Raw, key: string): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => name !== key));
}

function mapParts(raw: Raw, change: (part: Raw) => Raw): Raw {
  return Object.fromEntries(Object.keys(raw).map((name) => [name, change(partOf(raw, name))]));
}

function keepParts(raw: Raw, isKept: (part: Raw) => boolean): Raw {
  const names = Object.keys(raw).filter((name) => isKept(partOf(raw, name)));
  return Object.fromEntries(names.map((name) => [name, raw[name]]));
}

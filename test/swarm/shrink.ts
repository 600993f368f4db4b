import { play } from './play.ts';
import { isRaw, partOf, type Raw } from './raw.ts';

/** Scenarios tried at most on the way to a small one. */
const MOST_TRIES = 150;

/** A smaller scenario that breaks in the same way, and what it breaks. */
export interface Shrunk {
  readonly raw: Raw;
  readonly broken: readonly string[];
  readonly tries: number;
}

/**
 * Takes parts away from a failing scenario as long as it fails in the same way: faults, players'
 * extras, jobs, stages, groups, regions, and time.
 */
export function shrink(failing: Raw, broken: readonly string[], playRaw = play): Shrunk {
  let best: Shrunk = { raw: failing, broken, tries: 0 };
  const wanted = wayOf(broken);
  let tries = 0;
  for (let isSmaller = true; isSmaller && tries < MOST_TRIES; ) {
    isSmaller = false;
    for (const raw of smaller(best.raw)) {
      if (++tries > MOST_TRIES) break;
      const found = playRaw(raw).broken;
      if (wayOf(found) !== wanted) continue;
      best = { raw, broken: found, tries };
      isSmaller = true;
      break;
    }
  }
  return { ...best, tries };
}

/** In which way a scenario broke: the invariant, or what was thrown, without the numbers. */
function wayOf([first = '']: readonly string[]): string {
  const [head, rest = ''] = first.split(': ');
  if (head !== 'threw') return head;
  return `${head} ${rest.split(';')[0].replace(/[0-9]+/g, '')}`;
}

/** Scenarios with one part less, those with most less first. */
function* smaller(raw: Raw): Generator<Raw> {
  yield* shorter(raw);
  yield* fewerOf(raw, 'faults', 0);
  for (const key of ['jobs', 'pipeline', 'detail']) {
    if (raw[key] !== undefined) yield withoutPart(raw, key);
  }
  yield* fewerRegions(raw);
  yield* fewerGroups(raw);
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

function* fewerOf(raw: Raw, key: string, least: number): Generator<Raw> {
  const names = Object.keys(partOf(raw, key));
  if (names.length <= least) return;
  for (const name of names) {
    const rest = without(partOf(raw, key), name);
    if (Object.keys(rest).length > 0) yield { ...raw, [key]: rest };
    else if (least === 0) yield without(raw, key);
  }
}

/** Jobs and pipelines go with the loops that ran them. */
function withoutPart(raw: Raw, key: string): Raw {
  const loop = key === 'pipeline' ? 'collector' : key;
  const policies = Object.entries(partOf(raw, 'policies')).map(([name, one]) => {
    return [name, isRaw(one) ? without(one, loop) : one];
  });
  return { ...without(raw, key), policies: Object.fromEntries(policies) };
}

/** Without one region: its groups go home elsewhere, its faults and jobs with it. */
function* fewerRegions(raw: Raw): Generator<Raw> {
  for (const fewer of fewerOf(raw, 'regions', 1)) {
    const names = Object.keys(partOf(fewer, 'regions'));
    const isThere = (name: unknown) => name === undefined || names.includes(String(name));
    const players = partOf(fewer, 'players');
    const groups = mapParts(partOf(players, 'groups'), (group) =>
      isThere(group.home) ? group : { ...group, home: names[0] },
    );
    const faults = keepParts(partOf(fewer, 'faults'), (fault) => {
      return isThere(fault.region) && isThere(fault['far region']);
    });
    const moved: Raw = { ...without(fewer, 'faults'), players: { ...players, groups } };
    const here = moved.jobs === undefined ? moved : { ...moved, jobs: jobsIn(moved, names) };
    yield Object.keys(faults).length === 0 ? here : { ...here, faults };
  }
}

function jobsIn(raw: Raw, names: readonly string[]): Raw {
  const jobs = partOf(raw, 'jobs');
  return { ...jobs, classes: mapParts(partOf(jobs, 'classes'), (one) => ({ ...one, in: names })) };
}

/** Without one group; the first of those left takes its share. */
function* fewerGroups(raw: Raw): Generator<Raw> {
  const players = partOf(raw, 'players');
  for (const { groups } of fewerOf({ groups: partOf(players, 'groups') }, 'groups', 1)) {
    if (!isRaw(groups)) continue;
    const names = Object.keys(groups);
    const shared = Object.fromEntries(
      names.map((name, nth) => {
        const share = nth === 0 ? 100 - 20 * (names.length - 1) : 20;
        return [name, { ...partOf(groups, name), share: `${share} %` }];
      }),
    );
    const faults = keepParts(partOf(raw, 'faults'), ({ group }) => {
      return group === undefined || names.includes(String(group));
    });
    const rest: Raw = { ...without(raw, 'faults'), players: { ...players, groups: shared } };
    yield Object.keys(faults).length === 0 ? rest : { ...rest, faults };
  }
}

/** With a boot by a law, nothing but a plain crowd, and telemetry without a forecast. */
function* plainer(raw: Raw): Generator<Raw> {
  const serving = partOf(raw, 'serving');
  if ('stages' in partOf(serving, 'boot')) {
    yield { ...raw, serving: { ...serving, boot: { exponential: { mean: '60 s' } } } };
  }
  const players = partOf(raw, 'players');
  for (const key of ['comeback', 'gap cv']) {
    if (key in players) yield { ...raw, players: without(players, key) };
  }
  const observing = partOf(raw, 'observing');
  if ('forecast' in observing) yield { ...raw, observing: without(observing, 'forecast') };
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

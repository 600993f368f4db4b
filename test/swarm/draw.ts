import { type Dice, openDice } from './dice.ts';
import { drawAccounts } from './draw-books.ts';
import { drawFaults } from './draw-faults.ts';
import { drawGateway } from './draw-gateway.ts';
import { drawKind } from './draw-kinds.ts';
import { drawParts } from './draw-parts.ts';
import { withBatches, withFrames, withPools } from './draw-requests.ts';
import { tagGroups, withFeatures } from './draw-residency.ts';
import { withSearches } from './draw-searches.ts';
import { drawObjective, withShields } from './draw-watching.ts';
import { partOf, type Raw, type Wish } from './raw.ts';
import { WILD } from './wild.ts';

const REGIONS: readonly (readonly [name: string, at: string, grid: string])[] = [
  ['us-east4', '39.0 N, 77.5 W', 'US-MIDA-PJM'],
  ['us-west1', '45.6 N, 121.2 W', 'US-NW-PACW'],
  ['europe-west3', '50.1 N, 8.7 E', 'DE'],
  ['europe-west2', '51.5 N, 0.1 W', 'GB'],
  ['asia-northeast1', '35.7 N, 139.7 E', 'JP-TK'],
];
const PLACES = ['40.7 N, 74.0 W', '37.8 N, 122.4 W', '50.9 N, 7.0 E', '34.7 N, 135.5 E'];
const CAPACITY = ['peak', 'mean-load', 'hpa', 'hpa-on-spot'].map((name) => `baselines/${name}`);
const ROUTING = ['baselines/geo-dns', 'baselines/nearest', 'baselines/least-loaded'];

/**
 * A random small scenario: players come until `active`, faults begin and end before `calmFrom`, and
 * then the world has the rest of the horizon to get empty again.
 */
export function drawScenario(seed: number): Raw {
  const dice = openDice(seed, 'scenario');
  const wish = wishFor(dice);
  const raw = { ...drawPlain(seed, dice, wish), ...drawObjective(openDice(seed, 'slo'), wish) };
  const own = drawRequests(seed, wish, raw);
  const regions = Object.keys(partOf(raw, 'regions'));
  const looking = withFeatures(openDice(seed, 'features'), own, regions);
  const searched = withSearches(openDice(seed, 'searches'), looking, regions);
  return withShields(openDice(seed, 'shields'), searched);
}

/** Requests that share instances, are placed frames, or go to pools; by dice of their own. */
function drawRequests(seed: number, wish: Wish, raw: Raw): Raw {
  const dice = openDice(seed, 'requests');
  switch (drawKind(dice, wish, raw)) {
    case 'batched':
      return withBatches(dice, raw);
    case 'placed':
      return withFrames(dice, raw);
    case 'pooled':
      return withPools(dice, raw);
    case 'plain':
      return raw;
  }
}

function drawPlain(seed: number, dice: Dice, wish: Wish): Raw {
  const { names, regions } = drawRegions(dice);
  const groups = tagGroups(openDice(seed, 'residency'), drawGroups(dice, names), names);
  const parts = drawParts(dice, wish, names);
  const gateway = drawGateway(openDice(seed, 'gateway'), wish);
  const policies = drawPolicy(dice, { ...parts.loops, ...gateway.loops });
  return {
    question: `What breaks under seed ${seed}?`,
    epoch: dice.one(['2026-03-02T00:00:00Z', '2026-03-07T19:00:00Z']),
    horizon: `${wish.horizon} min`,
    'warm-up': `${dice.isLucky(0.3) ? dice.whole(1, wish.active) : 0} min`,
    seed,
    replications: 1,
    traces: drawTraces(dice),
    regions,
    players: { ...drawPlayers(dice, wish), groups },
    serving: { ...drawServing(dice, wish), ...parts.boot },
    observing: drawObserving(dice),
    'at start': policies.isWild ? dice.whole(0, 1) : 1,
    ...(wish.detail === 'exact' ? {} : { detail: wish.detail }),
    ...parts.sections,
    ...gateway.sections,
    ...drawAccounts(openDice(seed, 'accounts'), names, 'families' in partOf(parts.boot, 'boot')),
    ...withFaults(drawFaults(dice, wish, { regions, groups: Object.keys(groups) })),
    policies: policies.written,
  };
}

/** A section without entries is left out. */
function withFaults(faults: Raw): Raw {
  return Object.keys(faults).length === 0 ? {} : { faults };
}

function wishFor(dice: Dice): Wish {
  const active = dice.whole(12, 30);
  const detail = dice.one(['exact', 'exact', 'exact', 'exact', 'sampled 1 in 3', 'fluid']);
  return { active, calmFrom: Math.floor(active * 0.7), horizon: active + 40, detail };
}

function drawTraces(dice: Dice): Raw {
  return {
    carbon: 'shipped/carbon',
    prices: 'shipped/l4-prices',
    availability: dice.one(['shipped/spot-availability', 'shipped/spot-availability-scarce']),
    rtt: 'shipped/rtt',
    jitter: dice.one(['shipped/jitter', 'shipped/jitter-wired']),
    tokens: 'shipped/npc-turns',
  };
}

function drawRegions(dice: Dice) {
  const chosen = dice.some(REGIONS, dice.whole(1, 4));
  const entries = chosen.map(([name, at, grid]): [string, Raw] => [
    name,
    {
      at,
      grid,
      pue: 1.09,
      quota: dice.whole(1, 12),
      zones: dice.whole(0, 3),
      'edge slots': dice.one([0, 0, 2, 5]),
    },
  ]);
  return { names: chosen.map(([name]) => name), regions: Object.fromEntries(entries) };
}

function drawGroups(dice: Dice, homes: readonly string[]): Record<string, Raw> {
  const count = dice.whole(1, 4);
  const entries = Array.from({ length: count }, (_, nth): [string, Raw] => [
    `group-${nth}`,
    {
      at: PLACES[nth],
      share: `${nth === 0 ? 100 - 20 * (count - 1) : 20} %`,
      clock: 'UTC',
      home: dice.one(homes),
      access: dice.isLucky(0.7) ? '20 ms' : { fibre: '50 %', '4g': '50 %' },
    },
  ]);
  return Object.fromEntries(entries);
}

/** Bounded sessions and patience, so that the world can be empty at the end. */
function drawPlayers(dice: Dice, { active, detail }: Wish): Raw {
  const comeback = {
    first: '1 s',
    factor: 1.6,
    most: '30 s',
    jitter: '20 %',
    tries: dice.whole(0, 20),
  };
  const isExact = detail === 'exact';
  const rate = dice.one([0.02, 0.05, 0.1, 0.25]);
  return {
    arrivals: `${rate} /s * (t < ${active} min)`,
    'daily cycle': '1 + 0 * t / 24 h',
    session: dice.one([{ deterministic: '6 min' }, { erlang: { phases: 8, mean: '5 min' } }]),
    think: { exponential: { mean: dice.one(['15 s', '60 s']) } },
    match: {
      players: dice.whole(1, 5),
      'fill after': `${dice.whole(0, 20)} s`,
      patience: { exponential: { mean: `${dice.whole(5, 90)} s` } },
    },
    churn: {
      'quit per late answer': `${dice.one([0, 0.5, 10])} %`,
      'quit per budget over': `${dice.one([0, 0.1])} %`,
      ...(isExact && dice.isLucky(0.3)
        ? { 'stall tolerance': { exponential: { mean: '20 s' } } }
        : {}),
    },
    ...(dice.isLucky(0.5) ? { comeback } : {}),
    ...(isExact && dice.isLucky(0.2) ? { 'gap cv': dice.one([0.5, 3]) } : {}),
  };
}

function drawServing(dice: Dice, { detail }: Wish): Raw {
  const long = { lognormal: { mean: '2 s', scv: 2 } };
  const laws = [{ tokens: { first: '20 ms', prefill: '92 us', decode: '45 ms' } }, long];
  return {
    instance: 'g2-standard-4',
    slots: dice.whole(1, 4),
    notice: dice.one(['0 s', '30 s', '2 min']),
    'least billed': dice.one(['0 s', '60 s', '10 min']),
    // Short steps beside short services: what counts players would take long.
    service: detail === 'exact' ? dice.one([...laws, { deterministic: '300 ms' }]) : long,
    budget: dice.one(['100 ms', '800 ms', '5 s']),
    'queue limit': dice.one([0, 5, 2000]),
    'give up': dice.one(['1 s', '10 s', '60 s']),
    'low fidelity': { work: '45 %', fidelity: '90 %' },
    edge: { rtt: '12 ms', price: '1.40 USD/h', power: '40 W' },
  };
}

function drawObserving(dice: Dice): Raw {
  return {
    every: dice.one(['5 s', '15 s', '60 s']),
    delay: dice.one(['0 s', '10 s', '90 s']),
    loss: dice.one(['0 %', '1 %', '40 %']),
    probes: dice.whole(0, 3),
    thinking: dice.one(['0 ms', '200 ms', '20 s']),
    actuation: dice.one(['0 s', '5 s', '60 s']),
    ...(dice.isLucky(0.2)
      ? { forecast: { method: 'persistence', every: '1 h', horizon: '6 h' } }
      : {}),
  };
}

/** Kubernetes' autoscaler does not start from nothing: sane policies find an instance. */
function drawPolicy(dice: Dice, loops: Raw) {
  const isWild = dice.isLucky(0.5);
  const name = isWild ? dice.one([...WILD.keys()]) : 'sane';
  const isOurs = dice.isLucky(0.4);
  const use = isOurs ? 'ecim-g/three-ring' : dice.one(CAPACITY);
  const routing = isOurs ? 'ecim-g/latency-budget-routing' : dice.one(ROUTING);
  const capacity = { use: isWild ? 'baselines/mean-load' : use, every: '30 s' };
  const contender = { capacity, routing: { use: routing, every: '60 s' }, ...loops };
  return { isWild, written: { [name]: contender } };
}

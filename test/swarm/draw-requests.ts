import type { Dice } from './dice.ts';
import { withKeys, withLoops } from './draw-kinds.ts';
import { partOf, type Raw } from './raw.ts';

/** Requests that share an instance, side by side or gathered. */
export function withBatches(dice: Dice, raw: Raw): Raw {
  const isContinuous = dice.isLucky(0.6);
  const slots = dice.whole(1, 8);
  const model = { use: 'llama-8b-int8', batch: slots, context: dice.one([256, 1024]) };
  const gathered = { 'up to': dice.whole(1, slots), within: dice.one(['0 s', '2 ms', '5 s']) };
  return withKeys(raw, 'serving', {
    slots,
    service: isContinuous ? { model } : { head: { use: 'bert-large-s384' } },
    batching: isContinuous ? 'continuous' : gathered,
  });
}

const GATES = ['always-device', 'always-edge', 'always-cloud', 'static-split', 'last-rtt'];

/** Every request is a frame; work in the hand takes so long that some devices get hot. */
export function withFrames(dice: Dice, raw: Raw): Raw {
  const variants = {
    full: { fidelity: '100 %', cloud: 1, edge: dice.one([1, 3]), ...localOf(dice) },
    small: { fidelity: '90 %', cloud: 0.4, edge: 0.4, device: dice.one(['7 ms', '900 ms']) },
  };
  const only = { small: variants.small };
  const placement = {
    devices: dice.isLucky(0.8) ? { 'phone-8-elite': '50 %', 'jetson-orin': '25 %' } : {},
    edge: { 'round trip': '3 ms' },
    cloud: { 'round trip': '9 ms' },
    'line memory': dice.one(['0 s', '2 s']),
    fallback: dice.one(['on', 'off']),
    variants: dice.isLucky(0.8) ? variants : only,
  };
  const service = dice.one([{ deterministic: '300 ms' }, { lognormal: { mean: '2 s', scv: 2 } }]);
  const think = dice.one([{ deterministic: '1 s' }, { exponential: { mean: '3 s' } }]);
  const gate = { use: `baselines/${dice.one([...GATES, 'moving-average'])}` };
  const split = gate.use.endsWith('split') ? { edge: '50 %', cloud: '25 %' } : {};
  const hasTime = partOf(raw, 'serving').budget !== '5 s';
  const patient = withKeys(raw, 'serving', { service, ...(hasTime ? {} : { 'give up': '10 s' }) });
  const framed = withKeys({ ...patient, placement }, 'players', { think });
  return withLoops(framed, { placement: { ...gate, ...split } });
}

function localOf(dice: Dice): Raw {
  return dice.one([{}, { device: 'bert-large-s384' }, { device: '1200 ms' }]);
}

const LOCAL = ['region lost', 'zone lost', 'partition'];

/** Further pools in the buildings, some of other machines, and players with work of other kinds. */
export function withPools(dice: Dice, raw: Raw): Raw {
  const names = Object.keys(partOf(raw, 'regions'));
  const count = dice.whole(1, 3);
  const pools = Object.fromEntries(
    Array.from({ length: count }, (_, nth): [string, Raw] => [`pool-${nth}`, poolIn(dice, names)]),
  );
  const hasClasses = dice.isLucky(0.6);
  const work = { network: 'cifar-cnv', inferences: dice.one([1, 1000, 5000]) };
  const classes = hasClasses ? { 'work classes': { 'bit-serial': work } } : {};
  const players = partOf(raw, 'players');
  const drawn = partOf(players, 'groups');
  const groups = Object.fromEntries(
    Object.keys(drawn).map((name): [string, Raw] => {
      const isOther = dice.isLucky(0.5) && hasClasses;
      return [name, { ...partOf(drawn, name), ...(isOther ? OTHER : {}) }];
    }),
  );
  return withKeys(withKeys(withoutPlaces({ ...raw, pools }), 'serving', classes), 'players', {
    groups,
  });
}

const OTHER = { 'work class': 'bit-serial' };

function poolIn(dice: Dice, places: readonly string[]): Raw {
  const instance = dice.one([{}, { instance: 'f1.2xlarge' }, { instance: 'g4dn.xlarge' }]);
  const slots = 'instance' in instance && instance.instance.startsWith('f1') ? {} : { slots: 4 };
  const spot = { price: '1 USD/h', 'spot price': '0.4 USD/h' };
  return {
    place: dice.one(places),
    ...instance,
    ...(dice.isLucky(0.5) ? slots : {}),
    quota: dice.whole(1, 6),
    'at start': dice.whole(0, 1),
    ...(dice.isLucky(0.4) ? spot : {}),
  };
}

/** Beside pools no fault is of one place: those that may be are of all, the others are not there. */
function withoutPlaces(raw: Raw): Raw {
  const drawn = partOf(raw, 'faults');
  const faults = Object.keys(drawn).flatMap((name): [string, Raw][] => {
    const { region: _, zone: __, ...rest } = partOf(drawn, name);
    return LOCAL.includes(String(rest.fault)) ? [] : [[name, rest]];
  });
  const { faults: _, ...rest } = raw;
  return faults.length === 0 ? rest : { ...rest, faults: Object.fromEntries(faults) };
}

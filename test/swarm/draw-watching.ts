import type { Dice } from './dice.ts';
import { partOf, type Raw, type Wish } from './raw.ts';

/** An objective of some conditions over windows, where requests can be judged one by one. */
export function drawObjective(dice: Dice, wish: Wish): Raw {
  const isThere = dice.isLucky(0.3) && wish.detail !== 'fluid';
  const share = dice.one(['0 %', '50 %', '95 %', '100 %']);
  const conditions = {
    response: { of: 'response', within: dice.one(['1 us', '800 ms']), share },
    ...(dice.isLucky(0.5) ? { line: { of: 'waiting', within: '5 ms', share: '90 %' } } : {}),
    ...(dice.isLucky(0.5) ? { model: { of: 'full-model', share: '80 %' } } : {}),
  };
  const window = { window: dice.one(['10 s', '1 min', '7 min', '2 h']) };
  const objective = { target: dice.one(['0 %', '99 %']), conditions };
  const isUsual = dice.isLucky(0.2);
  return isThere ? { slo: { ...objective, ...(isUsual ? {} : window) } } : {};
}

/** Every loop of every contender may stand behind a shield of its own. */
export function withShields(dice: Dice, raw: Raw): Raw {
  const contenders = partOf(raw, 'policies');
  const shielded = Object.keys(contenders).map((name): [string, Raw] => {
    return [name, shieldLoops(dice, partOf(contenders, name))];
  });
  return { ...raw, policies: Object.fromEntries(shielded) };
}

function shieldLoops(dice: Dice, contender: Raw): Raw {
  const isThere = dice.isLucky(0.3);
  const loops = ['capacity', 'routing', 'jobs'].flatMap((key): [string, Raw][] => {
    const shield = dice.one(['on', 'off', TIGHT]);
    return key in contender ? [[key, { ...partOf(contender, key), shield }]] : [];
  });
  return isThere ? { ...contender, ...Object.fromEntries(loops) } : contender;
}

const TIGHT = { floor: '120 %', oldest: '30 s', 'growth count': 1, 'shrinkage count': 1 };

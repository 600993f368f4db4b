import { openStream, uniform } from '../../engine/random.ts';

/** Draws for one seed: everything of a scenario comes from one named stream. */
export interface Dice {
  /** A number in [0, 1). */
  readonly roll: () => number;
  /** True with this chance. */
  readonly isLucky: (chance: number) => boolean;
  /** A whole number from `least` to `most`. */
  readonly whole: (least: number, most: number) => number;
  /** One of a list. */
  readonly one: <T>(list: readonly T[]) => T;
  /** Some of a list, in its order. */
  readonly some: <T>(list: readonly T[], count: number) => readonly T[];
}

/** The dice of a seed and a purpose: those of another purpose roll otherwise. */
export function openDice(seed: number, purpose: string): Dice {
  const stream = openStream(seed, `swarm/${purpose}`);
  const roll = () => uniform(stream, 0);
  const whole = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1));
  const one = <T>(list: readonly T[]) => list[whole(0, list.length - 1)];
  const some = <T>(list: readonly T[], count: number) => {
    const order = list.map((_, at) => ({ at, draw: roll() })).sort((a, b) => a.draw - b.draw);
    const kept = new Set(order.slice(0, count).map(({ at }) => at));
    return list.filter((_, at) => kept.has(at));
  };
  return { roll, isLucky: (chance) => roll() < chance, whole, one, some };
}

import { draw, type Law } from '../distributions.ts';
import { badArgument } from '../errors.ts';
import { below, openStream, uniform } from '../random.ts';

const UNIT: Law = { kind: 'exponential', mean: 1 };

/** A named stream of chance: it depends on the seed and the name only. */
export class Stream {
  readonly #state: Int32Array;

  constructor(seed: number, name: string) {
    this.#state = openStream(seed, name);
  }

  /** Exponential of this mean, in its unit; the mean is above 0. */
  exponential(mean: number): number {
    if (!(mean > 0 && mean < Infinity)) throw badArgument('mean', mean, 'a number above 0');
    return mean * draw(UNIT, this.#state, 0);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return uniform(this.#state, 0);
  }

  /** Uniform whole number in [0, n), n up to 2^32. */
  below(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= 4_294_967_296)) {
      throw badArgument('n', n, 'a whole number from 1 to 2^32');
    }
    return below(this.#state, 0, n);
  }

  /** One value of any law. */
  draw(law: Law): number {
    return draw(law, this.#state, 0);
  }
}

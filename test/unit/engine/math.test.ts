import { describe, expect, it } from 'vitest';
import { createDigest, digestHex, mixNumber } from '../../../engine/digest.ts';
import { cos, exp, expm1, log, log1p, pow, sin } from '../../../engine/math.ts';
import { openStream, uniform } from '../../../engine/random.ts';
import * as exact from '../../fixtures/exact.ts';

const state = openStream(2026, 'test/math');
const between = (low: number, high: number) => low + (high - low) * uniform(state, 0);
const ulps = (found: number, wanted: number) =>
  Math.abs(found - wanted) / Math.max(Math.abs(wanted) * 2 ** -52, Number.MIN_VALUE);

function worst(f: (x: number) => number, oracle: (x: number) => number, next: () => number) {
  let most = 0;
  for (let i = 0; i < 200_000; i++) {
    const x = next();
    const [found, wanted] = [f(x), oracle(x)];
    if (!Object.is(found, wanted)) most = Math.max(most, ulps(found, wanted));
  }
  return most;
}

describe('portable mathematics', () => {
  it('agrees with the host on log over the whole range of doubles', () => {
    expect(worst(log, Math.log, () => Math.exp(between(-744, 709)))).toBeLessThan(1);
    expect(worst(log, Math.log, () => between(0.5, 2))).toBeLessThan(1);
  });

  it('agrees with the host on exp, down to subnormal results', () => {
    expect(worst(exp, Math.exp, () => between(-746, 710))).toBeLessThan(1);
    expect(worst(exp, Math.exp, () => between(-1, 1))).toBeLessThan(1);
  });

  it('agrees with the host on log1p and expm1 for tiny and large arguments', () => {
    const tiny = () => between(-1, 1) * 10 ** between(-17, 0);
    expect(worst(log1p, Math.log1p, tiny)).toBeLessThan(1);
    expect(worst(expm1, Math.expm1, tiny)).toBeLessThan(1);
    expect(worst(log1p, Math.log1p, () => Math.exp(between(-40, 700)))).toBeLessThan(1);
    expect(worst(expm1, Math.expm1, () => between(-60, 710))).toBeLessThan(1);
  });

  it('agrees with the host on sine and cosine up to the largest angle', () => {
    for (const reach of [1, 100, 823_549]) {
      expect(worst(sin, Math.sin, () => between(-reach, reach))).toBeLessThan(1);
      expect(worst(cos, Math.cos, () => between(-reach, reach))).toBeLessThan(1);
    }
  });

  it('stays accurate where the angle is nearly a multiple of a quarter turn', () => {
    let most = 0;
    for (let n = 1; n < 524_280; n++) {
      const [f, oracle] = n % 2 === 0 ? [sin, Math.sin] : [cos, Math.cos];
      const nearest = (n * Math.PI) / 2;
      for (const angle of [nearest * (1 - 2 ** -53), nearest, nearest * (1 + 2 ** -52)]) {
        most = Math.max(most, ulps(f(angle), oracle(angle)));
      }
    }
    expect(most).toBeLessThan(1);
  });

  it('raises to powers within two units in the last place', () => {
    let most = 0;
    for (let i = 0; i < 200_000; i++) {
      const [x, y] = [Math.exp(between(-20, 20)), between(-30, 30)];
      most = Math.max(most, ulps(pow(x, y), x ** y));
    }
    expect(most).toBeLessThan(2);
  });

  it('raises numbers near 1 to huge powers', () => {
    for (const [x, y] of [
      [1 + 2 ** -40, 2 ** 42],
      [1 - 2 ** -52, 1e17],
      [1 + 1e-9, 1e11],
    ]) {
      expect(ulps(pow(x, y), x ** y)).toBeLessThan(2);
    }
  });

  it('knows the whole powers exactly', () => {
    expect([pow(2, 10), pow(3, 20), pow(10, 15), pow(2, -1074), pow(7, 3)]).toEqual([
      1024, 3_486_784_401, 1e15, 5e-324, 343,
    ]);
  });

  it('treats special arguments as the language does', () => {
    const odd = [NaN, 0, -0, 1, -1, 2, -2, 3, 0.5, -0.5, Infinity, -Infinity, 5e-324, -3.5];
    for (const x of odd) {
      for (const [f, oracle] of [
        [log, Math.log],
        [exp, Math.exp],
        [sin, Math.sin],
      ] as const) {
        expect(f(x)).toBe(oracle(x));
      }
      expect([log1p(x), expm1(x), cos(x)]).toEqual([Math.log1p(x), Math.expm1(x), Math.cos(x)]);
      for (const y of odd) expect(pow(x, y), `${x} to the ${y}`).toBe(x ** y);
    }
  });

  it('gives bits that no change of machine, engine or code may move', () => {
    const digest = createDigest();
    const stream = openStream(0, 'bits');
    for (let i = 0; i < 20_000; i++) {
      const x = (uniform(stream, 0) - 0.5) * 40;
      const y = Math.abs(x) + 1e-9;
      for (const value of [log(y), log1p(y), exp(x), expm1(x), sin(x), cos(x), pow(y, x)]) {
        mixNumber(digest, value);
      }
    }
    expect(digestHex(digest)).toMatchInlineSnapshot(`"182bc79787870303"`);
  });

  it('refuses an angle too large to reduce', () => {
    expect(() => sin(1e7)).toThrow('an angle of 10000000 radians is too large');
  });
});

describe('portable mathematics beside ninety digits', () => {
  const wide = () => 2 ** between(-1074, 1023);
  const small = () => between(-1, 1) * 10 ** between(-17, 0);
  const near = (x: number) => x * (1 + between(-1, 1) * 10 ** between(-15, -1));
  const kinds: readonly [string, (x: number) => number, typeof exact.exactLog, () => number][] = [
    ['log', log, exact.exactLog, wide],
    ['log near 1', log, exact.exactLog, () => near(1)],
    ['log1p', log1p, exact.exactLog1p, () => 2 ** between(-60, 1023)],
    ['log1p near 0', log1p, exact.exactLog1p, small],
    ['exp', exp, exact.exactExp, () => between(-745, 709.7)],
    ['exp near 0', exp, exact.exactExp, small],
    ['expm1', expm1, exact.exactExpm1, () => between(-40, 709.7)],
    ['expm1 near 0', expm1, exact.exactExpm1, small],
    ['sin', sin, exact.exactSin, () => between(-823_549, 823_549)],
    ['sin near pi', sin, exact.exactSin, () => near(Math.PI)],
    ['cos', cos, exact.exactCos, () => between(-823_549, 823_549)],
    ['cos near a quarter turn', cos, exact.exactCos, () => near(Math.PI / 2)],
  ];

  it('compares with an oracle that knows the published decimals of log 2, pi and e', () => {
    // The On-Line Encyclopedia of Integer Sequences: A002162, A000796, A001113.
    expect(exact.decimalsOf('log 2', 50)).toBe(
      '0.69314718055994530941723212145817656807550013436025',
    );
    expect(exact.decimalsOf('pi', 50)).toBe('3.14159265358979323846264338327950288419716939937510');
    expect(exact.decimalsOf('e', 50)).toBe('2.71828182845904523536028747135266249775724709369995');
  });

  it.each(kinds)('errs by less than one unit in the last place: %s', (_, f, oracle, next) => {
    const errors = Array.from({ length: 4000 }, () => {
      const x = next();
      return exact.ulpsBetween(f(x), oracle(x));
    });
    expect(Math.max(...errors)).toBeLessThan(1);
    // A slip in a coefficient would show here first: at most one in five is not the nearest double.
    expect(errors.filter((error) => error > 0.5).length).toBeLessThan(800);
  });

  it.each([
    ['of any size', () => [2 ** between(-30, 30), between(-30, 30)]],
    ['of numbers near 1 to large powers', () => [near(1), between(-6000, 6000)]],
    ['down to subnormal ones', () => [2 ** between(-31, -29), between(33, 36)]],
  ])('errs by less than one unit in the last place: powers %s', (_, next) => {
    for (let i = 0; i < 4000; i++) {
      const [x, y] = next();
      const found = pow(x, y);
      if (found === Infinity || found === 0) continue;
      expect(exact.ulpsBetween(found, exact.exactPow(x, y)), `${x} to the ${y}`).toBeLessThan(1);
    }
  });
});

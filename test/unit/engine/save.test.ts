import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyPlain, decodePlain, encodePlain } from '../../../engine/save.ts';

const there = (value: unknown) => decodePlain(encodePlain(value));

const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, -0, Infinity, -Infinity));
const leaf = fc.oneof(number, fc.string(), fc.boolean(), fc.constant(null), fc.constant(undefined));
const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('plain')),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('plain'),
      {
        noNullPrototype: true,
      },
    ),
    fc.array(fc.tuple(leaf, tie('plain'))).map((entries) => new Map(entries)),
    fc.array(leaf).map((values) => new Set(values)),
    fc.array(fc.integer()).map((values) => Int32Array.from(values)),
    fc.array(fc.nat()).map((values) => Uint32Array.from(values)),
    fc.array(fc.nat(255)).map((values) => Uint8Array.from(values)),
    fc.array(number).map((values) => Float64Array.from(values)),
  ),
}));

describe('plain data', () => {
  it('come back from a copy and from text as they were', () => {
    const law = fc.property(plain, (value) => {
      expect(copyPlain(value)).toStrictEqual(value);
      expect(there(value)).toStrictEqual(value);
      expect(encodePlain(there(value))).toBe(encodePlain(value));
    });
    fc.assert(law, { seed: 20261101, numRuns: 500 });
  });

  it('share nothing with their copy', () => {
    const value = { list: [1], map: new Map([[1, { deep: 1 }]]), words: new Int32Array(2) };
    const copy = copyPlain(value);
    copy.list.push(2);
    copy.words[0] = 7;
    copy.map.set(2, { deep: 2 });
    expect(value).toEqual({
      list: [1],
      map: new Map([[1, { deep: 1 }]]),
      words: new Int32Array(2),
    });
  });

  it('keep a part that occurs twice as one part, even inside itself', () => {
    const part = new Int32Array(1);
    const ring: { self?: unknown; one: Int32Array; two: Int32Array } = { one: part, two: part };
    ring.self = ring;
    for (const copy of [copyPlain(ring), there(ring)]) {
      expect(copy).toEqual(ring);
      expect(Reflect.get(Object(copy), 'one')).toBe(Reflect.get(Object(copy), 'two'));
      expect(Reflect.get(Object(copy), 'self')).toBe(copy);
    }
  });

  it('keep the sign of zero and what JSON cannot say', () => {
    expect(encodePlain([-0, NaN])).toBe('[[0],[["array",["-0"],["NaN"]]]]');
    expect(there([-0, 0, -Infinity, undefined])).toStrictEqual([-0, 0, -Infinity, undefined]);
  });

  it('are only data: functions and instances are refused, with their place', () => {
    expect(() => copyPlain({ a: [{ tick: () => 1 }] })).toThrow('value.a[0].tick is a function');
    expect(() => copyPlain({ at: new Date(0) })).toThrow('value.at is an instance of Date');
    expect(() => encodePlain({ at: new Date(0) })).toThrow('is an instance of Date');
    expect(() => encodePlain([() => 1])).toThrow('is a function');
    expect(() => copyPlain(JSON.parse('{"__proto__": 1}'))).toThrow('a key __proto__');
  });

  it('are not read from any other text', () => {
    for (const text of [
      '{}',
      '[]',
      '[1]',
      '[[7],[]]',
      '[[0],[["what"]]]',
      '[["x"],[]]',
      '[1,[2]]',
    ]) {
      expect(() => decodePlain(text), text).toThrow('wanted a text that encodePlain wrote');
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestText } from '../../../engine/digest.ts';
import { copyPlain, decodePlain, encodePlain, sealOf } from '../../../engine/save.ts';

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
    expect(encodePlain([-0, NaN]).slice(16)).toBe('[[0],[["array",["-0"],["NaN"]]]]');
    expect(there([-0, 0, -Infinity, undefined])).toStrictEqual([-0, 0, -Infinity, undefined]);
  });

  it('are only data: functions and instances are refused, with their place', () => {
    expect(() => copyPlain({ a: [{ tick: () => 1 }] })).toThrow('value.a[0].tick is a function');
    expect(() => copyPlain({ at: new Date(0) })).toThrow('value.at is an instance of Date');
    expect(() => encodePlain({ at: new Date(0) })).toThrow('is an instance of Date');
    expect(() => encodePlain([() => 1])).toThrow('is a function');
    expect(() => copyPlain(JSON.parse('{"__proto__": 1}'))).toThrow('a key __proto__');
  });

  it('write the bytes of typed arrays little end first, without the zeros at the end', () => {
    expect(encodePlain(new Int32Array([1, -2, 0, 0])).slice(16)).toBe(
      '[[0],[["i32",4,"AQAAAP7///8"]]]',
    );
    expect(encodePlain(new Float64Array([1, 0])).slice(16)).toBe('[[0],[["f64",2,"AAAAAAAA8D8"]]]');
    expect(encodePlain(new Uint8Array(9)).slice(16)).toBe('[[0],[["u8",9,""]]]');
  });

  it('are not read from any other text, whole as it may be', () => {
    for (const json of [
      '{}',
      '[]',
      '[1]',
      '[[7],[]]',
      '[[0],[["what"]]]',
      '[["x"],[]]',
      '[1,[2]]',
      '[[0],[["i32",1,"AAAAAAA"]]]',
      '[[0],[["i32",-1,""]]]',
      '[[0],[["f64",1,"A"]]]',
      '[[0],[["u8",1,7]]]',
      '[[0],[["u8","1",""]]]',
    ]) {
      expect(() => decodePlain(digestText(json) + json), json).toThrow(
        'wanted a whole text that encodePlain wrote',
      );
    }
  });

  it('are not read from a text with one letter changed, lost or added', () => {
    const text = encodePlain({ list: [1, 2, 3], words: new Int32Array([4, 5]) });
    expect(sealOf(text)).toBe(text.slice(0, 16));
    for (let at = 0; at < text.length; at++) {
      const [before, letter, after] = [text.slice(0, at), text[at], text.slice(at + 1)];
      const other = letter === '0' ? '1' : '0';
      for (const damaged of [before + after, before + other + after, before + other + letter]) {
        expect(() => decodePlain(damaged), damaged).toThrow('wanted a whole text');
        expect(sealOf(damaged)).toBeUndefined();
      }
    }
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../engine/base64.ts';

it('Base64 is that of RFC 4648, without padding', () => {
  const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
  const bytes = texts.map((text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  const wanted = ['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy'];
  expect(bytes.map(toBase64)).toEqual(wanted);
});

it('what was written is read, also when it is longer than one piece', () => {
  const law = fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64').replace(/=+$/, ''));
  });
  fc.assert(law, { seed: 20261101, numRuns: 200 });
});

it.each(['A', 'AAAAA', 'Zh', 'Zm9', 'Zg==', 'Z-', 'Z\u00e9', 'Z\u{1f600}'])(
  '%j is none',
  (text) => {
    expect(fromBase64(text)).toBeUndefined();
  },
);

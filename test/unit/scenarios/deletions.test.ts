import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIBRARY, problemsOf, textOf } from './library.ts';

const RUNS = { seed: 20261120, numRuns: 30 };

function expectSane(text: string): void {
  const lines = text.split('\n').length;
  for (const { line, column, wanted, found } of problemsOf(text)) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(wanted.length * found.length).toBeGreaterThan(0);
  }
}

describe.each(LIBRARY)('%s', (name) => {
  const text = textOf(name);
  const place = fc.nat(text.length - 1);

  it('without one character parses or has problems inside the file', () => {
    fc.assert(
      fc.property(place, (at) => expectSane(text.slice(0, at) + text.slice(at + 1))),
      RUNS,
    );
  });

  it('cut off anywhere has problems inside the file', () => {
    fc.assert(
      fc.property(place, (at) => expectSane(text.slice(0, at))),
      { ...RUNS, numRuns: 10 },
    );
  });

  it('with anything put in parses or has problems inside the file', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom(...PIECES));
    fc.assert(
      fc.property(place, piece, (at, put) => expectSane(text.slice(0, at) + put + text.slice(at))),
      RUNS,
    );
  });
});

const PIECES = ['{', '}', '[', ']', '*a', '&a ', '!!map ', '- ', ': ', '? ', '| ', '\t', '"', "'"];

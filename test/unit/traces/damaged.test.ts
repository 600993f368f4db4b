import { describe, expect, test } from 'vitest';
import { listFormats } from '../../../traces/formats.ts';
import {
  blows,
  byteBlows,
  expectOutcome,
  expectRead,
  expectRefused,
  readFrom,
} from '../../kits/importer-kit.ts';
import { importerCases } from './damaged/cases.ts';

const cases = importerCases;

describe.each(cases)('$name', (one) => {
  test('is read when sound', () => {
    expectRead(readFrom(one, one.sound));
  });

  test.each(blows)('%s', (blow) => expectOutcome(one, one.outcomes[blow]));

  test.each(byteBlows)('%s', (_, write, refused) => {
    const result = readFrom(one, write(one.sound));
    if (refused === undefined)
      expect(expectRead(result)).toEqual(expectRead(readFrom(one, one.sound)));
    else expectRefused(result, refused);
  });
});

test('every format that can be imported has its damage here', () => {
  const names = listFormats().map(({ name }) => name.replace(/-marginal$/, ''));
  const covered = cases.map(({ name }) => name.split(' ')[0]);
  expect(names.filter((name) => !covered.includes(name))).toEqual([]);
});

test('no importer takes the file of another for its own', () => {
  const taken = cases.flatMap((one) => {
    const others = cases.filter((other) => familyOf(other.name) !== familyOf(one.name));
    const read = others.filter(({ sound }) => !('problem' in readFrom(one, sound)));
    return read.map((other) => `${one.name} reads ${other.name}`);
  });
  expect(taken).toEqual([]);
});

function familyOf(name: string): string {
  return name.split(' ')[0];
}

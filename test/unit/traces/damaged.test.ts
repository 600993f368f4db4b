import { describe, expect, test } from 'vitest';
import {
  blows,
  byteBlows,
  expectOutcome,
  expectRead,
  expectRefused,
  readFrom,
} from '../../kits/importer-kit.ts';
import { carbonCases } from './damaged/carbon.ts';
import { jobCases } from './damaged/jobs.ts';
import { networkCases } from './damaged/network.ts';
import { requestCases } from './damaged/requests.ts';
import { spotCases } from './damaged/spot.ts';

const cases = [...carbonCases, ...jobCases, ...networkCases, ...requestCases, ...spotCases];

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

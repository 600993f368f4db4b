import { expect, it } from 'vitest';
import { SECOND } from '../../../engine/units.ts';
import { NOTICES, notice } from '../../../scenarios/schema-notice.ts';

it.each(NOTICES)('$provider stands for the $seconds s it promises', ({ provider, seconds }) => {
  expect(notice.parse(provider)).toBe(seconds * SECOND);
});

it('a duration stands for itself, another word for nothing', () => {
  expect(notice.parse('45 s')).toBe(45 * SECOND);
  expect(notice.safeParse('ibm').success).toBe(false);
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { applyEdits } from '../../../cli/edit-yaml.ts';

const url = new URL('../../../scenarios/library/launch-week.yaml', import.meta.url);
const text = readFileSync(url, 'utf8');
const paths = pathsIn(parse(text));

function pathsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsIn(inner).map((rest) => [key, ...rest]),
  ]);
}

const anyValue = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constantFrom(null, true, '39.0 N, 77.5 W', '20 %', '# no comment', 'a: b'),
  fc.record({ mean: fc.string(), list: fc.array(fc.integer(), { maxLength: 3 }) }),
);
const anyEdit = fc.record({
  path: fc.oneof(
    fc.constantFrom(...paths),
    fc.constantFrom(...paths).map((path) => [...path.slice(0, -1), 'new key']),
  ),
  value: anyValue,
});

test('an edit in the text is the same as an edit in the document', () => {
  fc.assert(
    fc.property(anyEdit, ({ path, value }) => {
      const edited = applyEdits(text, [{ label: '--set', path, value }]);
      const document = parseDocument(text);
      document.setIn(path, value);
      expect(parse(edited.text)).toEqual(document.toJS());
    }),
    { seed: 20261120, numRuns: 150 },
  );
});

test('every line an edit left alone knows where it stood', () => {
  const before = text.split('\n');
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 3 }), (edits) => {
      const edited = applyEdits(
        text,
        edits.map((edit) => ({ label: '--set', ...edit })),
      );
      const lines = edited.text.split('\n');
      expect(edited.origins).toHaveLength(lines.length);
      const untouched = lines.filter((line, i) => line === before[edited.origins[i] - 1]);
      expect(lines.length - untouched.length).toBeLessThanOrEqual(2 * edits.length);
    }),
    { seed: 20261120, numRuns: 100 },
  );
});

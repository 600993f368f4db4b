import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { applyEdits, parseEdit } from '../../../cli/edit-yaml.ts';

const file = `# a comment
question: why? # kept
players:
  think: { exponential: { mean: 120 s } }
  session:
    weibull: { shape: 0.5, scale: 20 min }
  empty:
regions:
  - { name: a }
seed: 7
`;

function edited(...given: string[]) {
  const edits = given.map((text) => {
    const edit = parseEdit(text);
    if ('wanted' in edit) throw new Error(edit.wanted);
    return edit;
  });
  return applyEdits(file, edits);
}

test('a value inside a flow mapping is replaced where it stands', () => {
  const { text } = edited('players.think.exponential.mean=60 s');
  expect(text).toBe(file.replace('120 s', '"60 s"'));
});

test('a whole block becomes one line, and later lines remember where they stood', () => {
  const { text, origins } = edited('players={ think: 1 }');
  expect(parse(text).players).toEqual({ think: 1 });
  expect(parse(text).seed).toBe(7);
  const line = text.split('\n').indexOf('seed: 7');
  expect(origins[line]).toBe(file.split('\n').indexOf('seed: 7') + 1);
});

test('a missing key is added to the deepest mapping there is', () => {
  const { text, origins } = edited('players.match.players=4', 'regions.0.pue=1.1', 'new key=x');
  const document = parse(text);
  expect(document.players.match).toEqual({ players: 4 });
  expect(document.regions[0]).toEqual({ name: 'a', pue: 1.1 });
  expect(document['new key']).toBe('x');
  const line = text.split('\n').indexOf('seed: 7');
  expect(origins[line]).toBe(file.split('\n').indexOf('seed: 7') + 1);
});

test('an absent value is filled, a scalar in the way is replaced', () => {
  const document = parse(edited('players.empty=3', 'question.deep=1').text);
  expect(document.players.empty).toBe(3);
  expect(document.question).toEqual({ deep: 1 });
});

test('text with commas and colons is quoted', () => {
  const document = parse(edited('regions.0.at="39.0 N, 77.5 W"', 'question="so: what?"').text);
  expect(document.regions[0].at).toBe('39.0 N, 77.5 W');
  expect(document.question).toBe('so: what?');
});

test('an edit without a path or a value says what was wanted', () => {
  expect(parseEdit('players')).toHaveProperty('wanted');
  expect(parseEdit('=5')).toHaveProperty('wanted');
  expect(parseEdit('a..b=5')).toHaveProperty('wanted');
  expect(parseEdit('a={')).toHaveProperty('wanted');
});

test('a text that is no YAML is left to the parser', () => {
  const broken = 'a: [1\n';
  const edit = parseEdit('a=1');
  if ('wanted' in edit) throw new Error(edit.wanted);
  expect(applyEdits(broken, [edit]).text).toBe(broken);
});

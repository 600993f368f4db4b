import { refuse, shown, type TraceText } from '../problem.ts';

/** The one JSON value of a file; refuses what is none, and an object with a key that repeats. */
export function parseJson(file: TraceText, wanted: string): unknown {
  const text = file.text.replace(/^\ufeff/, '');
  const root = parseText(file.name, text, wanted);
  const again = repeatedKey(text);
  if (again === undefined) return root;
  const row = lineAt(text, again.at);
  const found = `the key ${shown(again.key)} a second time in one object`;
  return refuse({ file: file.name, row, found, wanted: 'each key once' });
}

/** A member of an object; undefined when it has none of that name or is no object. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return member;
}

/** A value in the words of its file, short; `missing` where there is none. */
export function describeJson(value: unknown): string {
  return value === undefined ? 'missing' : shown(JSON.stringify(value));
}

function parseText(file: string, text: string, wanted: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.trim() === '') return refuse({ file, row: 0, found: 'an empty file', wanted });
    const reason = error instanceof Error ? error.message : String(error);
    const row = lineAt(text, firstOddity(text));
    return refuse({ file, row, found: `no JSON (${shown(reason)})`, wanted });
  }
}

const legal = /\s+|"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]*(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

// Where the first word stands that JSON has no meaning for; the end of the text where all have one.
// The parser's own message names the place in some versions of the language only.
function firstOddity(text: string): number {
  const words = new RegExp(legal);
  let at = 0;
  while (at < text.length && words.test(text)) at = words.lastIndex;
  return at;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;

// The parser keeps the last of two like keys and says nothing; the text is known to be JSON here.
function repeatedKey(text: string): { readonly key: string; readonly at: number } | undefined {
  const open: Set<string>[] = [];
  for (const match of text.matchAll(token)) {
    const [word, colon] = match;
    if (word === '{' || word === '[') open.push(new Set());
    else if (word === '}' || word === ']') open.pop();
    else if (colon !== undefined) {
      const key = word.slice(1, word.lastIndexOf('"'));
      const keys = open[open.length - 1];
      if (keys.has(key)) return { key, at: match.index };
      keys.add(key);
    }
  }
  return undefined;
}

function lineAt(text: string, at: number): number {
  let row = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) row++;
  return row;
}

import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../../cli/journal-file.ts';
import { ageOf, type JournalLine } from '../../../../policies/journal/lines.ts';
import { readJournal } from '../../../../policies/journal/read.ts';
import { decodeValue, encodeValue } from '../../../../policies/journal/value.ts';
import { beginJournal, endJournal, writeTurn } from '../../../../policies/journal/write.ts';
import { briefOf, regionSeen, seen } from '../../../policies/world.ts';

const upper = Array.from({ length: 20 }, (_, i) => i * 1000);
const service = () => ({ upper, count: Float64Array.of(0, 0, 7, 0) });
const observe = (arrivals: number) => {
  return seen({ regions: [regionSeen({ arrivals, service: service() }), regionSeen()] });
};

function journal(turns: number): string[] {
  const lines: string[] = [];
  const append = (line: string) => void lines.push(line);
  const head = { playtwin: 'test', scenario: 's', epoch: 0, contender: 'c', replication: 0 };
  const writer = beginJournal({ ...head, brief: briefOf(), loops: [] }, append);
  for (let turn = 0; turn < turns; turn++) {
    const told = { at: turn * 10, observedAt: turn * 10 - 4, observation: observe(turn >> 1) };
    const verdict = { decisions: [], because: { rule: 'r', facts: { turn } }, memory: 'm' };
    writeTurn(writer, { loop: 'capacity', turn, ...told, receipts: [], ...verdict }, append);
  }
  endJournal(writer, append);
  return lines;
}

const read = (text: string) => [...readJournal(linesOf(new TextEncoder().encode(text)))];
const kindsOf = (lines: readonly (JournalLine | { readonly line: 'fault' })[]) => {
  return lines.map(({ line }) => line);
};

describe('a value of a journal', () => {
  it.each([
    [{ a: Number.NaN, b: -0, c: Number.POSITIVE_INFINITY, d: Number.NEGATIVE_INFINITY }],
    [{ list: [1, [2, undefined, null], 'text', true] }],
    [{ count: Float64Array.of(0, -0, Number.NaN, 3) }],
    [{ $odd: 1, upper: 'no list' }],
    [[]],
  ])('comes back bit for bit: %o', (value) => {
    const text = encodeValue(value, []);
    const back = decodeValue(JSON.parse(text), []);
    expect(back).toEqual(value);
    expect(encodeValue(back, [])).toBe(text);
  });

  it('names edges of bins that it has met, and leaves empty bins out', () => {
    const edges: (readonly number[])[] = [];
    const first = encodeValue({ service: service() }, edges);
    const second = encodeValue({ service: service() }, edges);
    expect(second).toBe('{"service":{"upper":{"$edges":0},"count":{"$bins":[4,2,7]}}}');
    const met: (readonly number[])[] = [];
    expect(decodeValue(JSON.parse(first), met)).toEqual({ service: service() });
    expect(decodeValue(JSON.parse(second), met)).toEqual({ service: service() });
  });
});

describe('a journal', () => {
  it('has one line a turn, and writes what several turns saw once', () => {
    const lines = read(journal(4).join(''));
    expect(kindsOf(lines)).toEqual(['head', 'seen', 'turn', 'turn', 'seen', 'turn', 'turn', 'end']);
    const [, first, turn] = lines;
    expect(first).toMatchObject({ number: 0, observation: observe(0) });
    expect(turn.line === 'turn' ? ageOf(turn) : -1).toBe(4);
  });

  it.each([
    ['a changed digit', (text: string[]) => [...text.slice(0, 2), text[2].replace('r', 's')], 3],
    ['a missing line', (text: string[]) => [...text.slice(0, 2), ...text.slice(3)], 3],
    ['a repeated line', (text: string[]) => [...text.slice(0, 3), ...text.slice(2)], 4],
    ['lines in another order', (text: string[]) => [text[0], text[2], text[1]], 2],
    ['another journal behind it', (text: string[]) => [...text, ...text], 9],
    ['no journal', () => ['{"a":1}\n'], 1],
  ])('with %s is refused at that line', (_, damage, number) => {
    const last = read(damage(journal(4)).join('')).at(-1);
    expect(last).toMatchObject({ line: 'fault', number, isTorn: false });
  });

  it('cut in the middle of a line is whole up to it', () => {
    const text = journal(4).join('');
    const cut = read(text.slice(0, -30));
    expect(kindsOf(cut)).toEqual(['head', 'seen', 'turn', 'turn', 'seen', 'turn', 'turn', 'fault']);
    expect(cut.at(-1)).toMatchObject({ number: 8, isTorn: true });
  });

  it('of another format is refused', () => {
    const first = journal(0)[0].replace('"format":1', '"format":2');
    expect(read(first).at(-1)).toMatchObject({ line: 'fault', number: 1 });
  });
});

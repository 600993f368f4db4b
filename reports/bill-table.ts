import Table from 'cli-table3';
import type { BillRow, FootprintRow } from './bill.ts';
import { decimalsFor, formatNumber } from './numbers.ts';
import type { ContenderResult, ScenarioResult } from './result.ts';

/** One line of a bill or footprint, its amount being what the lines add up to. */
interface Line {
  readonly words: readonly string[];
  readonly quantity: number;
  readonly unit: string;
  readonly amount: number;
}

/**
 * Bill and footprint of every contender for people: each line is the mean over replications, and
 * the lines of a part add up to its sum.
 */
export function formatBills({ contenders }: ScenarioResult): string {
  return contenders.flatMap((one) => [formatBill(one), formatFootprint(one)]).join('\n\n');
}

function formatBill({ name, replications }: ContenderResult): string {
  const lines = meanLines(replications.map(({ bill = [] }) => bill.map(lineOfBill)));
  const head = ['part', 'what', 'region', 'market', 'quantity', 'unit', 'USD/unit', 'USD'];
  return `${name}: bill, mean of a replication\n${drawTable(head, lines)}`;
}

function formatFootprint({ name, replications }: ContenderResult): string {
  const lines = meanLines(replications.map(({ footprint = [] }) => footprint.map(lineOfFootprint)));
  const head = ['part', 'what', 'region', 'quantity', 'unit', 'g/unit', 'gCO2e'];
  return `${name}: footprint, mean of a replication\n${drawTable(head, lines)}`;
}

function lineOfBill({ part, what, region, market, quantity, unit, cost }: BillRow): Line {
  return { words: [part, what, region, market], quantity, unit, amount: cost };
}

function lineOfFootprint({ part, what, region, quantity, unit, grams }: FootprintRow): Line {
  return { words: [part, what, region], quantity, unit, amount: grams };
}

/** Means over replications: one that lacks a line had 0 of it. */
function meanLines(replications: readonly (readonly Line[])[]): readonly Line[] {
  const sums = new Map<string, Line>();
  for (const line of replications.flat()) {
    const key = JSON.stringify([...line.words, line.unit]);
    const { quantity, amount } = sums.get(key) ?? { quantity: 0, amount: 0 };
    const grown = { quantity: quantity + line.quantity, amount: amount + line.amount };
    sums.set(key, { ...line, ...grown });
  }
  const n = replications.length;
  return [...sums.values()].map((line) => {
    return { ...line, quantity: line.quantity / n, amount: line.amount / n };
  });
}

function drawTable(head: readonly string[], lines: readonly Line[]): string {
  const words = head.length - 4;
  const left = new Array<'left'>(words).fill('left');
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: [...left, 'right', 'left', 'right', 'right'],
  });
  for (const { words: place, quantity, unit, amount } of lines) {
    table.push([...place, show(quantity), unit, show(amount / quantity), show(amount)]);
  }
  const blank = new Array<string>(words + 2).fill('');
  for (const part of new Set(lines.map((line) => line.words[0]))) {
    const own = lines.filter((line) => line.words[0] === part);
    const sum = own.reduce((total, { amount }) => total + amount, 0);
    table.push([part, 'sum', ...blank.slice(1), show(sum)]);
  }
  return table.toString();
}

function show(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : decimalsFor(value, 4));
}

import { roundForFile } from './numbers.ts';
import type { ScenarioResult } from './result.ts';

/**
 * A result as JSON text: keys in the order of the result type, fractions at twelve significant
 * digits, lists of numbers on one line. Infinity (a limit that is none) becomes "Infinity".
 */
export function formatJson(result: ScenarioResult): string {
  return `${formatValue(result, '')}\n`;
}

function formatValue(value: unknown, indent: string): string {
  if (typeof value === 'number') return formatScalar(value);
  if (Array.isArray(value)) return formatList(value, indent);
  if (typeof value === 'object' && value !== null) return formatObject(value, indent);
  return JSON.stringify(value);
}

function formatScalar(value: number): string {
  return Number.isFinite(value) ? JSON.stringify(roundForFile(value)) : `"${value}"`;
}

function formatList(list: readonly unknown[], indent: string): string {
  if (list.every((item) => typeof item === 'number')) {
    return `[${list.map(formatScalar).join(', ')}]`;
  }
  const inner = `${indent}  `;
  return `[\n${list.map((item) => inner + formatValue(item, inner)).join(',\n')}\n${indent}]`;
}

function formatObject(object: object, indent: string): string {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(([key, value]) => {
    return `${inner}${JSON.stringify(key)}: ${formatValue(value, inner)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

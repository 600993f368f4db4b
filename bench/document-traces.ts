import { blows, type Outcome } from '../test/kits/importer-kit.ts';
import { importerCases } from '../test/unit/traces/damaged/cases.ts';
import { fitters } from '../traces/fit/fitters.ts';
import { listFormats } from '../traces/formats.ts';
import { drawTable } from './document-text.ts';

/** Every importable format, as the command line lists it, and the fits of formats without a role. */
export function writeFormats(): string {
  const fitted = new Set(fitters.map(({ format }) => format));
  const formats = listFormats().map((one) => [
    `\`${one.name}\``,
    one.roles.join(', '),
    escaped(one.doc),
    fitted.has(one.name) ? 'yes' : '',
    escaped(`${one.source}; ${one.licence}`),
  ]);
  const names = new Set(listFormats().map(({ name }) => name));
  const others = fitters.filter(({ format }) => !names.has(format));
  const fitOnly = others.map(({ format, doc }) => [`\`${format}\``, '', escaped(doc), 'yes', '']);
  const head = ['format', 'role', 'path and choice', 'fit', 'source; licence'];
  return drawTable(head, [...formats, ...fitOnly], head.length);
}

/** What every importer makes of every damage, from the table that the tests run. */
export function writeDamage(): string {
  const rows = importerCases.map(({ name, outcomes }) => {
    return [name, ...blows.map((blow) => wordOutcome(outcomes[blow]))];
  });
  const head = ['importer', ...blows.map((blow) => plain.get(blow) ?? blow)];
  return drawTable(head, rows, head.length);
}

// Words that a page of results must not contain.
const plain = new Map<string, string>([
  ['NaN', 'not a number'],
  ['Infinity', 'a number without end'],
]);

function wordOutcome(outcome: Outcome): string {
  if ('none' in outcome) return '–';
  if ('refused' in outcome) return 'refused';
  return 'told' in outcome ? 'note' : 'same';
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

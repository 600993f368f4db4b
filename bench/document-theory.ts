import { decimalsFor, formatNumber } from '../reports/numbers.ts';
import {
  type Case,
  CONFIDENCE,
  type Finding,
  type Played,
  REPLICATIONS,
} from '../test/theory/engine/case.ts';
import { cases } from '../test/theory/engine/cases.ts';
import { isBorneOut, NARROW, numberIn } from '../test/theory/engine/truth.ts';
import { drawTable, percent } from './document-text.ts';

interface Row {
  readonly one: Case;
  readonly finding: Finding;
}

/** Plays every case of the theory suite: what theory says, what was simulated, and from whom. */
export function writeTheory(): string {
  const played = cases.map((one) => ({ one, ...playAloud(one) }));
  const rows = played.flatMap(({ one, findings }) => findings.map((finding) => ({ one, finding })));
  const head = ['model', 'parameters', 'quantity', 'theory', 'simulated', 'interval'];
  const table = drawTable([...head, 'replications'], rows.map(writeRow), 3);
  const verdict = [describeOdds(rows), describeAccounts(played)].join('\n\n');
  return `${table}\n\n${verdict}\n\n${drawTable(['model', 'source'], writeSources(), 2)}`;
}

function playAloud(one: Case): Played {
  process.stderr.write(`theory, ${one.model}, ${one.parameters}\n`);
  return one.play();
}

function writeRow({ one, finding }: Row): readonly string[] {
  const { quantity, truth, estimate } = finding;
  const decimals = decimalsFor(estimate.halfWidth, 2);
  const wanted = formatNumber(numberIn(truth), decimals + 1);
  const [mean, halfWidth] = [estimate.mean, estimate.halfWidth].map((x) => {
    return formatNumber(x, decimals);
  });
  return [
    one.model,
    one.parameters,
    quantity,
    'is' in truth ? wanted : `≤ ${wanted}`,
    `${mean} ± ${halfWidth}`,
    isBorneOut(truth, estimate) ? 'in' : '**out**',
    String(estimate.count),
  ];
}

function describeOdds(rows: readonly Row[]): string {
  const borneOut = rows.filter(({ finding: { truth, estimate } }) => isBorneOut(truth, estimate));
  const widths = rows.map(({ finding: { truth, estimate } }) => {
    return estimate.halfWidth / numberIn(truth);
  });
  return (
    `${borneOut.length} of ${rows.length} quantities agree, at ${percent(CONFIDENCE)} each. If all ` +
    `is right, other seeds miss one or more with a chance of at most ` +
    `${percent(rows.length * (1 - CONFIDENCE))}; these seeds always give these numbers. The ` +
    `widest half-width is ${percent(Math.max(...widths))} of the theory's value; ` +
    `${percent(NARROW)} is allowed.`
  );
}

function describeAccounts(played: readonly Played[]): string {
  const accounts = played.flatMap((one) => one.accounts);
  const exact = accounts.filter(({ area, spent }) => area === spent);
  return (
    `Little's law: ${formatNumber(exact.length, 0)} of ${formatNumber(accounts.length, 0)} accounts ` +
    `(systems, nodes and queues of ${played.length} models × ${REPLICATIONS} replications) have the ` +
    'same area on both sides, to the microsecond.'
  );
}

function writeSources(): readonly (readonly string[])[] {
  const sources = new Map<string, Set<string>>();
  for (const { model, source } of cases) {
    const named = sources.get(model) ?? new Set();
    for (const one of source.split('; ')) named.add(one);
    sources.set(model, named);
  }
  return [...sources].map(([model, named]) => [model, [...named].join('; ')]);
}

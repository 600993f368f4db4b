import Table from 'cli-table3';
import { wrapText } from '../text.ts';
import type { ClaimOutcome } from './judge.ts';
import { partRows, varyRows, wordCover, wordVerdict } from './words.ts';

const WIDTH = 120;
const LEGEND =
  'measured: mean ± half-width of the 95 % interval over replications; met or missed: the whole ' +
  'interval is on one side of what is wanted; open: it is not';

/** Claims for people, 120 columns wide: parts, assumptions, what turns them, verdicts. */
export function formatClaims(outcomes: readonly ClaimOutcome[]): string {
  const parts = [...outcomes.map(formatClaim), wrapText(LEGEND, WIDTH).join('\n')];
  return `${parts.join('\n\n')}\n`;
}

function formatClaim(outcome: ClaimOutcome): string {
  const { claim, judged } = outcome;
  const cover = wordCover(claim);
  const verdict = `verdict: ${wordVerdict(judged)}${cover === '' ? '' : ` (${cover})`}`;
  return [
    ...wrapText(`${claim.id}  ${claim.says}`, WIDTH, 6),
    ...wrapText(verdict, WIDTH, 2),
    drawParts(outcome),
    ...formatAssumptions(outcome),
    ...formatVaried(outcome),
    ...(claim.remark === '' ? [] : wrapText(`remark: ${claim.remark}`, WIDTH, 2)),
  ].join('\n');
}

function drawParts(outcome: ClaimOutcome): string {
  const table = new Table({
    head: ['part', 'measured', 'wanted', 'verdict'],
    colWidths: [40, 28, 18, 28],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const { says, measured, wanted, verdict } of partRows(outcome)) {
    table.push([says, measured, wanted, verdict]);
  }
  return table.toString();
}

function formatAssumptions({ claim: { assumptions } }: ClaimOutcome): readonly string[] {
  if (assumptions.length === 0) return [];
  const lines = assumptions.flatMap(({ name, says, source }) => {
    return wrapText(`  ${name}: ${says} (${source})`, WIDTH, 4);
  });
  return ['assumptions', ...lines];
}

function formatVaried(outcome: ClaimOutcome): readonly string[] {
  const rows = varyRows(outcome);
  if (rows.length === 0) return [];
  const lines = rows.flatMap(({ variation, set, measured, turns }) => {
    const head = `  ${turns ? 'TURNS' : 'keeps'}  ${variation}: ${set}`;
    return [...wrapText(head, WIDTH, 9), ...wrapText(`         ${measured.join('; ')}`, WIDTH, 9)];
  });
  return ['under other assumptions', ...lines];
}

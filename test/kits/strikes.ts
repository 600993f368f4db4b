import type { Outcome, Strike } from './importer-kit.ts';

/** Puts one text for another wherever it stands. */
export function swap(given: string | RegExp, put: string): Strike {
  return (text) => {
    const struck = text.replace(given, put);
    if (struck === text) throw new Error(`${String(given)} is not in the text`);
    return struck;
  };
}

/** Leaves out a line, counted from 1. */
export function dropLine(line: number): Strike {
  return onLines((lines) => lines.toSpliced(line - 1, 1));
}

/** Writes a line once more below itself. */
export function repeatLine(line: number): Strike {
  return onLines((lines) => lines.toSpliced(line, 0, lines[line - 1]));
}

/** Lets two lines change places. */
export function swapLines(one: number, other: number): Strike {
  return onLines((lines) => {
    return lines.with(one - 1, lines[other - 1]).with(other - 1, lines[one - 1]);
  });
}

/** Writes the first line once more at the end, as files put together have it. */
const headAgain: Strike = onLines((lines) => [...lines, lines[0]]);

/** Cuts the text inside its last number or word. */
export const cutShort: Strike = (text) => text.trimEnd().slice(0, -1);

/** Puts semicolons for every comma. */
const semicolons: Strike = (text) => text.replaceAll(',', ';');

/** Puts a text for one cell; lines are counted from 1, cells from 0. */
export function putCell(line: number, cell: number, put: string): Strike {
  return onLines((lines) => {
    return lines.with(line - 1, lines[line - 1].split(',').with(cell, put).join(','));
  });
}

/** What a table without mercy makes of a number in one cell that is none, or too much. */
export function numberOutcomes(line: number, cell: number) {
  const refused = (put: string): Outcome => {
    return { by: putCell(line, cell, put), refused: /./, row: line };
  };
  return {
    NaN: refused('NaN'),
    Infinity: refused('Infinity'),
    'negative number': refused('-7'),
    'huge number': refused('1e14'),
    'word for a number': refused('many'),
  } as const;
}

/** What every table with a header makes of damage to its columns. */
export function headerOutcomes(column: string) {
  return {
    'header twice': { by: headAgain, refused: /header again/ },
    'wrong column': { by: swap(column, `${column}_`), refused: /header|column/, row: 1 },
    'other separator': { by: semicolons, refused: /header|column|matrix/, row: 1 },
  } as const;
}

/** Changes a cell of every line below the first; cells are counted from 0. */
export function scaleCell(cell: number, factor: number, from = 2): Strike {
  return onLines((lines) =>
    lines.map((line, i) => (i + 1 < from ? line : scaled(line, cell, factor))),
  );
}

function scaled(line: string, cell: number, factor: number): string {
  const cells = line.split(',');
  return cells.with(cell, String(Number(cells[cell]) * factor)).join(',');
}

function onLines(change: (lines: readonly string[]) => readonly string[]): Strike {
  return (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`;
}

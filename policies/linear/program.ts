/** One unknown of a linear programme: its price, and the bounds it is kept between. */
export interface Column {
  readonly cost: number;
  /** At least one of the two is finite. */
  readonly low: number;
  readonly high: number;
}

/** One factor of a row: the column by its number. */
export type Term = readonly [column: number, factor: number];

/** A sum of columns that is kept between bounds; equal bounds make an equation. */
export interface Row {
  readonly terms: readonly Term[];
  readonly low: number;
  readonly high: number;
}

/** Find the columns of least total cost that keep every bound. */
export interface LinearProgram {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** The best there is, with prices; numbers follow columns and rows of the programme. */
export interface Optimum {
  readonly status: 'optimal';
  readonly objective: number;
  readonly values: readonly number[];
  /** Change of the objective for one more unit on the row's binding bound; 0: none binds. */
  readonly rowPrices: readonly number[];
  /** Change of the objective for one more unit of a column that stands at a bound. */
  readonly reducedCosts: readonly number[];
}

/** No point keeps every bound; `rows` are those that a proof of it needs, ascending. */
export interface Infeasible {
  readonly status: 'infeasible';
  readonly rows: readonly number[];
}

/** What solving came to. `stopped`: too many steps, or too little left of the numbers' digits. */
export type LinearSolution =
  | Optimum
  | Infeasible
  | { readonly status: 'unbounded' }
  | { readonly status: 'stopped' };

/** A programme that is written down column by column and row by row. */
export interface ProgramDraft {
  readonly columns: Column[];
  readonly rows: Row[];
  /** Gives the number of the new column. */
  addColumn(cost: number, low?: number, high?: number): number;
  /** Gives the number of the new row. */
  addRow(terms: readonly Term[], low: number, high: number): number;
}

/** Opens an empty programme; a column is from 0 up unless it is told otherwise. */
export function draftProgram(): ProgramDraft {
  const columns: Column[] = [];
  const rows: Row[] = [];
  return {
    columns,
    rows,
    addColumn: (cost, low = 0, high = Infinity) => columns.push({ cost, low, high }) - 1,
    addRow: (terms, low, high) => rows.push({ terms, low, high }) - 1,
  };
}

/** One mistake in a user's file: where it is, what stands there and what should. */
export interface Problem {
  readonly file: string;
  /** First line and first column are 1. */
  readonly line: number;
  readonly column: number;
  /** Dotted path of the field, empty for the file as a whole. */
  readonly path: string;
  readonly found: string;
  readonly wanted: string;
  /** The valid choice that looks most like what was found, where there is one. */
  readonly nearest?: string;
}

const PATH_WIDTH = 48;
const FOUND_WIDTH = 40;

/** Lists problems in aligned columns, grouped by file, and ends with their number. */
export function formatProblems(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map((problem) => problem.file))];
  const blocks = files.map((file) => {
    const rows = formatRows(problems.filter((problem) => problem.file === file));
    return [file, ...rows].join('\n');
  });
  const noun = problems.length === 1 ? 'problem' : 'problems';
  return `${blocks.join('\n')}\n${problems.length} ${noun}; nothing was run\n`;
}

function formatRows(problems: readonly Problem[]): readonly string[] {
  const lineWidth = widest(problems.map((problem) => String(problem.line)));
  const pathWidth = Math.min(PATH_WIDTH, widest(problems.map((problem) => problem.path)));
  const foundWidth = Math.min(FOUND_WIDTH, widest(problems.map((problem) => problem.found)));
  return problems.map((problem) => {
    const line = String(problem.line).padStart(lineWidth);
    const path = problem.path.padEnd(pathWidth);
    const found = problem.found.padEnd(foundWidth);
    return `  ${line}  ${path}  found ${found}  ${wantedOf(problem)}`;
  });
}

function wantedOf(problem: Problem): string {
  const nearest = problem.nearest === undefined ? '' : `; nearest: ${problem.nearest}`;
  return `wanted ${problem.wanted}${nearest}`;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

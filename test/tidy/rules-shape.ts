import ts from 'typescript';
import { type Finding, lineOf, type Source, walk } from './sources.ts';

/** Length of one function body with its head, for the limits and for the printed median. */
export interface Measured {
  readonly path: string;
  readonly line: number;
  readonly name: string;
  readonly lines: number;
}

/** Above these the test is red; the house aims at 40 lines a function and 300 a file. */
export const LIMITS = {
  functionLines: 50,
  functionLinesAimed: 40,
  fileLines: 400,
  fileLinesAimed: 300,
  columns: 100,
  parameters: 4,
  nesting: 3,
  exportedValues: 8,
  exportedNames: 14,
} as const;

// One options object per event would allocate on the hottest path there is.
const MANY_PARAMETERS = new Set(['engine/agenda.ts schedule', 'engine/agenda.ts place']);

const NESTING = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TryStatement,
]);

/** Every function of the source with a body, and how long it is. */
export function measureFunctions({ path, tree }: Source): readonly Measured[] {
  const found: Measured[] = [];
  if (tree === undefined) return found;
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const line = lineOf(tree, node);
    const end = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
    found.push({ path, line, name: nameOf(node), lines: end - line + 1 });
  });
  return found;
}

/** Functions, files, lines, parameters and nesting within their limits. */
export function checkSizes(source: Source): readonly Finding[] {
  return [
    ...checkFunctionLengths(source),
    ...checkFileLength(source),
    ...checkColumns(source),
    ...checkParameters(source),
    ...checkNesting(source),
  ];
}

/** At most eight exported values a file, and a page of names with the types beside them. */
export function checkExportCount({ path, tree }: Source): readonly Finding[] {
  if (tree === undefined) return [];
  const exported = tree.statements.filter(isExported);
  const values = exported.filter((node) => !isTypeOnly(node)).length;
  const { exportedValues, exportedNames } = LIMITS;
  if (values <= exportedValues && exported.length <= exportedNames) return [];
  return [
    {
      path,
      line: 1,
      what: `exports ${values} values and ${exported.length - values} types`,
      why: `a file is one noun with at most ${exportedValues} values and ${exportedNames} names`,
      instead: 'split the file by noun',
    },
  ];
}

/** Whether a statement carries the `export` keyword. */
export function isExported(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  return (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.ExportKeyword);
}

function isTypeOnly(node: ts.Node): boolean {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function checkFunctionLengths(source: Source): Finding[] {
  const long = measureFunctions(source).filter((one) => one.lines > LIMITS.functionLines);
  return long.map(({ path, line, name, lines }) => ({
    path,
    line,
    what: `${name} is ${lines} lines long`,
    why: `a function is read in one glance (aim ${LIMITS.functionLinesAimed}, limit ${LIMITS.functionLines})`,
    instead: 'move its steps into functions named after them',
  }));
}

function checkFileLength({ path, text }: Source): Finding[] {
  const lines = text.split('\n').length - 1;
  if (lines <= LIMITS.fileLines) return [];
  return [
    {
      path,
      line: lines,
      what: `the file has ${lines} lines`,
      why: `the limit is ${LIMITS.fileLines} (aim ${LIMITS.fileLinesAimed})`,
      instead: 'split the file by noun',
    },
  ];
}

function checkColumns({ path, text }: Source): Finding[] {
  return text.split('\n').flatMap((content, index) => {
    if ([...content].length <= LIMITS.columns || /https?:\/\/\S{60}/.test(content)) return [];
    return [
      {
        path,
        line: index + 1,
        what: `the line has ${[...content].length} columns`,
        why: `the limit is ${LIMITS.columns}`,
        instead: 'break it, or shorten the string',
      },
    ];
  });
}

function checkParameters({ path, tree }: Source): Finding[] {
  const findings: Finding[] = [];
  if (tree === undefined) return findings;
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || node.parameters.length <= LIMITS.parameters) return;
    if (MANY_PARAMETERS.has(`${path} ${nameOf(node)}`)) return;
    findings.push({
      path,
      line: lineOf(tree, node),
      what: `${nameOf(node)} takes ${node.parameters.length} parameters`,
      why: `more than ${LIMITS.parameters} cannot be told apart at the call`,
      instead: 'take one options object',
    });
  });
  return findings;
}

function checkNesting({ path, tree }: Source): Finding[] {
  const findings: Finding[] = [];
  if (tree === undefined) return findings;
  const descend = (node: ts.Node, depth: number): void => {
    const isElseIf =
      ts.isIfStatement(node) && ts.isIfStatement(node.parent) && node.parent.elseStatement === node;
    const deeper = NESTING.has(node.kind) && !isElseIf ? depth + 1 : depth;
    const here = ts.isFunctionLike(node) ? 0 : deeper;
    if (here === LIMITS.nesting + 1 && here > depth) {
      findings.push({
        path,
        line: lineOf(tree, node),
        what: `control flow is nested ${here} deep`,
        why: `the limit is ${LIMITS.nesting}`,
        instead: 'return early, or name the inner step as a function',
      });
    }
    ts.forEachChild(node, (child) => descend(child, here));
  };
  descend(tree, 0);
  return findings;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const holder = node.parent;
  const isNamed =
    ts.isVariableDeclaration(holder) ||
    ts.isPropertyAssignment(holder) ||
    ts.isTypeAliasDeclaration(holder) ||
    ts.isPropertySignature(holder);
  if (isNamed) return holder.name.getText();
  return ts.isConstructorDeclaration(node) ? 'the constructor' : 'a nameless function';
}

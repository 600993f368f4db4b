import ts from 'typescript';
import { type Finding, folderOf, lineOf, type Source, walk } from './sources.ts';

interface Ban {
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

const PORTABLE = new Set(['engine', 'policies', 'traces', 'models', 'reports', 'scenarios']);
const STRICT = new Set(['engine', 'policies', 'models', 'traces', 'scenarios', 'reports']);

/** The two files that may touch the disk: bans on the machine do not hold there. */
const OUTER = new Set(['traces/open-files.ts', 'reports/write-files.ts']);

/** Where untrusted text becomes typed values; only there may `as` speak for what was checked. */
const PARSERS = [/^engine\/(units|save)\.ts$/, /^scenarios\/parse\//, /^traces\/import\//];

/** The part of Math that every engine computes to the same bit (or that is a constant). */
const SAME_BITS = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt'],
  ...['trunc', 'E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]);

const CLOCK = 'the run would depend on the clock of the machine';
const LATER = "a run must not wait: events are data and order is the agenda's";
const LOCALE = 'the answer depends on the locale of the machine';

const NAMES: ReadonlyMap<string, readonly [why: string, instead: string]> = new Map([
  ['Date', [CLOCK, 'simulation.now, or seconds since the epoch and own calendar arithmetic']],
  ['performance', [CLOCK, 'measure in cli, runner or bench']],
  ['setTimeout', [LATER, 'schedule an event']],
  ['setInterval', [LATER, 'schedule an event that schedules the next']],
  ['setImmediate', [LATER, 'schedule an event']],
  ['queueMicrotask', [LATER, 'schedule an event']],
  ['Promise', [LATER, 'return the value; cli and runner may wait']],
  ['process', ['portable code runs in a browser too', 'pass the value in from cli']],
  ['crypto', ['its values are not repeatable', 'openStream(seed, path), or engine/digest.ts']],
  ['WeakRef', ['the garbage collector decides what it says', 'an index or a Map']],
  ['FinalizationRegistry', ['the garbage collector decides when it speaks', 'release by hand']],
  ['Intl', [LOCALE, 'format by hand, or toFixed']],
  ['globalThis', ['it reaches everything that is banned here', 'pass the value in']],
  ['require', ['modules are ESM', 'import at the top of the file']],
  ['eval', ['code must be in the file that runs', 'a function']],
]);

/** What would make a run depend on the machine, the moment or the JavaScript engine. */
export function checkDeterminism(source: Source): readonly Finding[] {
  const { path, tree } = source;
  if (tree === undefined) return [];
  const isPortable = PORTABLE.has(folderOf(path)) && !OUTER.has(path);
  const isStrict = STRICT.has(folderOf(path));
  return scan(source, (node) => {
    return (
      banEverywhere(node) ??
      (isPortable ? banPortable(node) : undefined) ??
      (isStrict ? banStrict(node) : undefined)
    );
  });
}

/** Types that say nothing, casts, inheritance, default exports and shapes that are not data. */
export function checkTypes(source: Source): readonly Finding[] {
  const isParser = PARSERS.some((pattern) => pattern.test(source.path));
  return scan(source, (node) => banShape(node) ?? (isParser ? undefined : banCast(node)));
}

function scan(source: Source, judge: (node: ts.Node) => Ban | undefined): readonly Finding[] {
  const { path, tree } = source;
  const findings: Finding[] = [];
  if (tree === undefined) return findings;
  walk(tree, (node) => {
    const ban = judge(node);
    if (ban !== undefined) findings.push({ path, line: lineOf(tree, node), ...ban });
  });
  return findings;
}

function banEverywhere(node: ts.Node): Ban | undefined {
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') {
    const why = 'nobody can repeat the run';
    return { what: 'Math.random', why, instead: 'uniform(openStream(seed, path), 0)' };
  }
  if (ts.isVariableStatement(node) && ts.isSourceFile(node.parent) && isLet(node)) {
    const why = 'two runs in one process would share it';
    return { what: 'a module-level let', why, instead: 'keep it in the world, or pass it in' };
  }
  if (isDefaultByOr(node)) {
    const why = '|| also replaces 0, false and empty text';
    return { what: `the default ${node.getText()}`, why, instead: '??' };
  }
  if (ts.isForInStatement(node)) {
    const why = 'it walks inherited keys, integers first';
    return { what: 'for..in', why, instead: 'for..of over an array, a Map or Object.keys' };
  }
  return undefined;
}

function banPortable(node: ts.Node): Ban | undefined {
  if (ts.isIdentifier(node)) return banName(node);
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) {
    return { what: 'async code', why: LATER, instead: 'return the value; cli and runner may wait' };
  }
  if (isElementOfMath(node)) {
    const why = 'a name in brackets hides which function is called';
    return { what: node.getText(), why, instead: 'write Math.name' };
  }
  return undefined;
}

function banName(node: ts.Identifier): Ban | undefined {
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  if (isMember && /^(toLocale\w*|localeCompare)$/.test(node.text)) {
    return { what: node.text, why: LOCALE, instead: 'compare with < and format by hand' };
  }
  const ban = NAMES.get(node.text);
  if (ban === undefined || isMember || isLabel(node)) return undefined;
  return { what: node.text, why: ban[0], instead: ban[1] };
}

function banStrict(node: ts.Node): Ban | undefined {
  const why = 'its last bit differs between JavaScript engines';
  if (ts.isIdentifier(node) && node.text === 'Math' && !isLabel(node)) {
    const access = node.parent;
    const name = ts.isPropertyAccessExpression(access) ? access.name.text : undefined;
    if (name !== undefined && (SAME_BITS.has(name) || name === 'random')) return undefined;
    const what = name === undefined ? 'Math as a value' : `Math.${name}`;
    return { what, why, instead: 'the function of that name in engine/math.ts' };
  }
  if (isPowerOfUnknown(node)) {
    const what = `the power ${node.getText()}`;
    return {
      what,
      why,
      instead: 'pow of engine/math.ts, powerOfTwo of engine/bits.ts, or a product',
    };
  }
  return undefined;
}

function banShape(node: ts.Node): Ban | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) {
    return { what: 'any', why: 'it switches the checker off', instead: 'unknown, then narrow it' };
  }
  if (ts.isNonNullExpression(node)) {
    const why = 'it promises what the checker could not see';
    return { what: `${node.getText()}`, why, instead: 'narrow with an if, or throw in words' };
  }
  if (ts.isHeritageClause(node) && isInheritance(node)) {
    const why = 'inheritance hides where behaviour comes from';
    return {
      what: `class ${node.getText()}`,
      why,
      instead: 'hold the other object, or a function',
    };
  }
  if (
    ts.isExportAssignment(node) ||
    (node.kind === ts.SyntaxKind.DefaultKeyword && isModifier(node))
  ) {
    const why = 'each importer would name it differently';
    return { what: 'a default export', why, instead: 'a named export' };
  }
  if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) {
    const why = 'type stripping cannot erase it';
    return { what: node.getText().slice(0, 24), why, instead: 'a union of literals, or a file' };
  }
  return undefined;
}

function banCast(node: ts.Node): Ban | undefined {
  const isCast = ts.isAsExpression(node) || ts.isTypeAssertionExpression(node);
  if (!isCast || node.type.getText() === 'const') return undefined;
  const what = `the cast to ${node.type.getText().slice(0, 40)}`;
  return { what, why: 'it claims a type nobody checked', instead: 'narrow, or check in a parser' };
}

function isLet(node: ts.VariableStatement): boolean {
  return (node.declarationList.flags & ts.NodeFlags.Let) !== 0;
}

function isDefaultByOr(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const operator = node.operatorToken.kind;
  const isOr =
    operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.BarBarEqualsToken;
  const { right } = node;
  return (
    isOr &&
    (ts.isLiteralExpression(right) ||
      ts.isArrayLiteralExpression(right) ||
      ts.isObjectLiteralExpression(right))
  );
}

function isElementOfMath(node: ts.Node): boolean {
  return ts.isElementAccessExpression(node) && node.expression.getText() === 'Math';
}

function isPowerOfUnknown(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const operator = node.operatorToken.kind;
  const isPower =
    operator === ts.SyntaxKind.AsteriskAsteriskToken ||
    operator === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
  return isPower && !/^-?\d+$/.test(node.right.getText());
}

function isInheritance(node: ts.HeritageClause): boolean {
  const isClass = ts.isClassLike(node.parent);
  const parent = node.types[0]?.expression.getText();
  return isClass && node.token === ts.SyntaxKind.ExtendsKeyword && parent !== 'Error';
}

function isModifier(node: ts.Node): boolean {
  return ts.canHaveModifiers(node.parent);
}

/** A key, a declared member or an imported alias: the text is a name, not the thing. */
function isLabel(node: ts.Identifier): boolean {
  const { parent } = node;
  const isKey =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent);
  return isKey && parent.name === node;
}

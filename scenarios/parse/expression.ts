import {
  type FunctionNode,
  isConditionalNode,
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
  type MathNode,
} from 'mathjs';
import { FUNCTIONS, OPERATORS, type Spike, spikeOf } from './functions.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Rule, Term } from './term.ts';
import { COUNTED, convert, parseExpression } from './units.ts';

const DEEPEST = 24;
const TIME_UNITS = [
  'us',
  'ms',
  's',
  'min',
  'h',
  'hour',
  'hours',
  'd',
  'day',
  'days',
  'week',
  'weeks',
];
const NOTHING: Term = { power: 0, at: () => Number.NaN };

/** What was wanted in place of a part of an expression. */
export interface Objection {
  readonly wanted: string;
  readonly nearest?: string | undefined;
}

/** Compiles an expression of t; only numbers, units, listed functions and operators may occur. */
export function compileExpression(text: string): {
  readonly term: Term;
  readonly complaints: readonly Objection[];
  readonly spikes: readonly Spike[];
} {
  const complaints: Objection[] = [];
  const spikes: Spike[] = [];
  try {
    const term = compileNode(parseExpression(text), { complaints, spikes, depth: 0 });
    return { term, complaints, spikes };
  } catch (trouble) {
    const said = trouble instanceof Error ? trouble.message : 'it cannot be read';
    return { term: NOTHING, complaints: [{ wanted: `a formula (${said})` }], spikes };
  }
}

interface Context {
  readonly complaints: Objection[];
  readonly spikes: Spike[];
  readonly depth: number;
}

function compileNode(node: MathNode, context: Context): Term {
  const inside = { ...context, depth: context.depth + 1 };
  if (inside.depth > DEEPEST) return complain(context, 'a formula nested less deeply');
  if (isParenthesisNode(node)) return compileNode(node.content, inside);
  if (isConstantNode(node)) return compileConstant(node.value, inside);
  if (isSymbolNode(node)) return compileSymbol(node.name, inside);
  if (isOperatorNode(node)) return compileOperator(node.fn, node.op, node.args, inside);
  if (isFunctionNode(node)) return compileFunction(node, inside);
  if (isConditionalNode(node)) {
    const parts = [node.condition, node.trueExpr, node.falseExpr];
    return chooseBetween(
      parts.map((part) => compileNode(part, inside)),
      inside,
    );
  }
  return complain(context, 'numbers, units, t, pi, + - * / ^, comparisons and listed functions');
}

function complain(context: Context, wanted: string, nearest?: string): Term {
  context.complaints.push({ wanted, nearest });
  return NOTHING;
}

function compileConstant(value: unknown, context: Context): Term {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return complain(context, 'finite numbers');
  return constant(value, 0);
}

function constant(value: number, power: number): Term {
  return { power, at: () => value, constant: value };
}

function compileSymbol(name: string, context: Context): Term {
  if (name === 't') return { power: 1, at: (t) => t };
  if (name === 'pi') return constant(Math.PI, 0);
  if (COUNTED.some((word) => word === name)) return constant(1, 0);
  const seconds = TIME_UNITS.includes(name) ? convert(`1 ${name}`, 's') : undefined;
  if (seconds !== undefined) return constant(seconds, 1);
  const nearest = nearestOf(name, ['pi', ...TIME_UNITS]);
  return complain(context, `t, pi or a unit of time instead of "${name}"`, nearest);
}

function compileOperator(
  fn: string,
  symbol: string,
  operands: readonly MathNode[],
  context: Context,
): Term {
  const args = operands.map((operand) => compileNode(operand, context));
  const rule = OPERATORS.get(fn);
  if (rule === undefined) return complain(context, `+ - * / ^ or a comparison, not "${symbol}"`);
  return applyRule(rule, { args, name: `"${symbol}"` }, context);
}

function compileFunction(node: FunctionNode, context: Context): Term {
  const { name } = node.fn;
  const rule = FUNCTIONS.get(name);
  if (rule === undefined) {
    const known = [...FUNCTIONS.keys()];
    const wanted = `${listed(known, 'or')}, not "${name}"`;
    return complain(context, wanted, nearestOf(name, known));
  }
  const args = node.args.map((arg) => compileNode(arg, context));
  return applyRule(rule, { args, name }, context);
}

interface Call {
  readonly name: string;
  readonly args: readonly Term[];
}

function applyRule(rule: Rule, { name, args }: Call, context: Context): Term {
  if (context.complaints.length > 0) return NOTHING;
  const isOpen = rule.takes.includes('…');
  const fits = isOpen ? args.length >= 1 : args.length === rule.takes.length;
  if (!fits) return complain(context, `${name}(${rule.takes.join(', ')})`);
  const power = rule.power(args);
  const spike = spikeOf(name, args);
  if (spike !== undefined) context.spikes.push(spike);
  if (power === undefined) return complain(context, `units that fit together in ${name}`);
  const isConstant = args.every((arg) => arg.constant !== undefined);
  if (isConstant) return constant(rule.of(args.map((arg) => arg.at(0))), power);
  return { power, at: (t) => rule.of(args.map((arg) => arg.at(t))) };
}

function chooseBetween([condition, yes, no]: readonly Term[], context: Context): Term {
  if (context.complaints.length > 0) return NOTHING;
  if (yes.power !== no.power) return complain(context, 'the same unit on both sides of ":"');
  return { power: yes.power, at: (t) => (condition.at(t) !== 0 ? yes.at(t) : no.at(t)) };
}

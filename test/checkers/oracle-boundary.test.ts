import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/**
 * What the world knows and reality would hide from an operator at the moment of deciding. Each
 * pattern meets a whole field name, written in camel case.
 */
const HIDDEN: readonly (readonly [pattern: RegExp, truth: string])[] = [
  [/^(output|generated|reply|answer)Tokens?$/, 'the true length of an answer not yet given'],
  [/^(session|play|match|player)Ends?(At|Time)?$/, 'when a player will leave'],
  [/^planned(Session|Length|End)\w*$/, 'how long a player means to stay'],
  [/^(service|remaining)(Time|Work)(Left)?$/, 'the true work of one waiting request'],
  [/^(departure|completion|finish)\w*(At|Time)$/, 'when a request will be done'],
  [/^(future|next|coming|upcoming|tomorrow)[A-Z]\w*$/, 'a later value of a recorded series'],
  [/^(actual|true|real|exact)[A-Z]\w*$/, 'the ground truth behind a measurement'],
  [/^\w*(fault|outage|revocation|failure)(Schedule|s?At|Times?|Plan)$/i, 'the fault schedule'],
  [/^(revoked|revokes|drains|ends|fails|dies|gone)(At|In|On)$/, 'when capacity will be lost'],
  [/^boot(ed|s)?(At|Time|Left|Remaining)$|^readyAt$/, 'when a booting instance will be ready'],
  [/^(patience|quit|churn)\w*$/i, 'the mind of a player'],
  [/^(seed|stream|random)\w*$/i, 'the source of chance'],
  [/^(world|agenda|simulation|ledger|trace|traces|series|scenario)$/, 'the simulator itself'],
];

/** The files whose types a policy receives. */
const SEEN = [
  'observation',
  'contract',
  'decision',
  'job-brief',
  'pool-brief',
  'placement',
  'search',
].map((name) => `policies/${name}.ts`);

const fieldNamesOf = (text: string): readonly string[] => {
  const tree = ts.createSourceFile('seen.ts', text, ts.ScriptTarget.ES2023, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) || ts.isMethodSignature(node)) names.push(node.name.getText());
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
};

const leaksOf = (text: string): readonly string[] => {
  return fieldNamesOf(text).flatMap((name) => {
    const truths = HIDDEN.filter(([pattern]) => pattern.test(name));
    return truths.map(([, truth]) => `${name} would tell ${truth}`);
  });
};

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the oracle boundary', () => {
  it.each(SEEN)('is kept by %s', (path) => {
    const text = read(path);
    expect(fieldNamesOf(text).length).toBeGreaterThan(3);
    expect(leaksOf(text)).toEqual([]);
  });

  it('lets an observation hold plain data only: nothing to call, nothing to ask', () => {
    const text = read('policies/observation.ts');
    const tree = ts.createSourceFile('seen.ts', text, ts.ScriptTarget.ES2023, true);
    const calls: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionTypeNode(node) || ts.isMethodSignature(node)) calls.push(node.getText());
      ts.forEachChild(node, visit);
    };
    visit(tree);
    expect(calls).toEqual([]);
  });

  it('takes what a policy sees from units and its own folder, never from the world', () => {
    const origins = SEEN.flatMap((path) => [...read(path).matchAll(/from '([^']+)'/g)]);
    expect(origins.map(([, from]) => from).filter((from) => !isHarmless(from))).toEqual([]);
  });

  it.each([
    'outputTokens',
    'sessionEndsAt',
    'serviceTime',
    'futureIntensity',
    'nextRevocation',
    'faultSchedule',
    'outageTimes',
    'revokedAt',
    'readyAt',
    'quitPerLateAnswer',
    'seed',
  ])('would notice %s', (name) => {
    expect(leaksOf(`interface A { readonly ${name}: number }`)).toHaveLength(1);
  });
});

const isHarmless = (from: string | undefined) => {
  return (
    from === '../engine/units.ts' ||
    /^\.\/(observation|decision|contract|gate|job-brief|pool-brief)\.ts$/.test(from ?? '')
  );
};

import { describe, expect, it } from 'vitest';
import { claimsReference } from '../../../scenarios/claims-reference.ts';
import { parseClaim } from '../../../scenarios/parse-claim.ts';
import { formatProblems } from '../../../scenarios/problem.ts';

const FOLDER = new URL('../../../docs/reference/', import.meta.url).pathname;

const SOUND = `claim: Half of the money is saved
systems: [E1]
runs:
  main: { scenario: launch-week }
  other: { scenario: launch-week, set: { players.match.players: 2 } }
parts:
  cost:
    says: half as dear
    measure: { form: change, kpi: cost, of: main/new, against: other/old }
    wanted: at most -50 %
  later:
    says: and much more
    not covered: nobody built it
assumptions:
  pace:
    says: players ask often
    source: assumed
    vary:
      seldom: { set: { players.think: { deterministic: 9 min } }, in: [other] }
`;

function problemsOf(text: string): string {
  const parsed = parseClaim(text, 'scenarios/claims/cl9.yaml', ['launch-week']);
  return 'problems' in parsed ? formatProblems(parsed.problems) : '';
}

describe("a claim's file", () => {
  it('is read into runs, parts and variations, named by its file', () => {
    const parsed = parseClaim(SOUND, 'scenarios/claims/cl9.yaml', ['launch-week']);
    const claim = 'claim' in parsed ? parsed.claim : undefined;
    expect(claim).toMatchObject({ id: 'CL9', systems: ['E1'], remark: '' });
    expect(claim?.runs[1].set).toEqual([{ path: 'players.match.players', value: 2 }]);
    expect(claim?.parts[0]).toMatchObject({
      quantity: {
        form: 'change',
        outcome: { kpi: 'cost' },
        of: [
          { run: 'main', contender: 'new' },
          { run: 'other', contender: 'old' },
        ],
      },
      wanted: { bound: 'most', value: -50 },
    });
    expect(claim?.parts[1]).toMatchObject({ notCovered: 'nobody built it' });
    expect(claim?.assumptions[0].vary[0]).toMatchObject({ name: 'seldom', runs: ['other'] });
  });

  it.each([
    ['kpi: cost', 'kpi: costs', /9 .*kpi .*found costs .*nearest: cost$/m],
    ['scenario: launch-week }', 'scenario: launch }', /4 .*scenario .*a scenario of the library/],
    ['of: main/new', 'of: mine/new', /9 .*measure\.of .*RUN\/CONTENDER .*main or other/],
    ['of: main/new', 'of: new', /9 .*measure\.of .*RUN\/CONTENDER/],
    ['-50 %', '-50 USD', /10 .*wanted .*found at most -50 USD .*"at most -50 %"/],
    ['at most', 'below', /10 .*wanted .*"at least 60 %"/],
    [', against: other/old', '', /9 .*measure .*of and against for a change/],
    ['kpi: cost,', 'kpi: cost, recovery of: x,', /9 .*measure .*either kpi or recovery of/],
    ['form: change', 'form: chance', /9 .*form .*nearest: change/],
    ['    not covered: nobody built it\n', '', /12 .*parts\.later .*either measure and wanted/],
    ['in: [other]', 'in: [third]', /19 .*in\.0 .*found third .*a run of this claim/],
    ['systems', 'system', /2 .*system .*wanted systems/],
  ])('with %j written as %j is refused with its line', (piece, replacement, said) => {
    expect(SOUND).toContain(piece);
    expect(problemsOf(SOUND)).toBe('');
    expect(problemsOf(SOUND.replace(piece, replacement))).toMatch(said);
  });
});

describe("the reference of claims' files", () => {
  // Run with -u to write the file again after a change of the schema.
  it('is what the schema says', async () => {
    await expect(claimsReference()).toMatchFileSnapshot(`${FOLDER}claims.md`);
  });
});

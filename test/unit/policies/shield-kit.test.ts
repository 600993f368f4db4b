import { describe, expect, it } from 'vitest';
import type { Turn, Verdict } from '../../../policies/contract.ts';
import type { Decision } from '../../../policies/decision.ts';
import type { LoopPolicy, PolicyListing } from '../../../policies/listing.ts';
import { complaintAboutDecisions } from '../../../policies/loop.ts';
import type { Observation } from '../../../policies/observation.ts';
import { capacityPolicies, jobPolicies, routingPolicies } from '../../../policies/registry.ts';
import { shieldPolicy } from '../../../policies/shield/shield.ts';
import { DEGENERATE, type Degenerate, healthy, kitBrief } from '../../kits/policy-kit.ts';
import { LIMITS } from './shield-limits.ts';

const EVERY = 30_000_000;
const HOUR = 3_600_000_000;
const policies = { ...capacityPolicies, ...routingPolicies, ...jobPolicies };
const listings = Object.entries(policies);

function make({ create, parameters }: PolicyListing): LoopPolicy {
  const needed = Object.entries(parameters).filter(([, { default: value }]) => value === undefined);
  const given = Object.fromEntries(
    needed.map(([name, { least, most }]) => [name, (least + most) / 2]),
  );
  return create(given, kitBrief(), EVERY);
}

type Lived = readonly { readonly turn: Turn<Observation, unknown>; readonly verdict: Answer }[];
type Answer = Verdict<Decision, unknown>;

/** A healthy turn, the degenerate one, and two healthy ones to come back by. */
function live(policy: LoopPolicy, degenerate: Degenerate): Lived {
  let memory = policy.begin();
  return [0, 1, 2, 3].map((step) => {
    const at = HOUR + step * EVERY;
    const told = { at, observedAt: at - 15_000_000, observation: healthy(), receipts: [], memory };
    const turn = step === 1 ? degenerate.turn(told) : told;
    const verdict = policy.decide(turn);
    memory = verdict.memory;
    return { turn, verdict };
  });
}

function isSane({ turn, verdict }: Lived[number]): boolean {
  const facts = Object.values(verdict.because.facts);
  const complaint =
    verdict.decisions.length === 0
      ? undefined
      : complaintAboutDecisions(verdict, turn.observation ?? healthy());
  return complaint === undefined && facts.every((value) => Number.isFinite(value));
}

describe('under a shield, every policy of the registry', () => {
  it.each(DEGENERATE.map((one) => [one.name, one] as const))(
    'lives through %s',
    (_, degenerate) => {
      for (const [id, listing] of listings) {
        const lived = live(shieldPolicy(make(listing), LIMITS, kitBrief()), degenerate);
        expect(lived.every(isSane), id).toBe(true);
        const [before, during, ...after] = lived.map(({ verdict }) => verdict.interventions ?? []);
        expect(before, id).toEqual(before.filter(({ rule }) => LIMIT_RULES.includes(rule)));
        if (degenerate.isBad) expect(during.length, id).toBeGreaterThan(0);
        const rules = after.flat().map(({ rule }) => rule);
        // What ran backwards once runs forwards again: no later turn is amiss for it.
        expect(
          rules.filter((rule) => !LIMIT_RULES.includes(rule)),
          id,
        ).toEqual([]);
      }
    },
  );

  it('shrinks nothing on what it was told wrongly', () => {
    for (const degenerate of DEGENERATE.filter(({ isBad }) => isBad)) {
      for (const [id, listing] of Object.entries(capacityPolicies)) {
        const lived = live(shieldPolicy(make(listing), LIMITS, kitBrief()), degenerate);
        const [before, during] = lived.map(({ verdict }) => heldBy(verdict.decisions));
        for (const [key, instances] of during) {
          // Of one region all was told well, and a receipt says nothing of machines.
          if (key === '1' && degenerate.name === 'one NaN price') continue;
          if (degenerate.name === 'a stray receipt') continue;
          expect(instances, `${id}, ${degenerate.name}, ${key}`).toBeGreaterThanOrEqual(
            Math.min(before.get(key) ?? 4, 4),
          );
        }
      }
    }
  });
});

const LIMIT_RULES = ['most growth', 'most shrinkage', 'quota', 'floor of the load'];

function heldBy(decisions: readonly Decision[]): ReadonlyMap<string, number> {
  return new Map(
    decisions.flatMap((one) => {
      const isKept = one.kind === 'scale' && one.market === 'on-demand';
      return isKept ? [[`${one.region}`, one.instances] as const] : [];
    }),
  );
}

describe('bare, policies of the registry', () => {
  // Not what should be: what is. A policy that gets better at it leaves this list.
  it('fail as this table says', async () => {
    const rows = listings.map(([id, listing]) => {
      const fails = DEGENERATE.filter((one) => !survives(listing, one)).map(({ name }) => name);
      return `${id}: ${fails.length === 0 ? 'survives everything' : `fails ${fails.join(', ')}`}`;
    });
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('bare-policies.txt');
  });
});

function survives(listing: PolicyListing, degenerate: Degenerate): boolean {
  try {
    return live(make(listing), degenerate).every(isSane);
  } catch {
    return false;
  }
}

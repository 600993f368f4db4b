import { describe, expect, it } from 'vitest';
import { hpa } from '../../../policies/baselines/hpa.ts';
import { hpaOnSpot } from '../../../policies/baselines/hpa-on-spot.ts';
import type { LoopPolicy, PolicyListing } from '../../../policies/listing.ts';
import type { Market } from '../../../policies/observation.ts';
import { briefOf, regionSeen, seen } from '../../policies/world.ts';

const EVERY = 15_000_000;
const TARGET = 0.6;
type Counts = Readonly<Record<Market, number>>;

interface Look {
  readonly ready: Counts;
  readonly booting?: Counts;
  readonly utilisation?: number;
}

function make(listing: PolicyListing, parameters = {}): LoopPolicy {
  return listing.create(parameters, briefOf(), EVERY);
}

/** Orders for west turn by turn, as `market count`; each look is a scrape of west. */
function ordersOf(policy: LoopPolicy, looks: readonly Look[]): string[][] {
  let memory = policy.begin();
  return looks.map((look, turn) => {
    const at = (turn + 1) * EVERY;
    const observation = seen({ regions: [westOf(look)] });
    const verdict = policy.decide({ at, observedAt: at, observation, receipts: [], memory });
    memory = verdict.memory;
    return verdict.decisions.map((decision) =>
      decision.kind === 'scale' ? `${decision.market} ${decision.instances}` : decision.kind,
    );
  });
}

function westOf({ ready, booting = none(), utilisation = TARGET }: Look) {
  const readySlotSeconds = (ready['on-demand'] + ready.spot) * 240;
  return regionSeen({
    ready,
    booting,
    readySlotSeconds,
    busySlotSeconds: utilisation * readySlotSeconds,
  });
}

function none(): Counts {
  return { 'on-demand': 0, spot: 0 };
}

describe('the autoscaler on spot', () => {
  it('buys what the autoscaler wants beyond the floor as spot, and stands in meanwhile', () => {
    const looks = [
      { ready: { 'on-demand': 4, spot: 0 }, utilisation: 0.9 },
      { ready: { 'on-demand': 4, spot: 0 }, booting: { 'on-demand': 2, spot: 5 } },
      {
        ready: { 'on-demand': 6, spot: 3 },
        booting: { 'on-demand': 0, spot: 2 },
        utilisation: 0.4,
      },
      { ready: { 'on-demand': 3, spot: 5 }, utilisation: 0.45 },
      { ready: { 'on-demand': 1, spot: 5 } },
    ];
    // 0.9 / 0.6 x 4 = 6 wanted: 1 floor, 5 spot; on-demand is 1 + what spot is not ready.
    expect(ordersOf(make(hpaOnSpot), looks)).toEqual([
      ['on-demand 6', 'spot 5'],
      [],
      ['on-demand 3'],
      ['on-demand 1'],
      [],
    ]);
  });

  it('stays on on-demand while spot is refused, and keeps asking', () => {
    const refused = { ready: { 'on-demand': 4, spot: 0 } };
    expect(ordersOf(make(hpaOnSpot), [refused, refused])).toEqual([['spot 3'], ['spot 3']]);
  });

  it('takes on-demand for revoked spot at once, never beyond what is wanted', () => {
    const looks = [
      { ready: { 'on-demand': 2, spot: 4 } },
      { ready: { 'on-demand': 2, spot: 1 }, utilisation: 1.2 },
      { ready: { 'on-demand': 2, spot: 0 }, utilisation: TARGET },
    ];
    const parameters = { 'on-demand-floor': 2, most: 6 };
    expect(ordersOf(make(hpaOnSpot, parameters), looks)).toEqual([
      [],
      ['on-demand 5', 'spot 4'],
      ['on-demand 6', 'spot 4'],
    ]);
  });

  it('wants as many as the autoscaler does when all is on demand', () => {
    const looks = [0.6, 0.9, 0.9, 0.2, 0.7].map((utilisation) => ({
      ready: { 'on-demand': 10, spot: 0 },
      utilisation,
    }));
    const floor = { 'on-demand-floor': 1_000_000 };
    const counts = (orders: string[][]) =>
      orders.flat().filter((order) => order !== 'on-demand 10');
    expect(counts(ordersOf(make(hpaOnSpot, floor), looks))).toEqual(
      counts(ordersOf(make(hpa), looks)),
    );
  });
});

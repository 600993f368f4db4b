import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../engine/units.ts';
import type { LinkView, PlacementBrief, PlacementView } from '../../../../policies/placement.ts';
import { placementGates } from '../../../../policies/registry.ts';
import { link } from '../../../laws/policies/cecal/links.ts';

const brief: PlacementBrief = {
  variants: [
    { name: 'full', fidelity: 1, work: [14_000, 6000, 6000] },
    { name: 'small', fidelity: 0.9, work: [7000, 2400, 2400] },
  ],
  budget: 33_300,
  frameEvery: 16_667,
  pricePerSecond: [0, 4e-4, 1e-4],
  powerW: [5, 40, 40],
  hasFallback: false,
};

const flat = (rtt: number): LinkView => link([rtt, rtt, rtt, rtt, rtt, rtt], { last: rtt });

/** The frame of a player whose turn to probe it is not. */
function viewOf(edge: LinkView, cloud: LinkView, heat = -1): PlacementView {
  return {
    ...{ at: 0, player: 1, group: 0, links: [edge, cloud], heat },
    ...{ choice: -1, intensityGPerKwh: 300 },
  };
}

const ids = Object.keys(placementGates).filter((id) => id.startsWith('cecal/'));
const tables = ['cecal/per-frame', 'cecal/per-frame-learning', 'cecal/myopic'];
const made = new Map(ids.map((id) => [id, placementGates[id].create({}, brief)]));

function choose(id: string, view: PlacementView): number {
  const gate = made.get(id);
  if (gate === undefined) throw new Error(id);
  return gate.choose(view, gate.begin());
}

const placeOf = (choice: number) => Math.floor(choice / brief.variants.length);

describe.each(ids)('%s', (id) => {
  it('places every frame somewhere, whatever nonsense a link shows', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e18]) {
      const bad = Object.fromEntries(Object.keys(flat(1)).map((key) => [key, value]));
      const view = viewOf({ ...flat(1), ...bad }, { ...flat(9000), ...bad }, value);
      const choice = choose(id, { ...view, intensityGPerKwh: value });
      expect(Number.isInteger(choice) && choice >= 0 && choice < 6).toBe(true);
    }
  });

  it('tries a way again that was not measured for long, one frame in eight', () => {
    const view = viewOf({ ...flat(9000), age: 60 * SECOND }, flat(9000));
    expect(choose(id, { ...view, player: 0 })).toBe(3);
    expect(choose(id, { ...view, player: 8 })).toBe(3);
  });

  it('leaves a variant that this device cannot run', () => {
    const gate = made.get(id);
    if (gate === undefined) throw new Error(id);
    const memory = gate.begin();
    const view = viewOf(flat(300_000), flat(300_000), 0.1);
    const first = gate.choose(view, memory);
    expect(placeOf(first)).toBe(0);
    const failed = { at: 1, player: 1, response: Infinity, roundTrip: 0 };
    gate.hear?.({ ...failed, choice: first, isLate: true, isFallback: false }, memory);
    expect(gate.choose(view, memory)).not.toBe(first);
    expect(gate.choose({ ...view, player: 2 }, memory)).toBe(first);
  });
});

describe.each(tables)('%s as a table', (id) => {
  it('never goes more to the cloud over a worse way to it', () => {
    const edges = [5000, 20_000, 60_000, 200_000];
    for (const edge of edges) {
      for (const heat of [-1, 0.1, 1]) {
        const clouds = [5000, 12_000, 18_000, 26_000, 40_000, 90_000, 300_000].map((rtt) => {
          return placeOf(choose(id, viewOf(flat(edge), flat(rtt), heat))) === 2;
        });
        const last = clouds.lastIndexOf(true);
        expect(clouds.slice(0, last + 1).every(Boolean)).toBe(true);
      }
    }
  });

  it('uses the device where both ways are hopeless, and the near way where there is none', () => {
    expect(placeOf(choose(id, viewOf(flat(90_000), flat(90_000), 0.1)))).toBe(0);
    expect(placeOf(choose(id, viewOf(flat(5000), flat(200_000))))).toBe(1);
  });
});

describe('learning gates', () => {
  it('leave a way on which everything is late, though its round trips look good', () => {
    const id = 'cecal/per-frame-learning';
    const gate = placementGates[id].create({}, brief);
    const memory = gate.begin();
    const view = viewOf(flat(9000), flat(9500));
    const first = gate.choose(view, memory);
    for (let i = 0; i < 200; i++) {
      const choice = gate.choose(view, memory);
      if (choice !== first) break;
      const late = { at: i, player: 1, choice, response: 90_000, roundTrip: 9000 };
      gate.hear?.({ ...late, isLate: true, isFallback: false }, memory);
    }
    expect(placeOf(gate.choose(view, memory))).not.toBe(placeOf(first));
  });

  it('keep to the best variant only while it is foretold to be in time', () => {
    const gate = placementGates['cecal/largest-fidelity'].create({ 'late-most': 0.2 }, brief);
    const memory = gate.begin();
    for (let i = 0; i < 6000; i++) {
      const rtt = 5000 + (i % 40) * 1500;
      const view = viewOf(flat(rtt), { ...flat(200_000) });
      const choice = gate.choose(view, memory);
      const place = placeOf(choice);
      const response = (place === 1 ? rtt : 200_000) + brief.variants[choice % 2].work[1];
      const told = { at: i, player: 1, choice, response, roundTrip: rtt, isFallback: false };
      gate.hear?.({ ...told, isLate: response > brief.budget }, memory);
    }
    expect(placeOf(gate.choose(viewOf(flat(8000), flat(200_000)), memory))).toBe(1);
    expect(gate.choose(viewOf(flat(90_000), flat(200_000), 0.1), memory)).toBeLessThan(2);
  });
});

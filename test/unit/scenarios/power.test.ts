import { describe, expect, it } from 'vitest';
import { compileCurve } from '../../../models/accounts/power-curve.ts';
import { servePipeline } from '../../../models/devices/fpga.ts';
import { serveHead } from '../../../models/devices/gpu.ts';
import { deviceOf } from '../../../scenarios/catalogue/devices.ts';
import { instanceOf } from '../../../scenarios/catalogue/instances.ts';
import { decodingPower } from '../../../scenarios/catalogue/power.ts';
import { placeModel } from '../../../scenarios/catalogue/serving.ts';
import { SHIPPED } from '../../../scenarios/catalogue/shipped.ts';
import { edited, scenarioOf, textOf } from './library.ts';

function typeNamed(name: string) {
  const type = instanceOf(SHIPPED, name);
  if (type === undefined) throw new Error(`no instance ${name}`);
  return type;
}

describe('power of an instance that serves', () => {
  it('ends at what cards draw when they answer, not at their limit', () => {
    const { serving } = scenarioOf(textOf('launch-week.yaml'));
    expect(serving.maxW).toBeCloseTo(0.74 * 72 + 20, 9);
    expect(serving.limitW).toBe(92);
  });

  it('is nearly in full with the first busy slot where text is written', () => {
    const { serving } = scenarioOf(textOf('launch-week.yaml'));
    const curve = serving.powerCurve ?? [];
    const watts = [...compileCurve(curve, serving)].map((uw) => serving.idleW + uw / 1e6);
    // The card's 53.28 W at once; of the host's 12 to 20 W a quarter with each slot.
    expect(watts).toEqual([39, 67.28, 69.28, 71.28, 73.28].map((watt) => expect.closeTo(watt, 5)));
  });

  it('goes by the recorded shares of a model that was measured on these cards', () => {
    const two = { ...typeNamed('a2-ultragpu-1g'), cards: 2, cardsLimitW: 800 };
    const placed = placeModel(SHIPPED, 'llama2-70b', two);
    if (placed === undefined) throw new Error('no such model');
    const served = { placed, filling: { batch: 8, context: 1280 } };
    const { maxW } = decodingPower(two, 8, { served });
    const card = (maxW - two.hostIdleW - two.hostW) / 800;
    // Prefill at 46 % for a part of the time, decoding at 74 to 83 % for the rest.
    expect(card).toBeGreaterThan(0.65);
    expect(card).toBeLessThan(0.83);
    expect(card).not.toBeCloseTo(two.inferenceShare, 2);
  });

  it('is a straight line for a law of times, and where the accounts say so', () => {
    expect(scenarioOf(textOf('frame-budget.yaml')).serving.powerCurve).toBeUndefined();
    const straight = edited('full-bill.yaml', 'power curve: teads', 'power curve: straight');
    expect(scenarioOf(straight).accounts?.curve).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('may be told, and training still drives cards to their limit', () => {
    const given = edited('launch-week.yaml', '\n  slots: 4', '\n  full power: 80 W\n  slots: 4');
    expect(scenarioOf(given).serving).toMatchObject({ maxW: 80 });
  });
});

describe('bit-serial work on gates and on a card', () => {
  /** Cost of a million runs at full use, `together` requests of one run each on the card. */
  function costs(together: number) {
    const [card, gates] = ['l4', 'vu9p-f1'].map((name) => deviceOf(SHIPPED, name));
    if (card?.kind !== 'gpu' || gates?.kind !== 'fpga') throw new Error('other devices');
    const cardMs = serveHead(card, card.heads['cifar-cnv'], together).busyMs / together;
    const gatesMs = servePipeline(gates, gates.images['cifar-cnv'], 1).busyMs;
    const hours = 1e6 / 3.6e6;
    return {
      card: cardMs * hours * typeNamed('g2-standard-4').price,
      gates: gatesMs * hours * typeNamed('f1.2xlarge').price,
    };
  }

  it('is cheaper on gates as long as the card takes fewer than three requests at once', () => {
    const saved = (together: number) => 1 - costs(together).gates / costs(together).card;
    expect(saved(1)).toBeCloseTo(0.625, 3);
    expect(saved(2)).toBeCloseTo(0.253, 3);
    expect(saved(3)).toBeCloseTo(-0.116, 3);
    expect(saved(64)).toBeLessThan(-10);
  });
});

import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../engine/units.ts';
import type { ForecastSetup } from '../../../../models/grid/forecast.ts';
import { totalsOf } from '../../../../models/totals.ts';
import { measureKpis } from '../../../../reports/kpis.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { saveReplication } from '../../../../scenarios/saved.ts';
import type { Scenario } from '../../../../scenarios/scenario.ts';
import type { CarbonSeries, TraceBundle } from '../../../../traces/series.ts';
import { smallBundle, smallScenario } from '../../../fixtures/small-world.ts';

const seasonal: ForecastSetup = { source: { kind: 'seasonal' }, every: HOUR, hours: 6 };
const disturbed: ForecastSetup = {
  source: { kind: 'disturbed', error: { limit: 0.2, halfBy: 6, correlation: 0.9 } },
  every: HOUR,
  hours: 6,
};

function observing(forecast: ForecastSetup | undefined): Scenario['observing'] {
  return { ...smallScenario().observing, forecast };
}

function open(forecast: ForecastSetup | undefined, bundle = smallBundle(), contender = 0) {
  const scenario = quietScenario({ observing: observing(forecast) });
  return openReplication({ scenario, bundle, contender, replication: 0 });
}

/** The small world with a tenth of its players: what is tested here does not depend on them. */
function quietScenario(changes: Partial<Scenario>): Scenario {
  const { players } = smallScenario();
  const { every, values } = players.arrivals;
  const arrivals = { every, values: values.map((value) => value / 10) };
  return smallScenario({ horizon: 4 * HOUR, players: { ...players, arrivals }, ...changes });
}

/** What the first region's newest scrape tells of the forecast. */
function toldBy(simulation: ReturnType<typeof open>) {
  const { recent, opening } = simulation.world.scrapes;
  const told = (recent.at(-1)?.observation ?? opening)?.regions[0];
  return { values: told?.forecastGPerKwh, issuedAt: told?.forecastIssuedAt };
}

function marginal(name: string, gPerKwh: number): CarbonSeries<'marginal'> {
  const { near } = smallBundle().carbon;
  return { ...near, name, times: [0], values: [gPerKwh], accounting: 'marginal' };
}

function withMarginal(names: readonly string[]): TraceBundle {
  const entries = names.map((name, i) => [name, marginal(name, 500 * (i + 1))] as const);
  return { ...smallBundle(), marginal: Object.fromEntries(entries) };
}

describe('a forecast in what policies see', () => {
  it('is not there unless the scenario has one', () => {
    const simulation = open(undefined);
    simulation.run(2 * HOUR);
    expect(simulation.world.grid).toBeUndefined();
    expect(toldBy(simulation)).toEqual({ values: undefined, issuedAt: undefined });
  });

  it('is there from the first observation on, and renewed when it is due', () => {
    const simulation = open({ ...seasonal, every: 90 * MINUTE });
    expect(toldBy(simulation)).toMatchObject({
      issuedAt: 0,
      values: [300, 300, 300, 300, 300, 300],
    });
    simulation.run(89 * MINUTE);
    expect(toldBy(simulation).issuedAt).toBe(0);
    simulation.run(92 * MINUTE);
    expect(toldBy(simulation).issuedAt).toBe(90 * MINUTE);
  });

  it('held at the last value is the value in force at the issue', () => {
    const simulation = open({ ...seasonal, source: { kind: 'persistence' } });
    simulation.run(1.5 * HOUR);
    expect(toldBy(simulation).values).toEqual(new Array(6).fill(200));
  });

  it('knows the days before the run where the recording has them', () => {
    const { near, far } = smallBundle().carbon;
    const before = Array.from({ length: 168 }, (_, i) => [300, 200, 200, 200][i % 24] ?? 400);
    const bundle = { ...smallBundle(), carbon: { near: { ...near, before }, far } };
    const { values = [] } = toldBy(open(seasonal, bundle));
    [200, 200, 200, 400].forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 6);
    });
  });

  it('made from the past does not move when the future does', () => {
    const { near, far } = smallBundle().carbon;
    const values = near.values.map((value, i) => (near.times[i] > 3 * HOUR ? 9 * value : value));
    const other = { ...smallBundle(), carbon: { near: { ...near, values }, far } };
    const [one, two] = [open(seasonal), open(seasonal, other)];
    for (const simulation of [one, two]) simulation.run(3 * HOUR);
    expect(toldBy(two)).toEqual(toldBy(one));
  });

  it('disturbed is near the truth, never the truth, and the same for every contender', () => {
    const [one, two] = [0, 1].map((contender) => open(disturbed, smallBundle(), contender));
    for (const simulation of [one, two]) simulation.run(2 * HOUR);
    const { values = [] } = toldBy(one);
    expect(toldBy(two)).toEqual(toldBy(one));
    [200, 400, 400, 400, 400, 400].forEach((truth, i) => {
      expect(values[i]).not.toBe(truth);
      expect(Math.abs(values[i] / truth - 1)).toBeLessThan(0.8);
    });
  });

  it('stands still while the feed is out, and says since when', () => {
    const outage = { name: 'dark', fault: 'feed outage', feed: 'carbon', at: 0.5 * HOUR } as const;
    const rest = { lasts: 2 * HOUR, region: undefined, zone: undefined, group: undefined };
    const fault = { ...outage, ...rest, share: 1, factor: 1, skew: 0 };
    const scenario = quietScenario({ observing: observing(seasonal), faults: [fault] });
    const bundle = smallBundle();
    const simulation = openReplication({ scenario, bundle, contender: 0, replication: 0 });
    simulation.run(2.4 * HOUR);
    expect(toldBy(simulation).issuedAt).toBe(0);
    simulation.run(3.1 * HOUR);
    expect(toldBy(simulation).issuedAt).toBe(3 * HOUR);
  });

  it('goes on after a save as if it had never stopped', () => {
    const observed = observing(disturbed);
    const scenario = quietScenario({ observing: observed });
    const input = { scenario, bundle: withMarginal(['near']), contender: 0, replication: 0 };
    const straight = openReplication(input);
    straight.run(1.7 * HOUR);
    const saved = saveReplication(straight, scenario.contenders[0].name, 0);
    const resumed = openReplication({ ...input, origin: { scenario, saved } });
    for (const simulation of [straight, resumed]) simulation.run(4 * HOUR);
    expect(resumed.digest()).toBe(straight.digest());
    expect(toldBy(resumed)).toEqual(toldBy(straight));
    expect(totalsOf(resumed)).toEqual(totalsOf(straight));
  });

  it('moves no event but its own issues', () => {
    const [without, withOne] = [open(undefined), open(seasonal)];
    for (const simulation of [without, withOne]) simulation.run(3 * HOUR);
    expect(withOne.events - without.events).toBe(3);
    const { marginalG: _, ...rest } = totalsOf(withOne);
    expect(totalsOf(without)).toMatchObject(rest);
  });
});

describe('the marginal account', () => {
  it('is energy × marginal intensity, and leaves the average account alone', () => {
    const [without, withBoth] = [open(undefined), open(undefined, withMarginal(['near', 'far']))];
    for (const simulation of [without, withBoth]) simulation.run(4 * HOUR);
    const totals = totalsOf(withBoth);
    const [near, far] = withBoth.world.ledger.region.energyJ;
    expect(totals.marginalG).toBeCloseTo((near * 500 + far * 1000) / 3.6e6, 6);
    expect(totals.marginalEnergyJ).toBeCloseTo(near + far, 3);
    expect(totals.operationalG).toBe(totalsOf(without).operationalG);
  });

  it('counts the energy of the regions that have one, and no other', () => {
    const simulation = open(undefined, withMarginal(['near']));
    simulation.run(4 * HOUR);
    const totals = totalsOf(simulation);
    const [near] = simulation.world.ledger.region.energyJ;
    expect(totals.marginalEnergyJ).toBeCloseTo(near, 3);
    expect(totals.marginalG).toBeCloseTo((near * 500) / 3.6e6, 6);
  });

  it('opens with the ledger after a warm-up', () => {
    const scenario = quietScenario({ warmUp: 2 * HOUR });
    const bundle = withMarginal(['near', 'far']);
    const simulation = openReplication({ scenario, bundle, contender: 0, replication: 0 });
    simulation.run(2 * HOUR);
    const before = simulation.world.ledger.region.energyJ[0];
    simulation.run(4 * HOUR);
    const totals = totalsOf(simulation);
    expect(totals.marginalEnergyJ).toBeCloseTo(totals.energyJ, 3);
    expect(before).toBeGreaterThan(0);
  });

  it('is a KPI of its own: undefined, with the reason, where no series is given', () => {
    const [without, withOne] = [open(undefined), open(undefined, withMarginal(['near']))];
    for (const simulation of [without, withOne]) simulation.run(HOUR);
    const told = [without, withOne].map((simulation) => {
      return measureKpis(totalsOf(simulation))['marginal-emissions'];
    });
    expect(told[0]).toEqual({ undefinedBecause: 'no marginal intensity is given' });
    expect(told[1]).toHaveProperty('value');
  });
});

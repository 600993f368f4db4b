import { meanOf } from '../engine/distributions.ts';
import { type Duration, SECOND } from '../engine/units.ts';
import type { GroupSetup, RegionSetup, Setup, WorkSetup } from '../models/setup.ts';
import type { LoopPolicy } from '../policies/listing.ts';
import type { Brief } from '../policies/observation.ts';
import { capacityPolicies, jobPolicies, routingPolicies } from '../policies/registry.ts';
import type { TraceBundle } from '../traces/series.ts';
import { scalePrices } from './catalogue/prices.ts';
import { compileAccounts } from './compile-accounts.ts';
import { briefBoot } from './compile-boot.ts';
import { compileDetail } from './compile-detail.ts';
import { compileFaults } from './compile-faults.ts';
import { compileGateway } from './compile-gateway.ts';
import { briefJobs, compileJobs } from './compile-jobs.ts';
import { compileNetwork, waysOf } from './compile-network.ts';
import { compilePipeline } from './compile-pipeline.ts';
import { compilePlayers } from './crowd.ts';
import { expectedPeak, groupRates, sinceMonday } from './population.ts';
import type { Contender, GroupScenario, PolicyChoice, Scenario } from './scenario.ts';
import { replicationSeed } from './seeds.ts';
import { zoneSeries } from './zones.ts';

/** A compiled run: everything fixed, and the contender's loops in the order of the setup's. */
export interface CompiledRun {
  readonly setup: Setup;
  readonly policies: readonly LoopPolicy[];
}

/** Compiles one contender of a scenario on its traces; `replication` numbers its seed. */
export function compileRun(
  scenario: Scenario,
  bundle: TraceBundle,
  contender: Contender,
  replication: number,
): CompiledRun {
  const setup = compileSetup(scenario, bundle, contender, replication);
  const brief = compileBrief(scenario, setup);
  const { capacity, routing, jobs } = contender;
  const policies = [
    routingPolicies[routing.use].create(routing.parameters, brief, routing.every),
    capacityPolicies[capacity.use].create(capacity.parameters, brief, capacity.every),
  ];
  if (jobs !== undefined) {
    policies.push(jobPolicies[jobs.use].create(jobs.parameters, brief, jobs.every));
  }
  return { setup, policies };
}

/** The loops of a contender in the order of the setup's. */
export function loopsOf({
  routing,
  capacity,
  jobs,
}: Contender): readonly (readonly [name: string, choice: PolicyChoice])[] {
  const loops: [string, PolicyChoice][] = [
    ['routing', routing],
    ['capacity', capacity],
  ];
  return jobs === undefined ? loops : [...loops, ['jobs', jobs]];
}

function compileSetup(
  scenario: Scenario,
  bundle: TraceBundle,
  contender: Contender,
  replication: number,
): Setup {
  const seed = replicationSeed(scenario.seed, replication);
  return {
    seed,
    horizon: scenario.horizon,
    warmUp: scenario.warmUp,
    regions: scenario.regions.map((_, place) => compileRegion(scenario, bundle, place, seed)),
    groups: scenario.players.groups.map((group) => compileGroup(scenario, bundle, group)),
    ...compilePlayers(scenario, seed),
    work: compileWork(scenario, bundle),
    jitter: Float64Array.from(bundle.jitter.factors),
    ...compileNetwork(scenario, bundle, seed),
    ...compileServing(scenario),
    ...compileObserving(scenario),
    atStart: scenario.atStart,
    loopEvery: loopsOf(contender).map(([, { every }]) => every),
    loopNames: loopsOf(contender).map(([name]) => name),
    ...compileJobs(scenario, bundle),
    ...compilePipeline(scenario, contender),
    ...compileAccounts(scenario, bundle),
    faults: compileFaults(scenario),
    ...compileGateway(scenario, contender),
    ...compileDetail(scenario, meanHold(compileWork(scenario, bundle))),
  };
}

function compileServing({ serving }: Scenario) {
  const { edge } = serving;
  return {
    slots: serving.slots,
    idleW: serving.idleW,
    maxW: serving.maxW,
    embodiedGPerSecond: (serving.embodiedKg * 1000 * SECOND) / serving.life,
    boot: serving.boot,
    notice: serving.notice,
    leastBilled: serving.leastBilled,
    budget: serving.budget,
    queueLimit: serving.queueLimit,
    giveUp: serving.giveUp,
    lowWork: serving.lowFidelity.work,
    edgeRtt: edge.rtt,
    edgePricePerSlotHour: edge.pricePerSlotHour,
    edgePowerPerSlotW: edge.powerPerSlotW,
  };
}

function compileObserving({ observing }: Scenario) {
  return {
    scrapeEvery: observing.every,
    scrapeDelay: observing.delay,
    scrapeLoss: observing.loss,
    probes: observing.probes,
    thinking: observing.thinking,
    actuation: observing.actuation,
    ...(observing.forecast === undefined ? {} : { forecast: observing.forecast }),
  };
}

function compileRegion(
  scenario: Scenario,
  bundle: TraceBundle,
  place: number,
  seed: number,
): RegionSetup {
  const region = scenario.regions[place];
  const before = scenario.regions.slice(0, place).reduce((sum, other) => sum + other.zones, 0);
  return {
    name: region.name,
    latitude: region.latitude,
    longitude: region.longitude,
    quota: region.quota,
    zones: region.zones,
    edgeSlots: region.edgeSlots,
    pue: region.pue,
    intensity: bundle.carbon[region.grid],
    ...(bundle.marginal === undefined ? {} : { marginal: bundle.marginal[region.grid] }),
    prices: scalePrices(bundle.prices[region.name], scenario.serving.priceFactor),
    zoneSeries: Array.from({ length: region.zones }, (_, zone) =>
      zoneSeries(bundle.availability, { region: region.name, zone, nth: before + zone }, seed),
    ),
  };
}

function compileGroup(scenario: Scenario, bundle: TraceBundle, group: GroupScenario): GroupSetup {
  const { players } = scenario;
  const rates = groupRates(players, group, sinceMonday(scenario.epoch));
  const peak = expectedPeak(rates, players.arrivals.every, players.session);
  const hold = meanHold(compileWork(scenario, bundle));
  const asksEvery = (meanOf(players.think) + hold) / SECOND;
  const from = bundle.rtt.names.indexOf(group.home);
  return {
    name: group.name,
    latitude: group.latitude,
    longitude: group.longitude,
    plannedPeakRate: peak / asksEvery,
    home: scenario.regions.findIndex((region) => region.name === group.home),
    ...waysOf(group),
    rates,
    rtt: Float64Array.from(
      scenario.regions,
      (region) => group.access + bundle.rtt.rtt[from][bundle.rtt.names.indexOf(region.name)],
    ),
  };
}

function compileWork(scenario: Scenario, bundle: TraceBundle): WorkSetup {
  const { service } = scenario.serving;
  if (service.kind === 'law') return service;
  const { context, generated } = bundle.tokens;
  return {
    ...service,
    context: Float64Array.from(context),
    generated: Float64Array.from(generated),
  };
}

/** What every policy is told beforehand, the same for all contenders. */
function compileBrief(scenario: Scenario, setup: Setup): Brief {
  return {
    regions: setup.regions.map(briefRegion),
    groups: setup.groups.map(({ name, latitude, longitude, plannedPeakRate }) => {
      return { name, latitude, longitude, plannedPeakRate };
    }),
    budget: setup.budget,
    slotsPerInstance: setup.slots,
    plannedService: meanHold(setup.work),
    ...briefBoot(setup.boot),
    lowFidelityWork: setup.lowWork,
    scrapeEvery: scenario.observing.every,
    ...briefJobs(setup.jobs),
  };
}

function briefRegion(region: RegionSetup): Brief['regions'][number] {
  const { name, latitude, longitude, quota, zones, edgeSlots } = region;
  return { name, latitude, longitude, quota, zones, edgeSlots };
}

/** Mean time a request holds a slot. */
function meanHold(work: WorkSetup): Duration {
  if (work.kind === 'law') return Math.round(meanOf(work.law));
  const mean = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.round(
    work.first + work.prefill * mean(work.context) + work.decode * mean(work.generated),
  );
}

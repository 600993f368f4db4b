import { meanOf } from '../engine/distributions.ts';
import { type Duration, SECOND } from '../engine/units.ts';
import type { Gates } from '../models/gates.ts';
import type { GroupSetup, RegionSetup, Setup, WorkSetup } from '../models/setup.ts';
import type { LoopPolicy } from '../policies/listing.ts';
import type { Brief } from '../policies/observation.ts';
import { openLoop } from '../policies/open-loop.ts';
import { capacityPolicies, routingPolicies } from '../policies/registry.ts';
import type { TraceBundle } from '../traces/series.ts';
import { compileAccounts } from './compile-accounts.ts';
import { briefBatching } from './compile-batching.ts';
import { briefBoot } from './compile-boot.ts';
import { compileDetail } from './compile-detail.ts';
import { compileFaults } from './compile-faults.ts';
import { briefLookUps, compileFeatures, residencyOf } from './compile-features.ts';
import { compileGateway } from './compile-gateway.ts';
import { briefHazards } from './compile-hazards.ts';
import { briefJobs, compileJobs } from './compile-jobs.ts';
import { compileMembership } from './compile-membership.ts';
import { compileNetwork, waysOf } from './compile-network.ts';
import { compilePipeline } from './compile-pipeline.ts';
import { compileFrames, compilePlacement } from './compile-placement.ts';
import { compileSearches, openSearchGate } from './compile-searches.ts';
import { compilePlayers } from './crowd.ts';
import { openJobLoop } from './oracles/registry.ts';
import { briefClasses, briefPool } from './pool-brief.ts';
import {
  compileInstance,
  compilePaces,
  holdOf,
  homeOf,
  placeOf,
  pricesOf,
  workClassOf,
} from './pools.ts';
import { expectedPeak, groupRates, sinceMonday } from './population.ts';
import type { Contender, GroupScenario, PolicyChoice, Scenario } from './scenario.ts';
import { replicationSeed } from './seeds.ts';
import { type ZonePlace, zoneSeries } from './zones.ts';

/** A compiled run: everything fixed, and the contender's loops in the order of the setup's. */
export interface CompiledRun {
  readonly setup: Setup;
  readonly policies: readonly LoopPolicy[];
  /** What is asked at once, where the scenario has such questions. */
  readonly gates: Gates;
  /** What the policies were told when they were made. */
  readonly brief: Brief;
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
    openLoop(routingPolicies[routing.use], routing, brief),
    openLoop(capacityPolicies[capacity.use], capacity, brief),
  ];
  if (jobs !== undefined) policies.push(openJobLoop(jobs, { brief, setup }));
  const known = { work: meanHold(setup.work), every: meanOf(setup.think) };
  const gates = {
    ...openSearchGate(scenario, contender, setup.searches),
    ...compileFrames(setup, contender, known),
  };
  return { setup, policies, brief, gates };
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
  const groups = scenario.players.groups.map((group) => compileGroup(scenario, bundle, group));
  const network = compileNetwork(scenario, bundle, seed);
  const jitter = Float64Array.from(bundle.jitter.factors);
  return {
    seed,
    horizon: scenario.horizon,
    warmUp: scenario.warmUp,
    regions: scenario.regions.map((_, place) => compileRegion(scenario, bundle, place, seed)),
    groups,
    ...compilePlayers(scenario, seed),
    work: compileWork(scenario, bundle),
    ...(scenario.serving.batching === undefined ? {} : { batching: scenario.serving.batching }),
    jitter,
    ...network,
    ...compileFeatures(scenario, groups, network.between),
    ...compilePaces(scenario),
    ...compileServing(scenario),
    ...compileObserving(scenario),
    loopEvery: loopsOf(contender).map(([, { every }]) => every),
    loopNames: loopsOf(contender).map(([name]) => name),
    ...compileJobs(scenario, bundle),
    ...compileSearches(scenario),
    ...compilePipeline(scenario, contender),
    ...compileAccounts(scenario, bundle),
    faults: compileFaults(scenario),
    ...(scenario.slo === undefined ? {} : { slo: scenario.slo }),
    ...compileGateway(scenario, contender),
    ...compileMembership(scenario, { between: network.between, jitter }),
    ...compilePlacement(scenario),
    ...compileDetail(scenario, meanHold(compileWork(scenario, bundle))),
  };
}

function compileServing({ serving }: Scenario) {
  const { edge } = serving;
  return {
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
  const building = placeOf(scenario, region);
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
    prices: pricesOf(scenario, region, bundle),
    place: building,
    instance: compileInstance(scenario, region),
    zoneSeries: Array.from({ length: region.zones }, (_, zone) =>
      zoneSeries(bundle.availability, zonePlace(scenario, building, zone), seed),
    ),
  };
}

// A pool's zones are those of its building: they sell and take back at the same instants.
function zonePlace({ regions }: Scenario, building: number, zone: number): ZonePlace {
  const before = regions.slice(0, building).reduce((sum, other) => sum + other.zones, 0);
  return { region: regions[building].name, zone, nth: before + zone };
}

function compileGroup(scenario: Scenario, bundle: TraceBundle, group: GroupScenario): GroupSetup {
  const { players } = scenario;
  const rates = groupRates(players, group, sinceMonday(scenario.epoch));
  const peak = expectedPeak(rates, players.arrivals.every, players.session);
  const home = homeOf(scenario, group.home, group.workClass);
  const hold = holdOf(scenario, group, home, () => meanHold(compileWork(scenario, bundle)));
  const asksEvery = (meanOf(players.think) + hold) / SECOND;
  const from = bundle.rtt.names.indexOf(group.home);
  return {
    name: group.name,
    latitude: group.latitude,
    longitude: group.longitude,
    plannedPeakRate: peak / asksEvery,
    home,
    ...workClassOf(scenario, group),
    ...residencyOf(scenario, group),
    ...waysOf(group),
    rates,
    rtt: Float64Array.from(
      scenario.regions,
      ({ name, place }) =>
        group.access + bundle.rtt.rtt[from][bundle.rtt.names.indexOf(place ?? name)],
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
  const lookUps = briefLookUps(setup);
  return {
    regions: setup.regions.map((region, at) => {
      return { ...briefRegion(region), ...briefPool(scenario, setup, at) };
    }),
    groups: setup.groups.map((group, at) => ({ ...briefGroup(group), ...lookUps(at) })),
    ...briefClasses(scenario),
    budget: setup.budget,
    slotsPerInstance: scenario.serving.slots,
    plannedService: meanHold(setup.work),
    ...briefBatching(setup, scenario.serving.slots),
    ...briefBoot(setup.boot),
    lowFidelityWork: setup.lowWork,
    scrapeEvery: scenario.observing.every,
    ...briefJobs(setup.jobs),
    ...briefHazards(scenario),
  };
}

function briefRegion(region: RegionSetup): Brief['regions'][number] {
  const { name, latitude, longitude, quota, zones, edgeSlots } = region;
  return { name, latitude, longitude, quota, zones, edgeSlots };
}

function briefGroup(group: GroupSetup): Brief['groups'][number] {
  const { name, latitude, longitude, plannedPeakRate, workClass, residency } = group;
  return {
    name,
    latitude,
    longitude,
    plannedPeakRate,
    ...(workClass === undefined ? {} : { workClass }),
    ...(residency === undefined ? {} : { residency }),
  };
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

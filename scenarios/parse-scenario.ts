import { DAY } from '../engine/units.ts';
import {
  capacityPolicies,
  placementGates,
  routingPolicies,
  searchGates,
} from '../policies/registry.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { jobLoops } from './oracles/registry.ts';
import { checkOwn, type OwnCatalogue, openMachines } from './own-catalogue.ts';
import { accountsOf, checkAccounts } from './parse/accounts.ts';
import {
  type Curves,
  groupsOf,
  placesOf,
  playersOf,
  regionsOf,
  servingOf,
} from './parse/assemble.ts';
import { checkBatching } from './parse/batching.ts';
import { checkPools } from './parse/check-pools.ts';
import { checkHomes, checkShelf, crossCheck } from './parse/cross-checks.ts';
import { checkCrowd, checkStorms } from './parse/crowd.ts';
import { type Formula, type Grid, sampleCurve, wordMost } from './parse/curve.ts';
import { checkFaults, faultsOf } from './parse/faults.ts';
import { checkFeatures, featuresOf } from './parse/features.ts';
import { checkGateways, gatewaysOf } from './parse/gateway.ts';
import { type Complaint, placeComplaints } from './parse/issues.ts';
import { checkHazards } from './parse/job-hazards.ts';
import { checkJobLoops, checkJobs, jobsOf } from './parse/jobs.ts';
import { checkMachines } from './parse/machines.ts';
import { checkMembership, membershipOf } from './parse/membership.ts';
import { checkPipeline, pipelineOf } from './parse/pipeline.ts';
import { checkPlacement, placementOf } from './parse/placement.ts';
import { type PolicyCatalogue, resolveContenders } from './parse/policy-choices.ts';
import { writeQuantity } from './parse/quantity.ts';
import { memberOf } from './parse/raw.ts';
import { checkSearches, checkSearchGates, searchesOf } from './parse/searches.ts';
import { isComplete, readSections, type Sections, type SomeSections } from './parse/sections.ts';
import { checkSlo } from './parse/slo.ts';
import { readYaml, type YamlText } from './parse/yaml-text.ts';
import type { Problem } from './problem.ts';
import type { Contender, Curve, Scenario } from './scenario.ts';
import { GRID } from './schema-people.ts';

/** What came of parsing a file: a resolved scenario, or every problem it has. */
export type ParsedScenario =
  | { readonly scenario: Scenario; readonly locate: YamlText['locate'] }
  | { readonly problems: readonly Problem[] };

const SHIPPED: PolicyCatalogue = {
  capacity: capacityPolicies,
  routing: routingPolicies,
  jobs: jobLoops,
  searches: searchGates,
  placement: placementGates,
};

/**
 * Reads a scenario file into base units with all defaults filled in. `file` names it in problems;
 * its last part without the ending becomes the scenario's name. `own` is the file it names under
 * `catalogue`, where it does.
 */
export function parseScenario(
  text: string,
  file: string,
  catalogue: PolicyCatalogue = SHIPPED,
  own?: OwnCatalogue,
): ParsedScenario {
  const read = readYaml(text, file);
  if ('problems' in read) return read;
  const opened = openMachines(own);
  if ('problems' in opened) return opened;
  const complaints = [...checkOwn(read.yaml.value, own)];
  const machines = opened.catalogue;
  const context = { name: nameOf(file), catalogue, machines, complaints };
  const scenario = resolve(read.yaml.value, context);
  if (scenario !== undefined && complaints.length === 0) {
    return { scenario, locate: read.yaml.locate };
  }
  return { problems: placeComplaints(complaints, read.yaml, file) };
}

function nameOf(file: string): string {
  const last = file.slice(file.lastIndexOf('/') + 1);
  return last.replace(/\.ya?ml$/, '');
}

interface Context {
  readonly name: string;
  readonly catalogue: PolicyCatalogue;
  readonly machines: Catalogue;
  readonly complaints: Complaint[];
}

function resolve(root: unknown, context: Context): Scenario | undefined {
  const { complaints, catalogue, machines } = context;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    const found = root === null || root === undefined ? 'an empty file' : 'no mapping';
    complaints.push({ path: [], found, wanted: 'a mapping that begins with "question:"' });
    return undefined;
  }
  const sections = readSections(root, complaints);
  complaints.push(...checkTogether(sections, machines), ...checkHomes(root), ...checkShelf(root));
  const resolved = resolveContenders(
    memberOf(root, 'policies'),
    sections.policies ?? {},
    catalogue,
  );
  complaints.push(...resolved.complaints);
  const curves = curvesOf(sections, complaints);
  if (curves === undefined || !isComplete(sections)) return undefined;
  const { contenders } = resolved;
  return assemble(sections, { name: context.name, curves, contenders, machines });
}

function checkTogether(sections: SomeSections, machines: Catalogue): readonly Complaint[] {
  const { regions, players, serving, faults } = sections;
  const places = regions === undefined ? undefined : regionsOf(regions);
  const groups = players === undefined ? undefined : groupsOf(players.groups);
  return [
    ...checkFaults(faults, places, groups, sections),
    ...checkJobs(sections.jobs, places, sections.traces?.jobs !== undefined),
    ...checkJobLoops(sections.jobs, sections.policies),
    ...checkHazards(sections),
    ...checkSearches(sections.searches, places, machines),
    ...checkSearchGates(sections.searches, sections.policies),
    ...checkPipeline(sections.pipeline, sections.policies),
    ...checkGateways(sections),
    ...checkMembership(sections),
    ...checkSlo(sections),
    ...checkFeatures(sections),
    ...crossCheck({
      horizon: sections.horizon,
      warmUp: sections['warm-up'],
      atStart: sections['at start'],
      regions: places,
      groups,
      powers: serving === undefined ? undefined : servingOf(serving, machines),
    }),
    ...checkMachines(serving, machines),
    ...checkPools(sections, places, machines),
    ...checkBatching(sections),
    ...checkAccounts(sections),
    ...checkPlacement(sections, machines),
  ];
}

function curvesOf(sections: SomeSections, complaints: Complaint[]): Curves | undefined {
  const { horizon, players } = sections;
  if (players === undefined) return undefined;
  const cycle = { formula: players['daily cycle'], every: GRID.dailyCycle, span: DAY };
  const dailyCycle = curveOf('daily cycle', { ...cycle, measure: 'factor' }, complaints);
  if (horizon === undefined) return undefined;
  const weeklyCycle = weeklyOf(players['weekly cycle'], complaints);
  const rate = { formula: players.arrivals, every: GRID.arrivals, span: horizon };
  const arrivals = curveOf('arrivals', { ...rate, measure: 'rate' }, complaints);
  if (arrivals === undefined || dailyCycle === undefined) return undefined;
  const curves = { arrivals, dailyCycle, ...weeklyCycle };
  complaints.push(...checkCrowd(playersOf(players, curves), sections.epoch ?? 0));
  complaints.push(...checkStorms(players, sections.regions, sections.detail));
  return curves;
}

function weeklyOf(
  formula: Formula | undefined,
  complaints: Complaint[],
): Pick<Curves, 'weeklyCycle'> {
  if (formula === undefined) return {};
  const week = { formula, every: GRID.weeklyCycle, span: 7 * DAY, measure: 'factor' } as const;
  const weeklyCycle = curveOf('weekly cycle', week, complaints);
  return weeklyCycle === undefined ? {} : { weeklyCycle };
}

interface Wish extends Grid {
  readonly formula: Formula;
}

function curveOf(key: string, wish: Wish, complaints: Complaint[]): Curve | undefined {
  const sampled = sampleCurve(wish.formula, wish);
  if ('curve' in sampled) return sampled.curve;
  const { at, value } = sampled.bad;
  const found = `${value} at t = ${writeQuantity(at, 'duration')}`;
  const wanted = `a value between 0 and ${wordMost(wish.measure)} at every t`;
  complaints.push({ path: ['players', key], found, wanted });
  return undefined;
}

interface Resolved {
  readonly name: string;
  readonly curves: Curves;
  readonly contenders: readonly Contender[];
  readonly machines: Catalogue;
}

function assemble(
  sections: Sections,
  { name, curves, contenders, machines }: Resolved,
): Scenario | undefined {
  const serving = servingOf(sections.serving, machines);
  if (serving === undefined) return undefined;
  const jobs = jobsOf(sections.jobs);
  const searches = searchesOf(sections.searches, machines);
  const pipeline = pipelineOf(sections.pipeline);
  const accounts = accountsOf(sections.accounts);
  const placement = placementOf(sections.placement, machines);
  const membership = membershipOf(sections.membership);
  const features = featuresOf(sections.features);
  return {
    name,
    question: sections.question,
    epoch: sections.epoch,
    horizon: sections.horizon,
    warmUp: sections['warm-up'],
    seed: sections.seed,
    replications: sections.replications,
    traces: sections.traces,
    ...placesOf(sections, machines),
    players: playersOf(sections.players, curves),
    serving,
    observing: sections.observing,
    atStart: sections['at start'],
    contenders,
    ...(jobs === undefined ? {} : { jobs }),
    ...(searches === undefined ? {} : { searches }),
    ...(pipeline === undefined ? {} : { pipeline }),
    faults: faultsOf(sections.faults),
    ...(Object.keys(sections.gateways).length === 0
      ? {}
      : { gateways: gatewaysOf(sections.gateways) }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(placement === undefined ? {} : { placement }),
    ...(membership === undefined ? {} : { membership }),
    ...(features === undefined ? {} : { features }),
    ...(sections.slo === null ? {} : { slo: sections.slo }),
    ...(sections.detail.kind === 'exact' ? {} : { detail: sections.detail }),
  };
}

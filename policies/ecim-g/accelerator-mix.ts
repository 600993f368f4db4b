import type { Because } from '../contract.ts';
import {
  type LoopPolicy,
  type ParameterSpecs,
  type PolicyListing,
  resolveParameters,
} from '../listing.ts';
import type { Parameters } from '../parameters.ts';
import { fillCheapest } from './mix/greedy.ts';
import { MIX_PARAMETERS, openMixLoop, type Planned } from './mix/loop.ts';
import { type MixPlan, openPlans } from './mix/plan.ts';
import type { MixProblem, MixSettings } from './mix/problem.ts';

const ID = 'ecim-g/accelerator-mix';

const PARAMETERS: ParameterSpecs = {
  ...MIX_PARAMETERS,
  shed: {
    unit: 'ratio',
    least: 0,
    most: 0.95,
    default: 0.1,
    doc: "Share of a pool's load that may go unserved while one of its spot zones is lost.",
  },
  'carbon-price': {
    unit: 'money',
    least: 0,
    most: 100_000,
    default: 0,
    doc: 'USD that a tonne of CO2e counts as, beside what is paid.',
  },
  'carbon-limit': {
    unit: 'ratio',
    least: 0,
    most: 1e12,
    default: 1e12,
    doc: 'Most kilograms of CO2e per hour of all instances; the default is no limit.',
  },
  'cost-limit': {
    unit: 'money per hour',
    least: 0,
    most: 1e12,
    default: 1e12,
    doc: 'Most USD per hour of all instances; the default is no limit.',
  },
};

/** Beyond this a dense programme takes seconds: the greedy rule plans, and says so. */
const MOST_POOLS = 16;

function tooMany(problem: MixProblem): Planned {
  const { mix, because } = fillCheapest(problem);
  return { mix, because: { ...because, rule: `more than ${MOST_POOLS} pools: ${because.rule}` } };
}

const NO_LIMIT = 1e12;
const KG_PER_TONNE = 1000;

/** The cheapest instances of every pool and market for the late target, and who goes where. */
export const acceleratorMix: PolicyListing = {
  doc:
    'Accelerator mix: each turn a linear programme buys spot and on-demand instances of every ' +
    'pool at least cost for the late target, the loss of a spot zone included, and routes ' +
    'players to them; with more than 16 pools it buys cheapest first. It owns the routes: put ' +
    '`ecim-g/mix-routes` beside it.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, PARAMETERS, given);
    const plans = openPlans();
    const settings = settingsOf(parameters);
    return openMixLoop({ id: ID, brief, every, parameters, settings }, (key, problem) =>
      problem.pools.length > MOST_POOLS ? tooMany(problem) : explain(plans(key, problem)),
    );
  },
};

/** Leaves the routes to the loop that buys the instances. */
export const mixRoutes: PolicyListing = {
  doc: 'Orders nothing: for capacity loops that give the routes too, such as the accelerator mix.',
  parameters: {},
  create(given, _, every): LoopPolicy {
    resolveParameters('ecim-g/mix-routes', {}, given);
    const because = { rule: 'the capacity loop gives the routes', facts: {} };
    return {
      id: 'ecim-g/mix-routes',
      wakes: { every },
      begin: () => null,
      decide: () => ({ decisions: [], memory: null, because }),
    };
  },
};

function settingsOf(parameters: Parameters): MixSettings {
  const limit = (most: number) => (most >= NO_LIMIT ? Infinity : most);
  return {
    shed: parameters.shed,
    carbonPrice: parameters['carbon-price'] / KG_PER_TONNE,
    mostKg: limit(parameters['carbon-limit']),
    mostCost: limit(parameters['cost-limit']),
  };
}

function explain(plan: MixPlan | undefined): Planned {
  if (plan === undefined) {
    return {
      mix: undefined,
      because: { rule: 'hold: no pool is known to serve anybody', facts: {} },
    };
  }
  return { mix: plan.mix, because: becauseOf(plan) };
}

function becauseOf(plan: MixPlan): Because {
  const { cost, kilograms, bound, gap, relaxed, unserved, prices } = plan;
  const worth = prices.flatMap(({ name, low, high }) => [
    [`USD/h per ${name}, least`, low],
    [`USD/h per ${name}, most`, high],
  ]);
  return {
    rule: relaxed === '' ? 'cheapest mix for the late target' : `infeasible, ${relaxed}`,
    facts: { cost, kilograms, bound, gap, unserved, ...Object.fromEntries(worth) },
  };
}

import { stringify } from 'yaml';
import { decodePlain, encodePlain } from '../../engine/save.ts';
import { type Saved, Simulation } from '../../engine/simulation.ts';
import { MINUTE } from '../../engine/units.ts';
import { changeSetup } from '../../models/change-setup.ts';
import type { Gates } from '../../models/gates.ts';
import { createRules, openSimulation } from '../../models/open.ts';
import type { Setup } from '../../models/setup.ts';
import { totalsOf } from '../../models/totals.ts';
import type { World, WorldSimulation } from '../../models/world.ts';
import type { LoopPolicy } from '../../policies/listing.ts';
import { shieldPolicy } from '../../policies/shield/shield.ts';
import { type CompiledRun, compileRun } from '../../scenarios/compile.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import type { Contender } from '../../scenarios/scenario.ts';
import { openBundle } from '../../traces/open-bundle.ts';
import { openAudit } from '../checkers/audit.ts';
import { brokenBill } from '../checkers/bill.ts';
import { brokenInvariants } from '../checkers/invariants.ts';
import { watchWorkers } from '../checkers/search-books.ts';
import { type Dice, openDice } from './dice.ts';
import { brokenCalm, brokenReturn } from './liveness.ts';
import { isRaw, type Raw } from './raw.ts';
import { WILD } from './wild.ts';

/** What one scenario came to: what was broken, in words, and how much happened. */
export interface Played {
  readonly broken: readonly string[];
  readonly events: number;
}

interface Opened {
  readonly setup: Setup;
  readonly policies: readonly LoopPolicy[];
  readonly gates: Gates;
  readonly name: string;
}

const LOOKS = 12;
/** Words that one run may add: the first say it. */
const MOST_WORDS = 8;

/** Plays a scenario to its end with every checker; whatever throws is a break as well. */
export function play(raw: Raw): Played {
  const seed = Number(raw.seed);
  try {
    const opened = open(raw);
    const simulation = start(opened);
    const dice = openDice(seed, 'looks');
    const broken = [
      ...safety(simulation, opened, dice),
      ...(hasCalm(raw) ? brokenCalm(simulation) : []),
      ...again(opened, simulation, dice),
      ...forked(opened, dice),
    ];
    return { broken: broken.slice(0, MOST_WORDS), events: simulation.events };
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    return { broken: [`threw: ${words}`], events: 0 };
  }
}

/** Whether the world has half an hour to get empty: a scenario that was shortened has none. */
function hasCalm({ horizon, players }: Raw): boolean {
  const arrivals = isRaw(players) ? String(players.arrivals) : '';
  const active = Number(/t < (\d+) min/.exec(arrivals)?.[1]);
  return Number.parseFloat(String(horizon)) >= active + 40;
}

/** The text of a scenario file. */
export function textOf(raw: Raw): string {
  return stringify(raw);
}

function open(raw: Raw): Opened {
  const parsed = parseScenario(textOf(raw), 'swarm.yaml');
  if (!('scenario' in parsed)) throw new Error(`refused: ${JSON.stringify(parsed.problems[0])}`);
  const { scenario } = parsed;
  const { epoch, regions, traces } = scenario;
  const opened = openBundle(traces, { epoch, span: scenario.horizon, regions });
  if (!opened.ok) throw new Error(`no traces: ${JSON.stringify(opened.problems[0])}`);
  const [contender] = scenario.contenders;
  const run = compileRun(scenario, opened.value, contender, 0);
  const { setup, gates } = run;
  return { setup, gates, policies: withWild(run, contender), name: contender.name };
}

/** A contender of a wild policy's name has it for its capacity, behind the shield that is there. */
function withWild({ setup, policies, brief }: CompiledRun, { name, capacity }: Contender) {
  const wild = WILD.get(name);
  if (wild === undefined) return policies;
  const { shield } = capacity;
  const own = shield === undefined ? wild : shieldPolicy(wild, shield, brief);
  return policies.map((one, loop) => (setup.loopNames[loop] === 'capacity' ? own : one));
}

function start({ setup, policies, gates }: Opened): WorldSimulation {
  return openSimulation(setup, policies, {}, gates);
}

/** Every checker at random instants, and a second set of books where there can be one. */
function safety(simulation: WorldSimulation, { setup, name }: Opened, dice: Dice): string[] {
  const { horizon } = setup;
  const audit = isAudited(setup) ? openAudit(simulation) : () => [];
  const workers = watchWorkers(simulation);
  const looks = Array.from({ length: LOOKS }, () => Math.floor(dice.roll() * horizon));
  const broken: string[] = [];
  const stops = [...looks, Math.floor(horizon / 2)].sort((a, b) => a - b);
  const comesBack = brokenReturn(setup, name);
  for (const at of [...stops, horizon]) {
    for (const stop of comesBack.stops) {
      if (stop < at && stop > simulation.now) simulation.run(stop);
      broken.push(...comesBack.look(simulation));
    }
    simulation.run(at);
    broken.push(...brokenInvariants(simulation).map((words) => `${words}, at ${at / MINUTE} min`));
  }
  const totals = totalsOf(simulation);
  if (totals.upTime < 0 || totals.upTime > totals.span) broken.push(`up for ${totals.upTime} µs`);
  const money = [...audit(), ...brokenBill(simulation)].map((words) => `invariant 7: ${words}`);
  return [...broken, ...money, ...workers().map((words) => `invariant 25: ${words}`)];
}

/** Families and further accounts have checkers of their own. */
function isAudited(setup: Setup): boolean {
  return setup.boot.kind !== 'stages' && setup.detail === undefined && setup.accounts === undefined;
}

/** Invariant 11: saved somewhere, written, read and gone on with, the run is the same. */
function again(opened: Opened, whole: WorldSimulation, dice: Dice): string[] {
  if (!dice.isLucky(0.4)) return [];
  const { setup } = opened;
  const first = start(opened);
  const at = Math.floor(dice.roll() * setup.horizon * 0.6);
  first.run(at);
  const resumed = restore(first, opened);
  resumed.run(setup.horizon);
  if (resumed.digest() === whole.digest()) return [];
  return [`invariant 11: saved at ${at / MINUTE} min, the run is another`];
}

function restore(simulation: WorldSimulation, { policies, gates }: Opened): WorldSimulation {
  const saved = decodePlain(encodePlain(simulation.save()));
  if (!isSaved(saved)) throw new Error('the save holds no world');
  return Simulation.restore(createRules(policies, gates), saved);
}

function isSaved(value: unknown): value is Saved<World> {
  return typeof value === 'object' && value !== null && 'world' in value && 'agenda' in value;
}

/** A fork that loses, keeps and moves faults keeps every book. */
function forked(opened: Opened, dice: Dice): string[] {
  if (!dice.isLucky(0.3)) return [];
  const { setup } = opened;
  const first = start(opened);
  first.run(Math.floor(dice.roll() * setup.horizon * 0.5));
  const fork = restore(first, opened);
  const faults = setup.faults.flatMap((fault) => {
    const by = dice.whole(-10, 10) * MINUTE;
    const from = Math.max(0, fault.from + by);
    return dice.isLucky(0.3) ? [] : [{ ...fault, from, until: fault.until - fault.from + from }];
  });
  changeSetup(fork.world, fork, { ...fork.world.setup, faults });
  const broken: string[] = [];
  for (let part = 1; part <= 4; part++) {
    fork.run(fork.now + Math.floor(((setup.horizon - fork.now) * part) / 4));
    broken.push(...brokenInvariants(fork).map((words) => `${words}, in a fork`));
  }
  return [...broken, ...brokenCalm(fork)];
}

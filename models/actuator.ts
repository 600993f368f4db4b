import type { Actuator, Order, Receipt } from '../policies/contract.ts';
import type {
  Decision,
  JobDecision,
  RingDecision,
  RouteDecision,
  ScaleDecision,
} from '../policies/decision.ts';
import { MARKETS, RINGS } from '../policies/loop.ts';
import { resizePool } from './cold-start/warm-orders.ts';
import { canServe } from './devices/pace.ts';
import { pauseJob, runJob } from './jobs/phases.ts';
import { KIND } from './kinds.ts';
import { setRoute } from './network.ts';
import { heldInstances, scaleTo } from './provisioning.ts';
import { serveWaiting } from './requests.ts';
import { firstForbidden } from './residency/residency.ts';
import type { World, WorldSimulation } from './world.ts';

/** The actuator port of one loop: an order takes effect after thinking and actuation time. */
export function simulatedActuator(
  world: World,
  simulation: WorldSimulation,
  loop: number,
): Actuator<Decision> {
  return {
    enact(order) {
      acceptOrder(world, simulation, loop, order);
    },
    // Each is told once: what has been read is gone, whatever instant the reader says it last read.
    receipts() {
      const unread = world.orders.receipts[loop];
      world.orders.receipts[loop] = [];
      return unread;
    },
  };
}

function acceptOrder(
  world: World,
  simulation: WorldSimulation,
  loop: number,
  order: Order<Decision>,
): void {
  const { orders, setup } = world;
  orders.pending[loop].push({ id: order.id, decision: order.decision });
  world.ledger.counts.ordersGiven++;
  const at = simulation.now + setup.thinking + setup.actuation;
  simulation.schedule(at, KIND.orderLands, loop);
}

/**
 * The oldest order of a loop reaches the cloud: it takes effect, in part or not at all, and leaves
 * a receipt. Orders of one turn share their instant and still land in the order they were given.
 */
export function landOrder(world: World, simulation: WorldSimulation, loop: number): void {
  const { orders } = world;
  const order = orders.pending[loop].shift();
  if (order === undefined) throw new Error(`no order of loop ${loop} is on its way`);
  const receipt = effect(world, simulation, order.decision);
  if (receipt.outcome !== 'done') world.ledger.counts.ordersRefused++;
  orders.receipts[loop].push({ order: order.id, at: simulation.now, ...receipt });
}

type Outcome = Omit<Receipt, 'order' | 'at'>;

const DONE: Outcome = { outcome: 'done', granted: 1, reason: '' };

function effect(world: World, simulation: WorldSimulation, decision: Decision): Outcome {
  switch (decision.kind) {
    case 'scale':
      return effectScale(world, simulation, decision);
    case 'route':
      return effectRoute(world, decision);
    case 'ring':
      return effectRing(world, simulation, decision);
    case 'job':
      return effectJob(world, simulation, decision);
    case 'warm':
      return resizePool(world, simulation, decision);
  }
}

/**
 * A group's requests go nowhere that cannot do their work, nor where their data may not be: its
 * shares stay what they were.
 */
function effectRoute(world: World, { group, weights }: RouteDecision): Outcome {
  const reason = whyNoRoute(world, group, weights);
  if (reason !== undefined) return { outcome: 'refused', granted: 0, reason };
  setRoute(world, group, weights);
  return DONE;
}

function whyNoRoute(
  { setup }: World,
  group: number,
  weights: readonly number[],
): string | undefined {
  const { paces, groups, regions } = setup;
  const kind = groups[group].workClass ?? 0;
  const unable = weights.findIndex((weight, region) => {
    return weight > 0 && paces !== undefined && !canServe(paces, kind, region);
  });
  if (unable >= 0) return `${regions[unable].name} cannot do the work of ${groups[group].name}`;
  const bad = firstForbidden(setup, group, weights);
  return bad < 0 ? undefined : `data of ${groups[group].name} may not go to ${regions[bad].name}`;
}

function effectScale(world: World, simulation: WorldSimulation, decision: ScaleDecision): Outcome {
  const { region, instances, zone } = decision;
  const market = MARKETS.indexOf(decision.market);
  const wanted = instances - heldInstances(world.fleet, region, market, zone);
  countReversal(world, region, market, Math.sign(wanted));
  const { granted, reason } = scaleTo(world, simulation, { region, market, zone }, instances);
  if (granted === wanted) return { outcome: 'done', granted, reason: '' };
  return { outcome: granted === 0 ? 'refused' : 'partial', granted, reason };
}

function countReversal(world: World, region: number, market: number, direction: number): void {
  const { lastDirection } = world.stations[region];
  if (direction === 0) return;
  if (direction === -lastDirection[market]) world.ledger.counts.reversals++;
  lastDirection[market] = direction;
}

function effectRing(world: World, simulation: WorldSimulation, decision: RingDecision): Outcome {
  const station = world.stations[decision.region];
  const { ring: from } = station;
  if (from === decision.ring) return DONE;
  const further = RINGS.indexOf(decision.ring) > RINGS.indexOf(from);
  if (further) world.ledger.counts.spills++;
  else world.ledger.counts.returns++;
  station.ring = decision.ring;
  const change = { at: simulation.now, region: decision.region, from, to: decision.ring };
  world.ringChanges.push({ ...change, reason: decision.reason });
  serveWaiting(world, simulation, decision.region);
  return DONE;
}

function effectJob(world: World, simulation: WorldSimulation, decision: JobDecision): Outcome {
  const { job, action, region } = decision;
  const place = { region, market: MARKETS.indexOf(decision.market) };
  const { granted, reason } =
    action === 'run' ? runJob(world, simulation, job, place) : pauseJob(world, simulation, job);
  return { outcome: reason === '' ? 'done' : 'refused', granted, reason };
}

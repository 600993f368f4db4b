import { elementAt, push, remove, shift } from '../../engine/fifo.ts';
import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import {
  type ReadStage,
  readLimit,
  type StagedBoot,
  type StoreSetup,
  unpackTail,
  wireBytes,
} from './setup.ts';
import { shareOut } from './sharing.ts';
import { type ColdStart, PHASE, regionOfRow, type StoreCell } from './table.ts';

/** What the functions below work on: the table, what it was made from, and one store's cell. */
interface Place {
  readonly table: ColdStart;
  readonly boot: StagedBoot;
  readonly cell: StoreCell;
  readonly at: number;
  readonly store: StoreSetup;
}

/** A read that has just been chosen a store: it opens its channels, or waits for its turn. */
export function requestRead(world: World, simulation: WorldSimulation, flow: number): void {
  const place = placeOf(world, cellOf(world, flow));
  if (place === undefined) return;
  place.table.phase[flow] = PHASE.queued;
  push(place.cell.waiting, flow);
  openChannels(world, simulation, place.at);
}

/** Takes a flow off its store, whatever it does there; what it read until now stays counted. */
export function endRead(world: World, simulation: WorldSimulation, flow: number): void {
  const place = placeOf(world, cellOf(world, flow));
  if (place === undefined) return;
  const { table, cell, at } = place;
  const phase = table.phase[flow];
  table.phase[flow] = PHASE.idle;
  if (phase === PHASE.queued) remove(cell.waiting, flow);
  else if (phase === PHASE.hot || phase === PHASE.cold) {
    settle(place, simulation.now);
    closeChannels(place, flow);
    share(place, simulation);
  }
  openChannels(world, simulation, at);
}

/** Opens channels for those that wait, as far as the quota lets it. */
function openChannels(world: World, simulation: WorldSimulation, at: number): void {
  const place = placeOf(world, at);
  if (place === undefined) return;
  const { cell } = place;
  let isOpened = false;
  while (cell.waiting.size > 0) {
    const flow = elementAt(cell.waiting, 0);
    const { channels } = readOf(place, flow);
    if (cell.open + channels > place.store.openMost) break;
    const free = mayOpenAt(place, channels, simulation.now);
    if (free > simulation.now) {
      if (cell.opens >= 0) simulation.cancel(cell.opens);
      cell.opens = simulation.schedule(free, KIND.storeOpens, at);
      break;
    }
    if (!isOpened) settle(place, simulation.now);
    isOpened = true;
    shift(cell.waiting);
    startFlow(place, flow, simulation.now);
  }
  if (isOpened) share(place, simulation);
}

/** The quota has recovered by one more opening. */
export function recoverStore(world: World, simulation: WorldSimulation, at: number): void {
  const place = placeOf(world, at);
  if (place === undefined) return;
  place.cell.opens = -1;
  openChannels(world, simulation, at);
}

/**
 * When so many channels may be opened: a token bucket of `openBurst` tokens that gains one every
 * `openEvery`, in its virtual scheduling form (GCRA, ITU-T I.371), so that nothing is rounded.
 */
function mayOpenAt({ cell, store }: Place, channels: number, now: SimTime): SimTime {
  if (store.openEvery === 0) return now;
  return Math.max(now, cell.fullAt - (store.openBurst - channels) * store.openEvery);
}

function startFlow(place: Place, flow: number, now: SimTime): void {
  const { table, cell, store } = place;
  const stage = readOf(place, flow);
  cell.open += stage.channels;
  cell.opened += stage.channels;
  cell.fullAt = Math.max(cell.fullAt, now) + stage.channels * store.openEvery;
  table.phase[flow] = PHASE.hot;
  table.left[flow] = wireBytes(stage).hot;
  table.since[flow] = now;
  table.endsAt[flow] = Infinity;
  const { meters } = table;
  const region = Math.floor(place.at / place.boot.stores.length);
  const stages = place.boot.stages.length;
  meters.waits[region * stages + (flow % stages)] += now - table.beganAt[flow];
  cell.flows.push(flow);
}

/** Reads whose last byte has arrived end, or go on with their cold part. */
export function serveStore(world: World, simulation: WorldSimulation, at: number): void {
  const place = placeOf(world, at);
  if (place === undefined) return;
  const { table, cell, boot } = place;
  const { now } = simulation;
  cell.serves = -1;
  settle(place, now);
  const stages = boot.stages.length;
  const ended = cell.flows.filter((flow) => table.endsAt[flow] <= now);
  for (const flow of ended) {
    const { cold } = wireBytes(readOf(place, flow));
    const isHot = table.phase[flow] === PHASE.hot;
    if (isHot && cold > 0) {
      table.phase[flow] = PHASE.cold;
      table.left[flow] = cold;
    } else {
      closeChannels(place, flow);
      table.phase[flow] = PHASE.idle;
    }
    const row = Math.floor(flow / stages);
    // An instance of the pool waits there only when nothing of it is still to come.
    if (!isHot && row >= table.fleetRows) simulation.schedule(now, KIND.poolFills, row);
    if (!isHot) continue;
    const over = now + unpackTail(readOf(place, flow), place.store);
    table.timer[flow] = simulation.schedule(over, KIND.stageEnds, row, flow % stages);
  }
  share(place, simulation);
  openChannels(world, simulation, at);
}

function closeChannels(place: Place, flow: number): void {
  place.cell.flows.splice(place.cell.flows.indexOf(flow), 1);
  place.cell.open -= readOf(place, flow).channels;
}

/** Counts what every flow has read since it was last looked at; a flow that is over has it all. */
function settle({ table, cell }: Place, now: SimTime): void {
  for (const flow of cell.flows) {
    const isOver = table.endsAt[flow] <= now && table.rate[flow] > 0;
    const read = isOver
      ? table.left[flow]
      : Math.min(table.left[flow], table.rate[flow] * (now - table.since[flow]));
    table.left[flow] -= read;
    table.since[flow] = now;
    cell.bytes += read;
  }
}

/** Gives every flow its fair rate and schedules the next end; call when all are settled. */
function share(place: Place, simulation: WorldSimulation): void {
  const { table, cell, store } = place;
  const { now } = simulation;
  if (cell.serves >= 0) simulation.cancel(cell.serves);
  cell.serves = -1;
  if (cell.flows.length === 0) return;
  const limits = Float64Array.from(cell.flows, (flow) => readLimit(readOf(place, flow), store));
  const rates = new Float64Array(limits.length);
  shareOut(store.total, limits, rates);
  let next = Infinity;
  cell.flows.forEach((flow, index) => {
    table.rate[flow] = rates[index];
    // A millionth of a microsecond is rounding, not a byte to come.
    const takes = Math.ceil(table.left[flow] / rates[index] - 1e-6);
    table.endsAt[flow] = now + takes;
    next = Math.min(next, now + takes);
  });
  cell.serves = simulation.schedule(next, KIND.storeServes, place.at);
}

function readOf({ boot }: Place, flow: number): ReadStage {
  const stage = boot.stages[flow % boot.stages.length];
  if (stage.kind !== 'reads') throw new Error(`stage ${stage.name} reads nothing`);
  return stage;
}

function cellOf({ coldStart, setup }: World, flow: number): number {
  if (coldStart === undefined || setup.boot.kind !== 'stages') return -1;
  const row = Math.floor(flow / setup.boot.stages.length);
  return regionOfRow(coldStart, row) * setup.boot.stores.length + coldStart.store[flow];
}

function placeOf({ coldStart, setup }: World, at: number): Place | undefined {
  const { boot } = setup;
  if (coldStart === undefined || boot.kind !== 'stages') return undefined;
  const store = boot.stores[at % boot.stores.length];
  return { table: coldStart, boot, cell: coldStart.cells[at], at, store };
}

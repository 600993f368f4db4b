import { exp, log } from '../../engine/math.ts';
import { type DeviceFacts, type Served, serveAlone, UNFIT } from './device.ts';

/**
 * The neural unit of a phone, console or laptop. Two states: cool and fast, or hot and slow. Heat
 * is counted in shares of what makes it hot, and leaves in proportion to itself (Newton's law).
 */
export interface Npu extends DeviceFacts {
  readonly kind: 'npu';
  /** Power it can draw for good, W: what the case gives off when hot. */
  readonly sustainedW: number;
  /** From cool to hot at full use, s. */
  readonly hotAfterS: number;
  /** Speed when hot over speed when cool. */
  readonly hotSpeed: number;
  readonly models: Readonly<Record<string, SmallModel>>;
}

/** A model small enough for a device in the hand. */
export interface SmallModel {
  readonly memoryGb: number;
  /** One answer on a cool device, ms. */
  readonly coolMs: number;
}

const COOL = 0;
const HOT = 1;

/** A batch at a heat, one request after another; a model that does not fit is not served at all. */
export function serveSmall(npu: Npu, model: SmallModel, batch: number, heat = COOL): Served {
  if (model.memoryGb > npu.memoryGb) return UNFIT;
  if (heat < HOT) return serveAlone(npu, model.coolMs * batch);
  return serveAlone({ ...npu, busyW: npu.sustainedW }, (model.coolMs * batch) / npu.hotSpeed);
}

/** Heat after some seconds at a utilisation from 0 to 1; at most 1, for then it slows itself. */
export function heatAfter(npu: Npu, from: number, utilisation: number, seconds: number): number {
  const drawnW = npu.idleW + (npu.busyW - npu.idleW) * utilisation;
  const end = drawnW / npu.sustainedW;
  return Math.min(HOT, end + (from - end) * exp(-coolingRate(npu) * seconds));
}

/** Time at rest in which half of the heat leaves, s; Infinity where nothing ever makes it hot. */
export function heatHalfLifeS(npu: Npu): number {
  return log(2) / coolingRate(npu);
}

/** Share of heat that leaves in a second: so that full use makes it hot after `hotAfterS`. */
function coolingRate({ busyW, sustainedW, hotAfterS }: Npu): number {
  return busyW > sustainedW ? -log(1 - sustainedW / busyW) / hotAfterS : 0;
}

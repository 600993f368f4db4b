import type { Dice } from './dice.ts';
import type { Raw, Wish } from './raw.ts';

/** What a gateway adds to a scenario and to its contender; both empty where there is none. */
export interface DrawnGateway {
  readonly sections: Raw;
  readonly loops: Raw;
}

/** A gateway with each of its parts by chance; only players who are followed one by one have one. */
export function drawGateway(dice: Dice, wish: Wish): DrawnGateway {
  const isThere = dice.isLucky(0.3) && wish.detail === 'exact';
  const gateway = gatewayOf(dice);
  if (!isThere) return { sections: {}, loops: {} };
  return { sections: { gateways: { door: gateway } }, loops: { gateway: 'door' } };
}

function gatewayOf(dice: Dice): Raw {
  const like = { like: dice.one(['haproxy', 'envoy', 'alb', 'nlb', 'dns']) };
  const checks = { 'health checks': checksOf(dice) };
  const ejection = { ejection: ejectionOf(dice) };
  const admission = { admission: admissionOf(dice) };
  const weights = { weights: weightsOf(dice) };
  return {
    ...(dice.isLucky(0.4) ? like : {}),
    ...(dice.isLucky(0.4) ? checks : {}),
    ...(dice.isLucky(0.4) ? ejection : {}),
    ...(dice.isLucky(0.5) ? admission : {}),
    ...(dice.isLucky(0.5) ? weights : {}),
    clients: clientsOf(dice),
  };
}

function checksOf(dice: Dice): Raw {
  return {
    every: dice.one(['2 s', '10 s']),
    'time-out': dice.one(['500 ms', '2 s']),
    'unhealthy after': dice.whole(1, 3),
    'healthy after': dice.whole(1, 3),
    'wait in line': dice.one(['yes', 'no']),
  };
}

function ejectionOf(dice: Dice): Raw {
  return { after: dice.whole(1, 5), base: '10 s', most: '60 s', forgive: '30 s', share: '50 %' };
}

function weightsOf(dice: Dice): Raw {
  const by = dice.one(['policy', 'usage', 'least-request']);
  const waits = { hold: dice.one(['0 s', '2 min']), drain: dice.one(['0 s', '1 min']) };
  return { by, sync: dice.one(['1 s', '20 s']), ...waits };
}

function admissionOf(dice: Dice): Raw {
  const most = dice.isLucky(0.5) ? { 'per slot': dice.one([0.5, 1, 2]) } : { 'in flight': 4 };
  const tokens = { tokens: { 'group-0': { 'per second': 0.5, burst: 2 } } };
  const priority = { priority: { 'group-0': 2 } };
  return {
    ...most,
    queue: dice.one([0, 3, 50]),
    deadline: dice.one(['200 ms', '5 s']),
    shed: dice.one(['newest', 'oldest', 'lowest-priority']),
    ...(dice.isLucky(0.3) ? tokens : {}),
    ...(dice.isLucky(0.3) ? priority : {}),
  };
}

function clientsOf(dice: Dice): Raw {
  const backOff = { first: '100 ms', factor: 2, most: '5 s', jitter: dice.one(['0 %', '100 %']) };
  const budget = { share: '10 %', reserve: dice.whole(0, 10) };
  return {
    'time-out': dice.one(['500 ms', '5 s', '30 s']),
    attempts: dice.whole(1, 4),
    'back-off': backOff,
    'cancel on time-out': dice.one(['yes', 'no']),
    'retry elsewhere': dice.one(['yes', 'no']),
    ...(dice.isLucky(0.4) ? { budget } : {}),
  };
}

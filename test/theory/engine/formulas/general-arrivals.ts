/**
 * One server, arrivals that are not Poisson, one per second. J. F. C. Kingman, Biometrika 49, 1962;
 * K. T. Marshall, Operations Research 16, 1968; G/M/1: D. G. Kendall, Annals of Mathematical
 * Statistics 24, 1953, and L. Kleinrock, Queueing Systems I, Wiley 1975, ch. 6.
 */
import type { Moments } from './single-server.ts';

/** Kingman's bound on the mean wait of G/G/1, mean interarrival time 1. */
export function kingmanBound(arrivals: Moments, service: Moments): number {
  const variance = arrivals.scv + service.scv * service.mean * service.mean;
  return variance / (2 * (1 - service.mean));
}

/**
 * Marshall's identity: mean wait + E[I²]/(2·E[I]) of the idle periods I. It is Kingman's bound plus
 * (1-ρ)/2, and the term of the idle periods is at least that: hence the bound.
 */
export function waitAndIdle(arrivals: Moments, service: Moments): number {
  return kingmanBound(arrivals, service) + (1 - service.mean) / 2;
}

/**
 * G/M/1: the share σ that waits is the root below 1 of σ = E[exp(-μ(1-σ)A)], and the mean wait is
 * σ/(μ(1-σ)). Takes the transform of the interarrival time A.
 */
export function shareWaiting(transform: (s: number) => number, load: number): number {
  let sigma = 0;
  for (let step = 0; step < 10_000; step++) sigma = transform((1 - sigma) / load);
  return sigma;
}

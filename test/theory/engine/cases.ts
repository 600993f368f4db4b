import type { Case } from './case.ts';
import { disciplines } from './cases/disciplines.ts';
import { generalArrivals } from './cases/general-arrivals.ts';
import { manyServers } from './cases/many-servers.ts';
import { networks } from './cases/networks.ts';
import { oneServer } from './cases/one-server.ts';

/** Every model that is held against theory. */
export const cases: readonly Case[] = [
  ...oneServer,
  ...manyServers,
  ...generalArrivals,
  ...disciplines,
  ...networks,
];

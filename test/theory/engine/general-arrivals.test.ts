import { generalArrivals } from './cases/general-arrivals.ts';
import { holdCases } from './hold-cases.ts';

holdCases('arrivals that are not Poisson', generalArrivals);

import { networks } from './cases/networks.ts';
import { holdCases } from './hold-cases.ts';

holdCases('networks of stations', networks);

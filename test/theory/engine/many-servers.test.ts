import { manyServers } from './cases/many-servers.ts';
import { holdCases } from './hold-cases.ts';

holdCases('several servers', manyServers);

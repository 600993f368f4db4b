import { oneServer } from './cases/one-server.ts';
import { holdCases } from './hold-cases.ts';

holdCases('one server, first come first served', oneServer);

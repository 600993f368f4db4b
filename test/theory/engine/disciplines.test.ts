import { disciplines } from './cases/disciplines.ts';
import { holdCases } from './hold-cases.ts';

holdCases('who is served first', disciplines);

import { awsCases } from './aws.ts';
import { carbonCases } from './carbon.ts';
import { jobCases } from './jobs.ts';
import { networkCases } from './network.ts';
import { requestCases } from './requests.ts';
import { spotCases } from './spot.ts';

/** Every importer with what it makes of every damage; the page of traces shows it as a table. */
export const importerCases = [
  ...spotCases,
  ...awsCases,
  ...carbonCases,
  ...requestCases,
  ...networkCases,
  ...jobCases,
];

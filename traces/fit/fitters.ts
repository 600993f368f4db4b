import { nearestHint, refuse, shown } from '../problem.ts';
import { watchFiles } from '../watch-files.ts';
import { advisorFitter } from './advisor.ts';
import { availabilityFitter } from './availability.ts';
import { awsPriceFitter } from './aws-prices.ts';
import { carbonFitter } from './carbon.ts';
import { fleetFitter } from './fleet.ts';
import { gaiaFitter, openbFitter } from './jobs.ts';
import { priceFitter } from './prices.ts';
import type { Fitter } from './report.ts';
import { seattleFitter } from './seattle-jitter.ts';
import { stormFitter } from './storms.ts';

/**
 * Every format that `playtwin traces fit` knows. To add one: write a `Fitter` in a file of its own
 * in this folder (see `report.ts`) and put a line here; the command line needs no change.
 */
export const fitters: readonly Fitter[] = [
  availabilityFitter,
  carbonFitter,
  seattleFitter,
  fleetFitter,
  stormFitter,
  advisorFitter,
  priceFitter,
  awsPriceFitter,
  gaiaFitter,
  openbFitter,
];

/** The fitter of a format; refused with the nearest name when there is none. */
export function fitterNamed(format: string): Fitter {
  const fitter = fitters.find((candidate) => candidate.format === format);
  if (fitter !== undefined) return watching(fitter);
  const names = fitters.map((candidate) => candidate.format);
  return refuse({
    file: 'formats to fit',
    row: 0,
    found: shown(format),
    wanted: `one of ${names.join(', ')}${nearestHint(format, names)}`,
  });
}

function watching(fitter: Fitter): Fitter {
  return {
    ...fitter,
    fit: (files, path, options) => {
      const watched = watchFiles(files);
      const report = fitter.fit(watched.files, path, options);
      return { ...report, notes: [...report.notes, ...watched.notes()] };
    },
  };
}

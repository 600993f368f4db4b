import { errorSd } from '../../models/grid/forecast-error.ts';
import { drawTable } from '../document-text.ts';
import { ERROR_LEADS, errorSpread, fitError } from './fit-error.ts';
import type { Recording } from './recordings.ts';

/** The error process of `observing.forecast.error`, fitted on one year and held to the next. */
export function describeErrors(recordings: readonly Recording[]): string {
  const rows = recordings.map((zone) => {
    const fitted = fitError(zone, { from: 0, to: 0.5 });
    const held = errorSpread(zone, { from: 0.5, to: 1 });
    const shares = ERROR_LEADS.map((lead, i) => held[i] / errorSd(fitted, lead));
    return [
      zone.name,
      `${(100 * fitted.limit).toFixed(1)} %`,
      `${fitted.halfBy} h`,
      fitted.correlation.toFixed(2),
      ...shares.map((share) => share.toFixed(2)),
    ];
  });
  const leads = ERROR_LEADS.map((lead) => `${lead} h`);
  return [
    '### Error process\n',
    'Spread of the forecaster’s own log error in the first year of each recording, as',
    '`limit × √(h ÷ (h + half by))`, and the correlation of one issue’s revisions for neighbouring',
    'hours. Right of it: spread in the second year over what the fit says (1 is perfect).\n',
    drawTable(['recording', 'limit', 'half by', 'correlation', ...leads], rows),
  ].join('\n');
}

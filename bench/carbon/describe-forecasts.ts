import { drawTable } from '../document-text.ts';
import { writeFigure } from '../figure.ts';
import { type LeadScore, scoreLead, TABLE_LEADS } from './backtest.ts';
import { ESTIMATED } from './fit-weights.ts';
import type { Recording } from './recordings.ts';

const CURVE_LEADS = [1, 2, 3, 4, 6, 9, 12, 15, 18, 21, 24, 30, 36, 42, 48, 60, 72, 84, 96];
const SHOWN = ['DE', 'US-CAL-CISO', 'FR', 'US-NW-PACW'];

/** Forecast error by lead and zone against the naive forecasts, with a figure. */
export async function describeForecasts(
  live: readonly Recording[],
  others: readonly Recording[],
): Promise<string> {
  const held = live.map((zone) => scoresOf(zone, { from: 0.5, to: 1 }));
  const strange = others.map((zone) => scoresOf(zone, { from: 0, to: 1 }));
  const head = ['zone', ...TABLE_LEADS.map((lead) => `${lead} h`)];
  const weather = held.filter(({ name }) => !ESTIMATED.has(name));
  return [
    '### Forecast error by lead\n',
    'Mean absolute percentage error of the forecaster and, in brackets, of the naive forecast:',
    'the last value at 1, 6 and 12 h, the same clock hour at 24 h and more. Live feed, the later',
    'half of each recording; the weights were fitted on the earlier half of twelve of the zones',
    `(not ${[...ESTIMATED].join(', ')}, whose days are near-copies).\n`,
    drawTable(head, held.map(rowOf)),
    '',
    'Recordings of other publishers and years, whole. Only ES and NO are apart from the fit: US-CAL-CISO',
    '2021-22 shares its zone and eight months with the fitted half, DE, CISO, PJM and SE 2020-21 share',
    'their zones and October to December 2021 (an eighth of their hours), told by another publisher:\n',
    drawTable(head, strange.map(rowOf)),
    '',
    'Error less than the naive one by, mean over zones; below, less than the better of the two',
    'naive ones at that lead (a negative figure is a loss):\n',
    drawTable(
      ['', ...TABLE_LEADS.map((lead) => `${lead} h`)],
      [
        ['12 zones, later half', ...gains(weather, naiveOf)],
        ['  against the better naive', ...gains(weather, betterOf)],
        [
          '4 near-copied zones',
          ...gains(
            held.filter(({ name }) => ESTIMATED.has(name)),
            naiveOf,
          ),
        ],
        ['7 other recordings', ...gains(strange, naiveOf)],
        ['  against the better naive', ...gains(strange, betterOf)],
      ],
    ),
    '',
    wordLosses([...held, ...strange]),
    '',
    await drawCurves(live),
  ].join('\n');
}

interface ZoneScores {
  readonly name: string;
  readonly scores: readonly LeadScore[];
}

function scoresOf(zone: Recording, stretch: { from: number; to: number }): ZoneScores {
  return { name: zone.name, scores: TABLE_LEADS.map((lead) => scoreLead(zone, lead, stretch)) };
}

function rowOf({ name, scores }: ZoneScores): readonly string[] {
  return [name, ...scores.map(({ model, naive }) => `${model.toFixed(1)} (${naive.toFixed(1)})`)];
}

const naiveOf = ({ naive }: LeadScore) => naive;
const betterOf = ({ naive, sameHour }: LeadScore) => Math.min(naive, sameHour);

function gains(
  zones: readonly ZoneScores[],
  against: (score: LeadScore) => number,
): readonly string[] {
  return TABLE_LEADS.map((_, i) => {
    const shares = zones.map(({ scores }) => 1 - scores[i].model / against(scores[i]));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return `${(100 * mean).toFixed(0)} %`;
  });
}

function wordLosses(zones: readonly ZoneScores[]): string {
  const losses = zones.flatMap(({ name, scores }) => {
    const leads = scores.filter(({ model, naive }) => model > naive).map(({ lead }) => `${lead}`);
    return leads.length === 0 ? [] : [`${name} (${leads.join(', ')} h)`];
  });
  return `It loses to the naive forecast in ${losses.join('; ')}.`;
}

async function drawCurves(live: readonly Recording[]): Promise<string> {
  const values = SHOWN.flatMap((name) => {
    const zone = live.find((one) => one.name === name);
    if (zone === undefined) throw new Error(`no recording of ${name}`);
    return CURVE_LEADS.flatMap((lead) => {
      const { model, sameHour, naive } = scoreLead(zone, lead, { from: 0.5, to: 1 });
      return [
        { zone: name, lead, forecast: 'forecaster', error: model },
        { zone: name, lead, forecast: 'same clock hour', error: sameHour },
        { zone: name, lead, forecast: 'last value', error: naive },
      ];
    });
  });
  return writeFigure('carbon-forecast', 'Forecast error by lead in four zones, held-out half', {
    width: 250,
    height: 170,
    data: { values },
    mark: { type: 'line', point: { size: 14 } },
    encoding: {
      x: {
        field: 'lead',
        type: 'quantitative',
        title: 'lead, h',
        axis: { values: [1, 24, 48, 72, 96] },
      },
      y: { field: 'error', type: 'quantitative', title: 'MAPE, %' },
      color: {
        field: 'forecast',
        type: 'nominal',
        title: null,
        sort: ['forecaster', 'same clock hour', 'last value'],
      },
      facet: { field: 'zone', title: null, columns: 2, sort: SHOWN },
    },
    resolve: { scale: { y: 'independent' } },
  });
}

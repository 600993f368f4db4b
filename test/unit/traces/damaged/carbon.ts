import { importTrace } from '../../../../traces/import-trace.ts';
import type { ImporterCase, Reading } from '../../../kits/importer-kit.ts';
import {
  cutShort,
  dropLine,
  headerOutcomes,
  numberOutcomes,
  putCell,
  repeatLine,
  scaleCell,
  swap,
  swapLines,
} from '../../../kits/strikes.ts';

const hours = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

function linesOf(head: string, rows: readonly string[]): string {
  return `${[head, ...rows].join('\n')}\n`;
}

const live = linesOf(
  'timestamp,zone_datetime,status,zone_name,carbon_intensity_avg,carbon_intensity_unit,fossil',
  hours.map((hour) => {
    const polled = 1_640_995_260 + 3600 * hour;
    return `${polled},2022-01-01T0${hour}:00:00.000Z,ok,DE,${300 + hour},gCO2eq/kWh,40.5`;
  }),
);

const yearly = linesOf(
  'Datetime (UTC),Country,Zone Name,Zone Id,Carbon Intensity gCO\u2082eq/kWh (direct),' +
    'Carbon Intensity gCO\u2082eq/kWh (LCA),Low Carbon Percentage',
  hours.map((hour) => `2021-01-01 0${hour}:00:00,Spain,Spain,ES,${120 + hour},${170 + hour},60.5`),
);

const cast = linesOf(
  ',UTC time,carbon_intensity,coal,wind',
  hours.map((hour) => `${hour},2020-01-31 0${hour}:00:00,415.5,${50 + hour},${50 + hour}`),
);

const eia = linesOf(
  'timestamp,WND,NG,avg_CI',
  hours.map((hour) => `2022-01-01 0${hour}:00:00+00:00,${50 + hour},${50 + hour},250.5`),
);

function reading(format: string, name: string): ImporterCase['read'] {
  return (files, from): Reading => {
    const { digest, csv, notes } = importTrace(format, from, { names: [name] }, files);
    return { value: [digest, csv], notes };
  };
}

/** Importers of carbon intensity. */
export const carbonCases: readonly ImporterCase[] = [
  {
    name: 'electricitymap-live',
    file: 'live/DE.csv',
    from: 'live',
    sound: live,
    read: reading('electricitymap-live', 'DE'),
    outcomes: {
      ...headerOutcomes('zone_datetime'),
      ...numberOutcomes(4, 4),
      gap: { by: dropLine(4), told: /1 missing hours held/ },
      'repeated row': { by: repeatLine(4), told: /1 repeated polls/ },
      // The last poll of an hour counts, wherever it stands.
      'time going backwards': { by: swapLines(3, 4), alike: true },
      'wrong unit': { by: swap(/gCO2eq/g, 'kgCO2eq'), refused: /gCO2eq\/kWh/, row: 2 },
      'wrong place': { by: putCell(5, 3, 'FR'), refused: /throughout/, row: 5 },
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  {
    name: 'electricitymaps-yearly',
    file: 'yearly/ES_2021_hourly.csv',
    from: 'yearly',
    sound: yearly,
    read: reading('electricitymaps-yearly', 'ES'),
    outcomes: {
      ...headerOutcomes('Zone Id'),
      ...numberOutcomes(4, 5),
      gap: { by: dropLine(4), told: /1 missing hours held/ },
      'repeated row': { by: repeatLine(4), refused: /after the row before/, row: 5 },
      'time going backwards': { by: swapLines(3, 4), refused: /after the row before/, row: 4 },
      'wrong unit': {
        by: (text) => scaleCell(5, 0.001)(scaleCell(4, 0.001)(text)),
        refused: /median intensity.*kg\/kWh/,
      },
      'wrong place': { by: putCell(5, 3, 'FR'), refused: /zone "FR"/, row: 5 },
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  mixCase('carboncast', 'DE', { sound: cast, file: 'DE_lifecycle_emissions.csv', cell: 2 }),
  mixCase('eia-mix', 'US-NY-NYIS', { sound: eia, file: 'NY_NG_&_avgCI.csv', cell: 3 }),
];

interface Mix {
  readonly sound: string;
  readonly file: string;
  /** Column of the intensity. */
  readonly cell: number;
}

function mixCase(format: string, zone: string, { sound, file, cell }: Mix): ImporterCase {
  return {
    name: format,
    file: `cast/${file}`,
    from: 'cast',
    sound,
    read: reading(format, zone),
    outcomes: {
      ...headerOutcomes(format === 'eia-mix' ? 'avg_CI' : 'carbon_intensity'),
      ...numberOutcomes(4, cell),
      gap: { by: dropLine(4), told: /1 missing hours held/ },
      'repeated row': { by: repeatLine(4), told: /1 repeated rows/ },
      'time going backwards': { by: swapLines(3, 4), refused: /not before the row above/, row: 4 },
      'wrong unit': { by: scaleCell(cell, 2.204623), refused: /lb\/MWh/ },
      // A zone stands in no row: only the name of the file tells it.
      'wrong place': { none: 'no column of places' },
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  };
}

import { importTrace } from '../../../../traces/import-trace.ts';
import type { ImporterCase } from '../../../kits/importer-kit.ts';
import { cutShort, dropLine, repeatLine, swap, swapLines } from '../../../kits/strikes.ts';

/** An undated price list as the Spot Advisor's repository holds it. */
export const awsList = JSON.stringify(
  {
    config: {
      regions: [
        { region: 'us-east', instanceTypes: [{ sizes: [sizeOf('g4dn.xlarge', '0.1578')] }] },
        {
          region: 'eu-ireland',
          instanceTypes: [
            { sizes: [sizeOf('g4dn.xlarge', '0.1758'), sizeOf('p2.xlarge', 'N/A*')] },
          ],
        },
      ],
    },
  },
  undefined,
  1,
);

function sizeOf(size: string, usd: string) {
  const column = (name: string, price: string) => ({ name, prices: { USD: price } });
  return { size, valueColumns: [column('linux', usd), column('mswin', 'N/A*')] };
}

const days = [1, 2, 3, 4, 5, 6];

/** Rows as Zenodo's history has them: two zones of one region, and another product. */
export const awsRows = days
  .map((day) => {
    const time = `2024-05-0${day}T10:00:00+00:00`;
    return [
      `use1-az1\tg4dn.xlarge\tLinux/UNIX\t0.1${50 + day}\t${time}`,
      `use1-az2\tg4dn.xlarge\tLinux/UNIX\t0.1${59 - day}\t${time}`,
      `use1-az2\tg4dn.xlarge\tWindows\t0.4\t${time}\n`,
    ].join('\n');
  })
  .join('');

/** An answer of the command line of AWS, newest first as it comes. */
export const awsHistory = JSON.stringify(
  {
    SpotPriceHistory: days.toReversed().map((day) => ({
      AvailabilityZone: 'us-east-1a',
      InstanceType: 'g4dn.xlarge',
      ProductDescription: 'Linux/UNIX',
      SpotPrice: `0.1${50 + day}000`,
      Timestamp: `2024-05-0${day}T10:00:00+00:00`,
    })),
  },
  undefined,
  1,
);

function reading(names: readonly string[]): ImporterCase['read'] {
  return (files, from) => {
    const { csv, notes } = importTrace(
      'aws-spot-prices',
      from,
      { names, select: 'g4dn.xlarge' },
      files,
    );
    return { value: csv, notes };
  };
}

const jsonOutcomes = {
  'header twice': { by: (text: string) => text + text, refused: /no JSON/ },
  'cut in its last row': { by: cutShort, refused: /no JSON/ },
  'other separator': { by: swap(/,\n/g, ';\n'), refused: /no JSON/ },
} as const;

/** Spot prices of AWS in their three shapes. */
export const awsCases: readonly ImporterCase[] = [
  {
    name: 'aws-spot-prices as a list',
    file: 'list.json',
    from: 'list.json',
    sound: `${awsList}\n`,
    read: reading(['us-east-1', 'eu-west-1']),
    outcomes: {
      ...jsonOutcomes,
      gap: { by: swap('0.1758', 'N/A*'), refused: /no price in region "eu-west-1"/ },
      'repeated row': {
        by: swap('p2.xlarge', 'g4dn.xlarge'),
        refused: /g4dn\.xlarge twice/,
      },
      'time going backwards': { none: 'one list without times' },
      'wrong unit': { by: swap('0.1578', '1578'), refused: /at most 1000/ },
      'wrong place': { by: swap('eu-ireland', 'ireland'), refused: /region "ireland"/ },
      'wrong column': { by: swap('"USD": "0.1578"', '"EUR": "0.1578"'), refused: /prices\.USD/ },
      NaN: { by: swap('0.1578', 'NaN'), refused: /USD an hour/ },
      Infinity: { by: swap('0.1578', 'Infinity'), refused: /USD an hour/ },
      'negative number': { by: swap('0.1578', '-0.1578'), refused: /USD an hour/ },
      'huge number': { by: swap('0.1578', '1e9'), refused: /USD an hour/ },
      'word for a number': { by: swap('0.1578', 'cheap'), refused: /USD an hour/ },
    },
  },
  {
    name: 'aws-spot-prices as a history',
    file: 'history.json',
    from: 'history.json',
    sound: `${awsHistory}\n`,
    read: reading(['us-east-1']),
    outcomes: {
      ...jsonOutcomes,
      gap: { by: swap(/\{[^{}]*0\.153000[^{}]*\},/, ''), told: /5 prices/ },
      'repeated row': {
        by: swap(/(\{[^{}]*0\.153000[^{}]*\},)/, '$1$1'),
        told: /1 prices told twice/,
      },
      'time going backwards': {
        by: (text) =>
          text
            .replace('2024-05-06', '@')
            .replace('2024-05-02', '2024-05-06')
            .replace('@', '2024-05-02'),
        told: /2 prices after the one above.*put in order/,
      },
      'wrong unit': { by: swap('0.153000', '1530'), refused: /at most 1000/ },
      'wrong place': { by: swap('us-east-1a', 'Virginia'), refused: /zone "Virginia"/ },
      'wrong column': { by: swap('SpotPrice"', 'Price"'), refused: /SpotPrice missing/ },
      NaN: { by: swap('0.153000', 'NaN'), refused: /USD an hour/ },
      Infinity: { by: swap('0.153000', 'Infinity'), refused: /USD an hour/ },
      'negative number': { by: swap('0.153000', '-1'), refused: /USD an hour/ },
      'huge number': { by: swap('0.153000', '1e9'), refused: /USD an hour/ },
      'word for a number': { by: swap('"0.153000"', '0.153'), refused: /a text/ },
    },
  },
  {
    name: 'aws-spot-prices as rows',
    file: 'rows.tsv',
    from: 'rows.tsv',
    sound: awsRows,
    read: reading(['us-east-1']),
    outcomes: {
      gap: { by: dropLine(4), told: /11 prices/ },
      'repeated row': { by: repeatLine(4), told: /1 prices told twice/ },
      'time going backwards': { by: swapLines(1, 4), told: /before the one above: put in order/ },
      'header twice': {
        by: (text) => `zone\ttype\tproduct\tprice\ttime\n${text}`,
        refused: /UTC time/,
        row: 1,
      },
      'wrong unit': { by: swap('0.153', '1530'), refused: /at most 1000/, row: 7 },
      'wrong place': { by: swap('use1-az1', 'Virginia'), refused: /zone "Virginia"/, row: 1 },
      'wrong column': { by: swap('\tLinux/UNIX', ''), refused: /4 columns/, row: 1 },
      'cut in its last row': { by: (text) => text.slice(0, -4), refused: /UTC time/, row: 18 },
      'other separator': { by: swap(/\t/g, ','), refused: /1 columns/, row: 1 },
      NaN: { by: swap('0.153', 'NaN'), refused: /USD an hour/, row: 7 },
      Infinity: { by: swap('0.153', 'Infinity'), refused: /USD an hour/, row: 7 },
      'negative number': { by: swap('0.153', '-0.153'), refused: /USD an hour/, row: 7 },
      'huge number': { by: swap('0.153', '1e9'), refused: /USD an hour/, row: 7 },
      'word for a number': { by: swap('0.153', 'cheap'), refused: /USD an hour/, row: 7 },
    },
  },
];

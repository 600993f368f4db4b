import { fitterNamed } from '../traces/fit/fitters.ts';
import type { FitReport, HoldOut } from '../traces/fit/report.ts';
import { openRecordings } from '../traces/fit/tick-recordings.ts';
import { openFolder } from '../traces/open-files.ts';
import { table } from './calibrate-network-tables.ts';
import { describeChain } from './calibrate-spot-market.ts';
import { drawSurvival } from './calibrate-spot-survival.ts';

const parts: readonly {
  readonly title: string;
  readonly format: string;
  readonly path: string;
  readonly holdOut: HoldOut;
  /** Tables of the report that the page shows, by how their titles begin. */
  readonly tables: readonly string[];
}[] = [
  {
    title: 'Runs: fitted to the first half of each recording, judged on the later half',
    format: 'cant-be-late',
    path: 'spot/cant-be-late',
    holdOut: 'later-half',
    tables: ['recordings', 'held out', 'best law', 'availability', 'side by side', 'markets up'],
  },
  {
    title: 'Runs: fitted to three GPU types of the zone, judged on the fourth',
    format: 'cant-be-late',
    path: 'spot/cant-be-late',
    holdOut: 'zone',
    tables: ['held out', 'best law', 'availability'],
  },
  {
    title: 'Bulk revocations: fitted to the first half of a fleet, judged on the later half',
    format: 'oobleck',
    path: 'spot/oobleck/g4dn-trace.csv',
    holdOut: 'later-half',
    tables: ['fleet', 'held out', 'best law', 'nodes a', 'share of the nodes'],
  },
  {
    title: 'Price: fitted to the first half of the lists, judged on the later half',
    format: 'gcp-pricing',
    path: 'spot/gcp-pricing',
    holdOut: 'later-half',
    tables: ['changes', 'held out', 'size', 'spot over', 'transition'],
  },
  {
    title: 'Price says little about revocation',
    format: 'spot-advisor',
    path: 'spot/aws-advisor/spot-advisor-data.json.gz',
    holdOut: 'zone',
    tables: ['price as', 'held out', 'revocations', 'share of pairs'],
  },
];

/** The generated part of docs/calibration/spot.md. */
export async function writeSpot(traces: string): Promise<string> {
  const files = openFolder(traces);
  const { value: recordings } = openRecordings(files, 'spot/cant-be-late', undefined);
  const figure = await drawSurvival(recordings);
  const chain = describeChain(recordings);
  const reports = parts.map(({ title, format, path, holdOut, tables }) => {
    const report = fitterNamed(format).fit(files, path, { holdOut });
    return [
      `### ${title}`,
      `\`playtwin traces fit ${format} ${path} --hold-out ${holdOut}\``,
      ...shown(report, tables),
    ];
  });
  const [runs, ...others] = reports;
  return [...runs, figure, chain, ...others.flat()].join('\n\n');
}

function shown({ tables, notes }: FitReport, wanted: readonly string[]): readonly string[] {
  const kept = wanted.flatMap((start) => tables.filter(({ title }) => title.startsWith(start)));
  const written = kept.flatMap(({ title, head, rows }) => [
    `${capital(title)}:`,
    table(head, rows),
  ]);
  return [...written, notes.map((note) => `- ${note}`).join('\n')];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

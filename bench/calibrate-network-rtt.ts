import type { TraceFiles } from '../traces/files.ts';
import { generateRtt } from '../traces/generate/rtt.ts';
import { importGcpRtt } from '../traces/import/gcp-rtt.ts';
import { readHosts } from '../traces/import/netlatency.ts';
import { gcpPlaces } from './calibrate-network-places.ts';
import { quantile, table } from './calibrate-network-tables.ts';
import { writeFigure } from './figure.ts';

// What the distance law itself says of a pair: 1 ms and 17.9 ms per 1 000 km.
const bandsKm = [0, 500, 1000, 2000, 4000, 8000, 12_000, 21_000];

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly km: number;
  readonly recordedMs: number;
  readonly modelMs: number;
}

/** The distance law of `shipped/rtt` against the matrices, none of which it was fitted on. */
export async function describeRtt(files: TraceFiles): Promise<string> {
  const pairs = gcpPairs(files);
  const hosts = hostRtts(files);
  return [
    '### Round trips by distance',
    '',
    `The law of \`shipped/rtt\` (1 ms + 17.9 ms per 1 000 km, fitted on players of a game) against`,
    `${pairs.length} pairs of 34 Google Cloud regions. No pair was used in fitting it.`,
    '',
    table(
      ['great circle', 'pairs', 'recorded p50', 'model p50', 'bias', 'abs. error p50', 'p90'],
      bandRows(pairs),
    ),
    '',
    await figureOf(pairs),
    '',
    'Worst pairs, where cables do not follow the great circle:',
    '',
    table(['from', 'to', 'km', 'recorded', 'model'], worstRows(pairs)),
    '',
    'Quantiles over all pairs. PlanetLab hosts have no published places, so that the law cannot be',
    'held against them pair by pair: the row shows what a scenario gets that replays them.',
    '',
    quantileTable(pairs, hosts),
  ].join('\n');
}

function gcpPairs(files: TraceFiles): readonly Pair[] {
  const names = gcpPlaces.map(({ name }) => name);
  const recorded = importGcpRtt(files.read('rtt/gcp/raw_gcp_latency.csv'), names).value.rtt;
  const model = generateRtt(gcpPlaces).rtt;
  return names.flatMap((from, i) =>
    names.slice(i + 1).map((to, k) => {
      const j = i + 1 + k;
      const km = (model[i][j] / 1000 - 1) / 0.0179;
      const recordedMs = (recorded[i][j] + recorded[j][i]) / 2000;
      return { from, to, km, recordedMs, modelMs: model[i][j] / 1000 };
    }),
  );
}

function hostRtts(files: TraceFiles): readonly number[] {
  const hosts = readHosts(files.read('rtt/netlatency/PlanetLab/PlanetLabData_1.gz'));
  return hosts.flatMap((row, i) => row.slice(0, i).filter((ms) => ms > 0));
}

function bandRows(pairs: readonly Pair[]): readonly (readonly string[])[] {
  const row = (name: string, inside: readonly Pair[]) => {
    const errors = inside.map((pair) => relative(pair));
    const sizes = errors.map(Math.abs);
    return [
      name,
      `${inside.length}`,
      `${quantile(
        inside.map((pair) => pair.recordedMs),
        0.5,
      ).toFixed(0)} ms`,
      `${quantile(
        inside.map((pair) => pair.modelMs),
        0.5,
      ).toFixed(0)} ms`,
      percent(quantile(errors, 0.5)),
      percent(quantile(sizes, 0.5)),
      percent(quantile(sizes, 0.9)),
    ];
  };
  const bands = bandsKm.slice(1).map((high, i) => {
    const low = bandsKm[i];
    const inside = pairs.filter(({ km }) => km >= low && km < high);
    return row(`${low} to ${high} km`, inside);
  });
  return [...bands, row('all', pairs)];
}

function relative({ recordedMs, modelMs }: Pair): number {
  return (modelMs - recordedMs) / recordedMs;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function worstRows(pairs: readonly Pair[]): readonly (readonly string[])[] {
  const gap = ({ recordedMs, modelMs }: Pair) => Math.abs(modelMs - recordedMs);
  const worst = [...pairs].sort((a, b) => gap(b) - gap(a)).slice(0, 4);
  return worst.map(({ from, to, km, recordedMs, modelMs }) => {
    const times = [recordedMs, modelMs].map((ms) => `${ms.toFixed(0)} ms`);
    return [from, to, km.toFixed(0), ...times];
  });
}

function quantileTable(pairs: readonly Pair[], hosts: readonly number[]): string {
  const points = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
  const row = (name: string, values: readonly number[]) => [
    name,
    ...points.map((p) => quantile(values, p).toFixed(0)),
  ];
  return table(
    ['ms', ...points.map((p) => `p${100 * p}`)],
    [
      row(
        'Google Cloud, recorded',
        pairs.map((pair) => pair.recordedMs),
      ),
      row(
        'the same places by distance',
        pairs.map((pair) => pair.modelMs),
      ),
      row('PlanetLab, 490 hosts, recorded', hosts),
    ],
  );
}

function figureOf(pairs: readonly Pair[]): Promise<string> {
  const values = pairs.map(({ km, recordedMs }) => ({ km: Math.round(km), ms: recordedMs }));
  const line = [0, 20_000].map((km) => ({ km, ms: 1 + 0.0179 * km }));
  const x = { field: 'km', type: 'quantitative', title: 'great circle, km' } as const;
  const y = { field: 'ms', type: 'quantitative', title: 'round trip, ms' } as const;
  return writeFigure(
    'network-rtt',
    'Round trips of Google Cloud regions by distance, and the law',
    {
      layer: [
        {
          data: { values },
          mark: { type: 'point', filled: true, size: 18, opacity: 0.6 },
          encoding: { x, y, color: { datum: 'recorded pair', type: 'nominal', title: null } },
        },
        {
          data: { values: line },
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { x, y, color: { datum: 'law of shipped/rtt', type: 'nominal', title: null } },
        },
      ],
    },
  );
}

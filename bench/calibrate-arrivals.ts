import { openStream, uniform } from '../engine/random.ts';
import type { SimTime } from '../engine/units.ts';
import {
  type ArrivalFit,
  fitArrivals,
  gapCvOf,
  modulatedGapCv,
  modulatedScatter,
  scatterOf,
} from '../traces/fit/arrivals.ts';
import {
  cvAt,
  drawClient,
  fitClients,
  type GapLaw,
  gammaGaps,
  recordedGaps,
} from '../traces/fit/clients.ts';
import { quantileOf } from '../traces/fit/storms.ts';
import { importAzureLlm2023 } from '../traces/import/azure-llm-2023.ts';
import { importMooncake } from '../traces/import/mooncake.ts';
import { type ClientWindow, importServegenTrace } from '../traces/import/servegen.ts';
import { openFolder } from '../traces/open-files.ts';
import { drawTable } from './document-text.ts';
import { writeFigure } from './figure.ts';

type Files = ReturnType<typeof openFolder>;

/** The page on how requests arrive: three models against time and clients they did not see. */
export async function writeArrivals(traces: string): Promise<string> {
  const files = openFolder(`${traces}/llm`);
  const azure = importAzureLlm2023(files.read('azure-2023/AzureLLMInferenceTrace_conv.csv.gz'));
  const mooncake = importMooncake(files.read('mooncake/conversation_trace.jsonl.gz'));
  const parts = [
    { name: 'Azure chat 2023', ...halvesOf(azure.value.arrivals) },
    { name: 'Mooncake chat', ...halvesOf(mooncake.value.arrivals) },
  ];
  const figure = await figureOf(parts[0]);
  return [
    '### Requests: fitted on the first half hour, judged on the second',
    `Read: ${[...azure.notes, ...mooncake.notes].join('; ')}.`,
    ...parts.map((part) => `**${part.name}**\n\n${halvesTable(part)}`),
    figure,
    '### Clients: fitted on three of four, judged on every fourth',
    clientsTable(files),
  ].join('\n\n');
}

interface Halves {
  readonly name: string;
  readonly early: readonly SimTime[];
  readonly late: readonly SimTime[];
  readonly fit: ArrivalFit;
}

function halvesOf(arrivals: readonly SimTime[]) {
  const middle = arrivals[arrivals.length - 1] / 2;
  const early = arrivals.filter((at) => at < middle);
  return { early, late: arrivals.filter((at) => at >= middle), fit: fitArrivals(early) };
}

const STEPS = [1, 10, 60];

function halvesTable({ early, late, fit }: Halves): string {
  const perMinute = (arrivals: readonly SimTime[]) =>
    (60 * (arrivals.length - 1)) / ((arrivals[arrivals.length - 1] - arrivals[0]) / 1e6);
  const recorded = (arrivals: readonly SimTime[]) => [
    perMinute(arrivals).toFixed(0),
    ...STEPS.map((step) => scatterOf(arrivals, step).toFixed(2)),
    gapCvOf(arrivals).toFixed(3),
  ];
  const mean = (60 * fit.rate).toFixed(0);
  const flat = (scatter: number) => STEPS.map(() => scatter.toFixed(2));
  const modulated = STEPS.map((step) => modulatedScatter(fit, step).toFixed(2));
  const states = `two states: ±${(100 * fit.swing).toFixed(0)} %, ${fit.lasting.toFixed(0)} s each`;
  return drawTable(
    ['', 'a minute', 'scatter 1 s', '10 s', '60 s', 'gap CV'],
    [
      ['recorded, fitted on', ...recorded(early)],
      ['**recorded, held out**', ...recorded(late)],
      ['Poisson', mean, ...flat(1), '1.000'],
      [
        `gamma renewal, CV ${fit.gapCv.toFixed(2)}`,
        mean,
        ...flat(fit.gapCv * fit.gapCv),
        fit.gapCv.toFixed(3),
      ],
      [states, mean, ...modulated, modulatedGapCv(fit).toFixed(3)],
    ],
  );
}

function figureOf({ late, fit }: Halves): Promise<string> {
  const steps = [1, 2, 5, 10, 20, 30, 60, 120];
  const line = (law: string, of: (step: number) => number) =>
    steps.map((step) => ({ law, step, scatter: of(step) }));
  const values = [
    ...line('recorded, held out', (step) => scatterOf(late, step)),
    ...line('Poisson', () => 1),
    ...line('gamma renewal', () => fit.gapCv * fit.gapCv),
    ...line('two states', (step) => modulatedScatter(fit, step)),
  ];
  const alt = 'Variance over mean of Azure chat requests by length of step, held-out half';
  return writeFigure('arrivals-scatter', alt, {
    data: { values },
    mark: { type: 'line', strokeWidth: 2, point: { size: 24 } },
    encoding: {
      x: {
        field: 'step',
        type: 'quantitative',
        scale: { type: 'log', domain: [1, 200] },
        title: 'step, s',
      },
      y: {
        field: 'scatter',
        type: 'quantitative',
        scale: { type: 'log' },
        title: 'variance ÷ mean of the counts',
      },
      color: { field: 'law', type: 'nominal', title: null, sort: null },
    },
  });
}

const CATEGORIES = [
  'language/m-small',
  'language/m-large',
  'multimodal/mm-image',
  'reason/deepseek-r1',
];
/** Six hours from ten o'clock on the first day: ten-minute windows. */
const FIRST = 60;
const COUNT = 36;

function clientsTable(files: Files): string {
  const rows = CATEGORIES.flatMap((category) => categoryRows(files, category));
  return drawTable(
    ['', 'gap CV p50', 'p90', 'scatter 60 s, one client, p50', 'p90', 'all together'],
    rows,
  );
}

function categoryRows(files: Files, category: string): string[][] {
  const clients = clientsOf(files, `servegen/${category}`);
  const fitted = clients.filter((_, place) => place % 4 !== 3);
  const held = clients.filter((_, place) => place % 4 === 3);
  const law = fitClients(fitted);
  const median = cvAt(law, 0.5);
  const drawn = openStream(1, `arrivals/${category}/cvs`);
  const models: readonly (readonly [string, GapLaw])[] = [
    ['recorded laws', recordedGaps],
    ['Poisson', ({ rate }) => ({ kind: 'exponential', mean: 1 / rate })],
    [`gamma, CV ${median.toFixed(2)} for all`, ({ rate }) => gammaGaps(rate, median)],
    ['gamma, CV drawn anew', ({ rate }) => gammaGaps(rate, cvAt(law, uniform(drawn, 0)))],
  ];
  const busy = trafficOf(held, recordedGaps, category).filter(isBusy).length;
  const title = `**${category}**: ${fitted.length} fitted, ${held.length} held out, ${busy} busy`;
  return [
    [title, '', '', '', '', ''],
    ...models.map(([name, gaps]) => [name, ...judge(held, gaps, category)]),
  ];
}

function clientsOf(files: Files, folder: string): readonly (readonly ClientWindow[])[] {
  const names = files.list(folder).filter((name) => name.includes('-trace.csv'));
  const numbered = names.map((name) => ({ name, nth: Number(/\d+/.exec(name)?.[0]) }));
  numbered.sort((one, other) => one.nth - other.nth);
  return numbered.map(({ name }) => importServegenTrace(files.read(`${folder}/${name}`)).value);
}

/** Requests of the held-out clients under a law of gaps, at the rates that were recorded. */
function judge(
  clients: readonly (readonly ClientWindow[])[],
  gaps: GapLaw,
  category: string,
): string[] {
  const traffic = trafficOf(clients, gaps, category);
  const busy = traffic.filter(isBusy);
  const cvs = busy.map(gapCvOf);
  const scatters = busy.map((arrivals) => scatterOf(arrivals, 60));
  const all = traffic.flat().sort((one, other) => one - other);
  return [
    quantileOf(cvs, 0.5).toFixed(2),
    quantileOf(cvs, 0.9).toFixed(2),
    quantileOf(scatters, 0.5).toFixed(1),
    quantileOf(scatters, 0.9).toFixed(1),
    scatterOf(all, 60).toFixed(1),
  ];
}

function isBusy(arrivals: readonly SimTime[]): boolean {
  return arrivals.length >= 200;
}

function trafficOf(
  clients: readonly (readonly ClientWindow[])[],
  gaps: GapLaw,
  category: string,
): readonly (readonly SimTime[])[] {
  const stream = openStream(1, `arrivals/${category}`);
  return clients.map((client) => drawClient(client.slice(FIRST, FIRST + COUNT), gaps, stream));
}

import { log } from '../engine/math.ts';
import { repeatsToSolution } from '../policies/q-burst/time-to-solution.ts';
import { writeFigure } from './figure.ts';
import { exactBinomial } from './frames/binomial.ts';
import { judgeDevice } from './search-device.ts';
import { TRIALS, type Tried, tryGraph } from './search-graphs.ts';
import { FITTED, fitLine, HELD, timeAt, timeSize } from './search-law.ts';
import { compareAtEqualQuality, meanOver, openPuzzles, playPuzzles } from './search-rollouts.ts';

/** The generated part of docs/calibration/search.md. */
export async function writeSearch(traces: string): Promise<string> {
  const graphs = TRIALS.map((trial) => tryGraph(trial, traces));
  const law = await writeLaw();
  return [writeGraphs(graphs), law, writeDevice(), writeRollOuts()].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---');
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function writeGraphs(tried: readonly Tried[]): string {
  const head = ['graph', 'best known', 'found', 'hits', 'most sweeps', 'sweeps to 99 %', 's a run'];
  return `### Cuts of the G-set\n\n${table([...head], tried.map(rowOf))}`;
}

function rowOf({ trial, cuts, sweeps, seconds }: Tried): readonly string[] {
  const hits = cuts.filter((cut) => cut >= trial.best).length;
  const best = Math.max(...cuts);
  const most = Math.max(...sweeps);
  const { low, high } = exactBinomial(hits, cuts.length);
  const times = [hits / cuts.length, high, low].map((chance) => {
    const repeats = repeatsToSolution(chance);
    return Number.isFinite(repeats) ? String(Math.round(most * repeats)) : 'unbounded';
  });
  return [
    trial.name,
    String(trial.best),
    `${best} (${((100 * best) / trial.best).toFixed(2)} %)`,
    `${hits} of ${cuts.length}`,
    String(most),
    `${times[0]} (${times[1]} to ${times[2]})`,
    seconds.toFixed(2),
  ];
}

async function writeLaw(): Promise<string> {
  const fitted = FITTED.flatMap(timeSize);
  const held = HELD.flatMap(timeSize);
  const line = fitLine(fitted);
  const rows = [...FITTED, ...HELD].map((size) => {
    const own = [...fitted, ...held].filter((one) => one.size === size);
    const mean = own.reduce((sum, { seconds }) => sum + log(seconds), 0) / own.length;
    const off = mean - log(timeAt(line, size));
    const inside = own.filter((one) => {
      return Math.abs(log(one.seconds) - log(timeAt(line, size))) <= 2 * line.sd;
    }).length;
    const part = HELD.some((other) => other === size) ? 'held out' : 'fitted';
    return [String(size), part, off.toFixed(2), `${inside} of ${own.length}`];
  });
  const values = [...fitted, ...held];
  const curve = [...FITTED, ...HELD].map((size) => ({ size, seconds: timeAt(line, size) }));
  const figure = await writeFigure('search-times', 'Seconds to the best cut by size', {
    layer: [
      { data: { values }, mark: { type: 'point' }, encoding: axes() },
      { data: { values: curve }, mark: { type: 'line' }, encoding: axes() },
    ],
  });
  const { intercept, slope, sd } = line;
  const words = `ln seconds = ${intercept.toFixed(2)} + ${slope.toFixed(2)} ln n, sd ${sd.toFixed(2)}`;
  const head = ['n', 'part', 'mean ln time less law', 'within 2 sd'];
  return `### Time by size\n\n${words}.\n\n${table(head, rows)}\n\n${figure}`;
}

function axes() {
  const scale = { type: 'log' as const };
  return {
    x: { field: 'size', type: 'quantitative' as const, scale: { ...scale, domain: [80, 1500] } },
    y: { field: 'seconds', type: 'quantitative' as const, scale },
  };
}

function writeDevice(): string {
  const { law, rows } = judgeDevice();
  const head = ['n', 'part', 'chance that a read is best', 'by the law', 'chains broken'];
  return `### The stand-in for a device\n\n${law}.\n\n${table(head, rows)}`;
}

const LADDER = [32, 64, 128, 256, 512, 1024, 2048] as const;
const PRICES = [1e-3, 1e-4, 1e-5] as const;

function writeRollOuts(): string {
  const puzzles = openPuzzles();
  const common = { batch: 8, sources: [{ price: 1e-9, flip: 0 }] };
  const ladder = LADDER.map((mostRollOuts) => {
    return playPuzzles(puzzles, { ...common, rule: 'ucb', mostRollOuts });
  });
  const bounds = ladder.map((one, k) => {
    return [`UCB1, ${LADDER[k]}`, meanOver(one.right).toFixed(3), String(LADDER[k]), ''];
  });
  const informed = PRICES.map((price) => {
    const sources = [{ price, flip: 0 }];
    const asked = { ...common, sources, rule: 'information' as const, mostRollOuts: 4096 };
    const one = playPuzzles(puzzles, asked);
    const { ratio, low, high } = compareAtEqualQuality(one, ladder);
    const shown = `${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
    const cost = meanOver(one.rollOuts).toFixed(0);
    return [`information, price ${price}`, meanOver(one.right).toFixed(3), cost, shown];
  });
  const head = ['rule', 'right moves', 'roll-outs', 'over UCB1 at equal quality'];
  return `### Roll-outs\n\n${table(head, [...bounds, ...informed])}`;
}

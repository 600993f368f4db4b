import { importSeattleReadings, type LinkReadings } from '../traces/import/seattle-sweeps.ts';
import { openFolder } from '../traces/open-files.ts';
import { textsAt } from '../traces/open-series.ts';
import { writeFigure } from './figure.ts';
import { boundTable } from './frames/bounds.ts';
import { type FrameSplit, foretell, scoreTable } from './frames/judge.ts';
import { binsOf, type Foretold } from './frames/scores.ts';
import { type Example, seattleExamples } from './frames/seattle-examples.ts';

/** The generated part of docs/calibration/frames.md. */
export async function writeFrames(traces: string): Promise<string> {
  const isSlice = (name: string) => /^SeattleData_\d+(\.gz)?$/.test(name);
  const texts = textsAt(openFolder(traces), 'rtt/netlatency/Seattle', isSlice);
  const { links, notes } = importSeattleReadings(texts);
  const splits = splitsOf(links);
  const parts = splits.map((split) => {
    const { blocks, heldOut } = split;
    const counts = [blocks.learn, blocks.calibrate, heldOut].map((block) => block.length);
    const sizes = `${counts[0]} learnt from, ${counts[1]} calibrated on, ${counts[2]} judged.`;
    return [`### ${split.title}`, '', sizes, '', scoreTable(foretell(split)), ''].join('\n');
  });
  const figure = await figureOf(foretell(splits[0]));
  return [
    ...[`${notes.join('; ')}.`, '', ...parts, figure, '', '### Bounds that need no law', ''],
    ...[`${splits[0].title}.`, '', boundTable(splits[0])],
  ].join('\n');
}

function splitsOf(links: readonly LinkReadings[]): readonly FrameSplit[] {
  const all = seattleExamples(links);
  const among = (rest: number) =>
    seattleExamples(links.filter(({ from, to }) => from % 2 === rest && to % 2 === rest));
  return [
    splitAt('Held out by time: slices 43 to 72', { first: all, heldOut: late(all, 42) }, [30, 42]),
    splitAt('Held out by device: odd ones', { first: among(0), heldOut: among(1) }, [48, 72]),
    splitAt('Held out by device: even ones', { first: among(1), heldOut: among(0) }, [48, 72]),
  ];
}

function late(examples: readonly Example[], from: number): readonly Example[] {
  return examples.filter(({ slice }) => slice >= from);
}

function splitAt(
  title: string,
  from: { readonly first: readonly Example[]; readonly heldOut: readonly Example[] },
  [learnt, calibrated]: readonly [number, number],
): FrameSplit {
  const learn = from.first.filter(({ slice }) => slice < learnt);
  const calibrate = from.first.filter(({ slice }) => slice >= learnt && slice < calibrated);
  return { title, blocks: { learn, calibrate }, heldOut: from.heldOut };
}

const shown = /isotonic|last value|moving average/;

function figureOf(foretold: readonly Foretold[]): Promise<string> {
  const values = foretold
    .filter(({ name }) => shown.test(name))
    .flatMap((one) =>
      binsOf(one)
        .filter((bin) => bin.happened > 0)
        .map((bin) => ({ ...bin, name: one.name })),
    );
  const scale = { type: 'log' as const, domain: [0.002, 1] };
  const x = {
    field: 'foretold',
    type: 'quantitative' as const,
    scale,
    title: 'chance foretold',
  };
  const color = { field: 'name', type: 'nominal', title: null, sort: null } as const;
  return writeFigure('frames-reliability', 'Share of late readings by foretold chance', {
    layer: [
      {
        data: { values: [{ p: 0.002 }, { p: 1 }] },
        mark: { type: 'line', color: '#999', strokeDash: [4, 4] },
        encoding: {
          x: { field: 'p', type: 'quantitative', scale },
          y: { field: 'p', type: 'quantitative', scale },
        },
      },
      {
        data: { values },
        mark: { type: 'rule', clip: true },
        encoding: {
          x,
          y: { field: 'low', type: 'quantitative', scale, title: 'share that was late' },
          y2: { field: 'high' },
          color,
        },
      },
      {
        data: { values },
        mark: { type: 'line', point: true, clip: true, strokeWidth: 1 },
        encoding: { x, y: { field: 'happened', type: 'quantitative', scale }, color },
      },
    ],
  });
}

import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { writeWhole } from '../reports/write-files.ts';

/** What a figure shows, in Vega-Lite's own words, without the frame this file adds. */
export type FigureSpec = Framed<TopLevelSpec>;

/** `Omit` for each member of a union by itself: over the whole it leaves only what all share. */
type Framed<Spec> = Spec extends unknown ? Omit<Spec, '$schema' | 'config' | 'background'> : never;

const CONFIG = {
  font: 'sans-serif',
  axis: { labelFontSize: 11, titleFontSize: 12, grid: true, gridColor: '#e8e8e8' },
  legend: { labelFontSize: 11, titleFontSize: 12, labelLimit: 280 },
  range: { category: ['#1b6ca8', '#d1495b', '#66a182', '#edae49', '#8d6a9f', '#5c5c5c'] },
};

/** The figure as SVG text: the same text for the same figure, drawn without a browser. */
export async function drawFigure(spec: FigureSpec): Promise<string> {
  // The cast is what `Omit` over Vega-Lite's union of specs costs.
  const framed = { width: 460, height: 260, ...spec, config: CONFIG, background: 'white' };
  const view = new View(parse(compile(framed as TopLevelSpec).spec), { renderer: 'none' });
  return `${await view.toSVG()}\n`;
}

/**
 * Draws a figure into `docs/calibration/figures/NAME.svg`; the Markdown that shows it on a page of
 * `docs/calibration/`, with the text a reader without eyes gets.
 */
export async function writeFigure(name: string, alt: string, spec: FigureSpec): Promise<string> {
  const url = new URL(`../docs/calibration/figures/${name}.svg`, import.meta.url);
  writeWhole(url.pathname, await drawFigure(spec));
  return `![${alt}](figures/${name}.svg)`;
}

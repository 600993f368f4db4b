import { drawFigure } from './figure.ts';

/** How far one detail stands from exact in one measure of one situation, %. */
export interface Difference {
  readonly situation: string;
  readonly measure: string;
  readonly detail: string;
  readonly percent: number;
  readonly halfWidth: number;
}

/** Differences beyond this are drawn at the edge, %. */
const EDGE = 12;
const DRAWN = ['p50', 'p95', 'p99', 'late frames', 'cost', 'emissions'];

/** The figure of docs/fidelity.md: difference from exact with its interval, by situation. */
export function drawDifferences(differences: readonly Difference[]): Promise<string> {
  const values = differences
    .filter(({ measure }) => DRAWN.includes(measure))
    .map(({ percent, halfWidth, ...one }) => {
      const low = clamp(percent - halfWidth);
      return { ...one, percent: clamp(percent), low, high: clamp(percent + halfWidth) };
    });
  const y = { field: 'measure', type: 'nominal' as const, sort: DRAWN, title: null };
  const yOffset = { field: 'detail', sort: [...new Set(differences.map((one) => one.detail))] };
  const scale = { domain: [-EDGE, EDGE] };
  const color = { field: 'detail', type: 'nominal' as const, sort: yOffset.sort, title: 'detail' };
  return drawFigure({
    data: { values },
    facet: { field: 'situation', type: 'nominal', title: null, sort: namesOf(values) },
    columns: 2,
    spec: {
      width: 300,
      height: 240,
      layer: [
        {
          mark: { type: 'rect', color: '#eef3f7' },
          data: { values: [{ from: -2, to: 2 }] },
          encoding: { x: { field: 'from', type: 'quantitative', scale }, x2: { field: 'to' } },
        },
        {
          mark: { type: 'rule' },
          encoding: {
            y,
            yOffset,
            x: { field: 'low', type: 'quantitative', scale, title: 'difference from exact, %' },
            x2: { field: 'high' },
            color,
          },
        },
        {
          mark: { type: 'point', filled: true, size: 28 },
          encoding: { y, yOffset, x: { field: 'percent', type: 'quantitative' }, color },
        },
      ],
    },
  });
}

function clamp(percent: number): number {
  return Math.min(EDGE, Math.max(-EDGE, percent));
}

function namesOf(values: readonly { readonly situation: string }[]): string[] {
  return [...new Set(values.map((one) => one.situation))];
}

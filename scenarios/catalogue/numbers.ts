import type { Entry, Figures } from './catalogue.ts';

/** A figure's number; whoever parsed the catalogue made sure that it is there. */
export function numberOf(figures: Figures, name: string): number {
  const figure = figures[name];
  if (figure === undefined) throw new Error(`the catalogue has no figure "${name}" here`);
  return figure.value;
}

/** The figures named `NAME n` as points (n, value), the least n first. */
export function seriesOf(figures: Figures, name: string): readonly (readonly [number, number])[] {
  const beginning = `${name} `;
  const points = Object.entries(figures)
    .filter(([key]) => key.startsWith(beginning) && /^\d+$/.test(key.slice(beginning.length)))
    .map(([key, { value }]) => [Number(key.slice(beginning.length)), value] as const);
  return points.sort(([a], [b]) => a - b);
}

/** Each law of an entry, made into something else. */
export function mapLaws<T>(
  laws: Entry['laws'],
  make: (figures: Figures) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(laws).map(([name, law]) => [name, make(law)]));
}

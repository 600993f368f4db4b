/** A number with all that is known of it, in the unit of its kind. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  /** Name of a source of the catalogue. */
  readonly source: string;
  /** measured, vendor, derived, secondary or assumed (remembered or guessed: no source). */
  readonly confidence: string;
}

/** Figures by their name. */
export type Figures = Readonly<Record<string, Figure>>;

/** One thing of the catalogue. */
export interface Entry {
  readonly title: string;
  /** Names of other things it is made of, and words; by key. */
  readonly names: Readonly<Record<string, string>>;
  readonly figures: Figures;
  /** Laws, images, problems or models of it: figures by their name. */
  readonly laws: Readonly<Record<string, Figures>>;
}

/** Where figures come from: title and the date at which they held or were seen. */
export interface Source {
  readonly title: string;
  readonly date: string;
}

/** All that is known of machines: entries by kind and name. */
export interface Catalogue {
  readonly sources: Readonly<Record<string, Source>>;
  readonly kinds: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
}

/** The entry of that kind and name; nothing when there is none. */
export function entryOf(catalogue: Catalogue, kind: string, name: string): Entry | undefined {
  const entries = Object.entries(catalogue.kinds[kind] ?? {});
  return entries.find(([key]) => key === name)?.[1];
}

/** Every figure of an entry with its path below the entry, laws after the entry's own. */
export function figuresOf({ figures, laws }: Entry): readonly (readonly [string, Figure])[] {
  const own = Object.entries(figures);
  const below = Object.entries(laws).flatMap(([law, inner]) => {
    return Object.entries(inner).map(([name, figure]) => [`${law}: ${name}`, figure] as const);
  });
  return [...own, ...below];
}

/**
 * Times of a pool's device over those that requests are sized by. Sized are the work until the
 * answer and the work until the slot is free, which is the answer's and a rest: the answer takes
 * `answer` × its work, the slot is held for `early` × the answer's work + `late` × the rest.
 */
export interface Pace {
  readonly answer: number;
  readonly early: number;
  readonly late: number;
}

const FIELDS = 3;

/** Paces of every kind of work in every region, by (kind * regions + region) * 3; NaN: none. */
export interface PaceTable {
  readonly regions: number;
  readonly values: Float64Array;
}

/** A table of paces by kind of work and region; null where a pool cannot do that work. */
export function tablePaces(paces: readonly (readonly (Pace | null)[])[]): PaceTable {
  const values = paces.flatMap((byRegion) => {
    return byRegion.flatMap((pace) => {
      if (pace === null) return [Number.NaN, Number.NaN, Number.NaN];
      return [pace.answer, pace.early, pace.late];
    });
  });
  return { regions: paces[0].length, values: Float64Array.from(values) };
}

/** Whether a region's pool can do a kind of work at all. */
export function canServe({ regions, values }: PaceTable, kind: number, region: number): boolean {
  return !Number.isNaN(values[(kind * regions + region) * FIELDS]);
}

/** The pace of a region's pool at a kind of work that it can do. */
export function paceOf({ regions, values }: PaceTable, kind: number, region: number): Pace {
  const at = (kind * regions + region) * FIELDS;
  return { answer: values[at], early: values[at + 1], late: values[at + 2] };
}

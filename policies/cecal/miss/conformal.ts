/**
 * A level that corrects itself (adaptive conformal inference, Gibbs and Candes 2021). After each
 * answer the level moves by `step` × (goal - 1 if it was late, else 0). Where level 0 means that
 * nothing is ever late and level 1 that everything may be, the mean of lateness stays within
 * (max(first, 1 - first) + step) / (step × answers) of the goal, whatever the world does.
 */
export interface LevelSettings {
  /** Share of late answers that is wanted. */
  readonly goal: number;
  /** Published values 0.005 to 0.02. */
  readonly step: number;
}

/** The level after one answer. It may leave 0..1; a caller cuts it where it is used. */
export function moveLevel(level: number, isLate: boolean, { goal, step }: LevelSettings): number {
  return level + step * (goal - (isLate ? 1 : 0));
}

/**
 * The score that a share `1 - level` of those kept does not exceed, with the one more that makes it
 * hold for the next answer as well (split conformal); Infinity where too few are kept to tell.
 */
export function scoreAt(sorted: readonly number[], level: number): number {
  const rank = Math.ceil((1 - level) * (sorted.length + 1));
  if (rank <= 0) return -Infinity;
  return rank > sorted.length ? Infinity : sorted[rank - 1];
}

/** The choice with the fewest single-character edits from `text`, if it is near enough to help. */
export function nearestOf(text: string, choices: readonly string[]): string | undefined {
  const ranked = choices
    .map((choice) => ({ choice, edits: distance(text.slice(0, 64), choice) }))
    .filter(({ choice, edits }) => edits <= Math.max(2, Math.ceil(choice.length / 2)));
  const best = ranked.reduce<{ choice: string; edits: number } | undefined>(
    (least, entry) => (least === undefined || entry.edits < least.edits ? entry : least),
    undefined,
  );
  return best?.choice;
}

// `l4-prices` for `shipped/l4-prices`: a part left out is one slip, however long it is.
function distance(text: string, choice: string): number {
  return text.length > 1 && choice.includes(text) ? 1 : editsBetween(text, choice);
}

/** Levenshtein distance: insertions, deletions and substitutions that turn `a` into `b`. */
export function editsBetween(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, column) => column);
  return [...a].reduce((above, letter, index) => nextRow(above, letter, index + 1, b), first)[
    b.length
  ];
}

function nextRow(above: number[], letter: string, row: number, b: string): number[] {
  const current = [row];
  for (let column = 1; column <= b.length; column += 1) {
    const substituted = above[column - 1] + (b[column - 1] === letter ? 0 : 1);
    current.push(Math.min(above[column] + 1, current[column - 1] + 1, substituted));
  }
  return current;
}

/** Breaks text between words into lines of `width` at most; later lines start after `indent`. */
export function wrapText(text: string, width: number, indent = 0): readonly string[] {
  const lead = text.length - text.trimStart().length;
  const lines: string[] = [];
  let line = text.slice(0, lead);
  for (const word of splitKeepingGaps(text.slice(lead))) {
    const isFull = line.trim() !== '' && line.length + word.trimEnd().length > width;
    if (isFull) lines.push(line.trimEnd());
    line = isFull ? ' '.repeat(indent) + word : line + word;
  }
  return [...lines, line.trimEnd()];
}

/** Words with the spaces behind them, so that columns made by padding survive. */
function splitKeepingGaps(text: string): readonly string[] {
  return text.match(/\S+\s*/g) ?? [];
}

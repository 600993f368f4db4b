/** A generated part of a page, between `<!-- generated: NAME -->` and `<!-- end -->`. */
export interface Block {
  readonly name: string;
  readonly body: string;
}

const START = /^<!-- generated: ([a-z0-9-]+) -->$/;
const END = '<!-- end -->';

/** The generated parts of a page in order; throws when a marker has no partner. */
export function readBlocks(page: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { readonly name: string; readonly lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const place = `${page}:${index + 1}`;
    const name = START.exec(line)?.[1];
    if (name !== undefined && open !== undefined) throw new Error(`${place}: ${open.name} is open`);
    if (line === END && open === undefined) throw new Error(`${place}: nothing is open`);
    if (name !== undefined) open = { name, lines: [] };
    else if (line === END && open !== undefined) {
      blocks.push({ name: open.name, body: open.lines.join('\n') });
      open = undefined;
    } else open?.lines.push(line);
  }
  if (open !== undefined) throw new Error(`${page}: ${open.name} is never closed`);
  return blocks;
}

/** The page with another body between the markers of that name; everything else stays. */
export function replaceBlock(text: string, name: string, body: string): string {
  const start = `<!-- generated: ${name} -->\n`;
  const from = text.indexOf(start);
  const to = text.indexOf(`\n${END}`, from);
  if (from < 0 || to < 0) throw new Error(`no generated part "${name}"`);
  return `${text.slice(0, from)}${start}\n${body.trim()}\n${text.slice(to)}`;
}

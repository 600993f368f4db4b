/** A program of a page with what the page says it prints. */
export interface Program {
  readonly name: string;
  readonly code: string;
  readonly output: string;
}

const PROGRAM =
  /^<!-- program: ([a-z-]+) -->\n\n```ts\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm;

/** Every program of a page, in order. */
export function programsOf(text: string): readonly Program[] {
  return [...text.matchAll(PROGRAM)].map(([, name, code, output]) => ({ name, code, output }));
}

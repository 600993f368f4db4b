/** A command line of a page, without the program's name. */
export interface Example {
  readonly page: string;
  readonly words: readonly string[];
}

const CODE = /^```[a-z]*\n([\s\S]*?)^```$/gm;
const INLINE = /`([^`\n]+)`/g;
const COMMAND = /^(?:\$ )?(?:npx |\.\/)?playtwin +(.+)$/;

/** The code blocks of a page, without their fences. */
export function codeBlocks(text: string): readonly string[] {
  return [...text.matchAll(CODE)].map(([, code]) => code);
}

/** Every `playtwin ...` of a page, in code blocks and between backticks. */
export function examplesOf(page: string, text: string): readonly Example[] {
  const inline = [...text.replace(CODE, '').matchAll(INLINE)].map(([, code]) => code);
  const lines = [
    ...codeBlocks(text).flatMap((code) => code.replace(/\\\n\s*/g, '').split('\n')),
    ...inline,
  ];
  return lines.flatMap((line) => {
    const command = COMMAND.exec(line)?.[1];
    return command === undefined ? [] : [{ page, words: splitWords(command) }];
  });
}

/** Words as a shell would part them; quotes hold a word together. */
export function splitWords(command: string): readonly string[] {
  const words = command.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

/** Targets of the links of a page that lead to files: path and anchor. */
export function linksOf(text: string): readonly string[] {
  const prose = text.replace(CODE, '').replace(INLINE, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** Anchors of the headings of a page, as a reader's browser knows them. */
export function anchorsOf(text: string): readonly string[] {
  const headings = [...text.replace(CODE, '').matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);
  return headings.map((title) => {
    return title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
  });
}

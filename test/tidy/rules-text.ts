import { parse } from 'yaml';
import { type Finding, isProduct, type Source } from './sources.ts';

interface Pattern {
  readonly pattern: RegExp;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

// Written in halves: this file is read by its own rules.
const HOMES = ['work', 'home', 'root', 'Users'].map((folder) => `/${folder}/`).join('|');
const HOSTS = ['registry\\.[a-z0-9-]+\\.[a-z]+', 'npm' + 'mirror', 'arti' + 'factory'].join('|');
const LATER = `TO${'DO'}`;
const BROKEN = `FIX${'ME'}`;

const EVERYWHERE: readonly Pattern[] = [
  {
    pattern: new RegExp(`(?<![\\w.\\-:/])(${HOMES})\\w`),
    what: 'a path of one machine',
    why: 'nobody else has it',
    instead: 'a path from the root of the project',
  },
  {
    pattern: new RegExp(HOSTS),
    what: 'the host of a package registry',
    why: 'others fetch from theirs',
    instead: 'leave it to the settings of npm',
  },
  {
    pattern: new RegExp(`\\b${LATER}\\b(?! #\\d+| \\(#\\d+\\))`),
    what: `a ${LATER} without an issue`,
    why: 'nobody will find it again',
    instead: `do it, or write ${LATER} #number`,
  },
  {
    pattern: new RegExp(`\\b${BROKEN}\\b`),
    what: `a ${BROKEN}`,
    why: 'broken code is not kept',
    instead: 'mend it, or open an issue',
  },
];

const IN_PRODUCT: Pattern = {
  pattern: /\.\.\/shared\b/,
  what: 'a folder beside the project',
  why: 'a clone does not have it',
  instead: 'a folder given on the command line',
};

/** Words that belong to one machine or to another day, in any text of the project. */
export function checkText(source: Source): readonly Finding[] {
  const patterns = isProduct(source) ? [...EVERYWHERE, IN_PRODUCT] : EVERYWHERE;
  return source.text.split('\n').flatMap((line, index) => {
    return patterns
      .filter(({ pattern }) => pattern.test(line))
      .map((found) => {
        const { what, why, instead } = found;
        return { path: source.path, line: index + 1, what, why, instead };
      });
  });
}

/** One title per Markdown file, on the first heading. */
export function checkTitle({ path, text }: Source): readonly Finding[] {
  if (!path.endsWith('.md')) return [];
  const withoutCode = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (code) => code.replace(/[^\n]/g, ''));
  const titles = withoutCode.split('\n').flatMap((line, index) => {
    return /^# \S/.test(line) ? [index + 1] : [];
  });
  if (titles.length === 1) return [];
  const instead = 'one line "# Title", and ## for its parts';
  const what = `the page has ${titles.length} titles`;
  return [{ path, line: titles[1] ?? 1, what, why: 'a page is about one thing', instead }];
}

/** Every scenario of the library says what it asks. */
export function checkQuestion({ path, text }: Source): readonly Finding[] {
  if (!/^scenarios\/(library|studies)\/.*\.ya?ml$/.test(path)) return [];
  const question: unknown = parse(text)?.question;
  if (typeof question === 'string' && /\?\s*$/.test(question)) return [];
  const what = 'the scenario has no question';
  const why = 'a number without a question answers nothing';
  return [{ path, line: 1, what, why, instead: 'question: What ...?' }];
}

/** package.json pins every version: a range would let two clones differ. */
export function checkPins({ path, text }: Source): readonly Finding[] {
  if (path !== 'package.json') return [];
  const { dependencies, devDependencies } = JSON.parse(text);
  const pins: readonly [string, unknown][] = Object.entries({
    ...dependencies,
    ...devDependencies,
  });
  const loose = pins.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)));
  return loose.map(([name, version]) => ({
    path,
    line: text.split('\n').findIndex((line) => line.includes(`"${name}"`)) + 1,
    what: `${name} is wanted as ${version}`,
    why: 'a range would let two clones differ',
    instead: 'one exact version',
  }));
}

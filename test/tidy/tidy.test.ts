import { describe, expect, it } from 'vitest';
import { ARROWS, surveyImports } from './arrows.ts';
import { checkDeterminism, checkTypes } from './rules-bans.ts';
import { checkReferences, checkTable } from './rules-docs.ts';
import { checkDead, checkDocs, checkNames, countByFolder } from './rules-exports.ts';
import { checkExportCount, checkSizes, LIMITS, measureFunctions } from './rules-shape.ts';
import { checkPins, checkQuestion, checkText, checkTitle } from './rules-text.ts';
import {
  describeFinding,
  type Finding,
  isProduct,
  PRODUCT,
  ROOT,
  readProject,
  type Source,
} from './sources.ts';

const project = readProject();
const product = project.filter(isProduct);

const everyFile = (rule: (source: Source) => readonly Finding[], files: readonly Source[]) => {
  return files.flatMap(rule).map(describeFinding);
};

describe('the code of the product', () => {
  it.each(PRODUCT)('is there to be looked at: %s', (folder) => {
    expect(countByFolder(project).get(folder) ?? 0).toBeGreaterThan(0);
  });

  it('imports down, never sideways, never up, and in no circle', async () => {
    const folders = PRODUCT.filter((folder) => countByFolder(project).has(folder));
    const { modules, findings } = await surveyImports(ROOT, folders);
    expect(modules).toBeGreaterThanOrEqual(product.length);
    expect(findings.map(describeFinding)).toEqual([]);
  });

  it('has an import rule for each of its folders', () => {
    expect([...ARROWS.keys()].sort()).toEqual([...PRODUCT].sort());
  });

  it('says the same in a year, on another machine, in another engine', () => {
    expect(everyFile(checkDeterminism, product)).toEqual([]);
  });

  it('states types it can vouch for and shapes that are data', () => {
    expect(everyFile(checkTypes, product)).toEqual([]);
  });

  it('keeps functions, files, lines, parameters and nesting small', () => {
    expect(everyFile(checkSizes, product)).toEqual([]);
  });

  it('exports few names a file', () => {
    expect(everyFile(checkExportCount, product)).toEqual([]);
  });

  it('documents every exported name', () => {
    expect(everyFile(checkDocs, product)).toEqual([]);
  });

  it('has no dead file and no dead export', () => {
    expect(checkDead(project).map(describeFinding)).toEqual([]);
  });

  it('calls things by words of the field', () => {
    expect(everyFile(checkNames, product)).toEqual([]);
  });

  it('has a median function that fits in a few lines', () => {
    const lines = product.flatMap(measureFunctions).map((one) => one.lines);
    lines.sort((a, b) => a - b);
    const median = lines[Math.floor(lines.length / 2)] ?? 0;
    const long = lines.filter((count) => count > LIMITS.functionLinesAimed).length;
    const bulky = product.filter((one) => one.text.split('\n').length > LIMITS.fileLinesAimed + 1);
    process.stderr.write(
      `tidy: ${lines.length} functions, median ${median} lines, ${long} above ` +
        `${LIMITS.functionLinesAimed}; ${bulky.length} files above ${LIMITS.fileLinesAimed} lines\n`,
    );
    expect(median).toBeLessThanOrEqual(10);
  });
});

describe('the texts of the project', () => {
  it('name no machine, no registry and nothing left for later', () => {
    expect(everyFile(checkText, project)).toEqual([]);
  });

  it('have one title each', () => {
    expect(everyFile(checkTitle, project)).toEqual([]);
  });

  it('ask a question in every scenario of the library', () => {
    expect(everyFile(checkQuestion, project)).toEqual([]);
  });

  it('pin every package to one version', () => {
    expect(everyFile(checkPins, project)).toEqual([]);
  });

  it('send a reader to files that exist', () => {
    const existing = new Set(project.map((source) => source.path));
    const rule = (source: Source) => checkReferences(source, existing);
    expect(everyFile(rule, project)).toEqual([]);
  });

  it('draw the import table that is enforced', () => {
    expect(everyFile(checkTable, project)).toEqual([]);
  });

  it('give the test command that .ci/run looks for', () => {
    const readme = project.find((source) => source.path === 'README.md');
    expect(readme?.text ?? 'README.md is not there').toMatch(/npm ci && npm test/);
  });
});

import { z } from 'zod';
import type { Law } from '../../engine/distributions.ts';
import { cycleAt, TITLE_NAMES, TITLES, type TitleType } from '../titles.ts';
import { type Formula, formula } from './curve.ts';
import { word } from './fields.ts';
import { law } from './laws.ts';

const LAW = `a law, or a title type such as ${TITLE_NAMES[0]}`;

function titleNamed(name: string): TitleType {
  return TITLES.find((title) => title.name === name) ?? TITLES[0];
}

/** A law of durations, or the name of a title type that has one. */
export function titledLaw(of: 'session' | 'think', doc: string): z.ZodType<Law> {
  const named = word(TITLE_NAMES, 'A title type.').transform((name) => titleNamed(name)[of].value);
  return z.union([named, law(doc)], { error: LAW }).meta({ description: doc, wanted: LAW });
}

/** A formula of the time of day or week, or the name of a title type that has such a cycle. */
export function titledCycle(of: 'daily' | 'weekly', doc: string): z.ZodType<Formula> {
  const named = word(TITLE_NAMES, 'A title type.').transform((name): Formula => {
    const { value } = titleNamed(name)[of];
    return { at: (t) => cycleAt(value, t), kinks: [] };
  });
  const own = formula('factor', doc);
  const wanted = `${own.meta()?.wanted}, or a title type such as ${TITLE_NAMES[0]}`;
  return z.union([named, own], { error: wanted }).meta({ description: doc, wanted });
}

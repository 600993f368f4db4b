import { z } from 'zod';

/** What came of reading one value: the value in base units, or what was wanted instead. */
export type Reading<T> =
  | { readonly value: T }
  | { readonly wanted: string; readonly nearest?: string | undefined };

/** What the reference and the JSON Schema say of a field. */
export interface FieldDoc {
  /** Phrase that completes "wanted …", for example `a duration, for example "45 s"`. */
  readonly wanted: string;
  readonly type: 'string' | 'number' | 'integer' | readonly string[];
  readonly examples: readonly (string | number)[];
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A leaf of the schema: any YAML value goes in, a checked value in base units comes out. */
export function field<T>(doc: FieldDoc, read: (raw: unknown) => Reading<T>): z.ZodType<T> {
  const { wanted, ...json } = doc;
  return z
    .unknown()
    .transform((raw, context) => {
      const reading = read(raw);
      if ('value' in reading) return reading.value;
      const params = { nearest: reading.nearest };
      context.issues.push({ code: 'custom', input: raw, message: reading.wanted, params });
      return z.NEVER;
    })
    .meta({ ...json, wanted });
}

/** A mapping with exactly these keys; an unknown one is answered with the list of valid keys. */
export function keyed<Shape extends z.ZodRawShape>(shape: Shape, doc: string) {
  const keys = Object.keys(shape);
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? keys.join('|') : `a mapping with ${listed(keys)}`,
    })
    .describe(doc);
}

/** A mapping from names the user chooses to entries of one kind, at least one unless told. */
export function named<Entry extends z.ZodType>(entry: Entry, most: number, doc: string, least = 1) {
  const wanted = 'a name of letters a to z, digits and hyphens that begins with a letter';
  const name = z
    .string()
    .max(48, wanted)
    .regex(/^[a-z][a-z0-9-]*$/, wanted);
  const entries = z.record(name, entry, { error: 'a mapping from names to entries' });
  return entries
    .superRefine((record, context) => {
      const count = Object.keys(record).length;
      if (count >= least && count <= most) return;
      context.addIssue({ code: 'custom', message: `between ${least} and ${most} entries` });
    })
    .meta({ description: doc, minProperties: least, maxProperties: most });
}

/** Writes a list for people: `a, b or c`. */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}

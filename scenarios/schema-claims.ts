import { z } from 'zod';
import { kpis } from '../reports/kpis.ts';
import { text, word } from './parse/fields.ts';
import { nearestOf } from './parse/nearest.ts';
import { field, keyed, named } from './parse/reading.ts';

const FORMS = ['level', 'change', 'difference', 'times', 'kept'] as const;
const MOST_RUNS = 12;
const MOST_PARTS = 16;
const WANTED = /^at (least|most) (-?\d+(?:\.\d+)?)(?: (\S.*))?$/;

const OPERAND = 'a contender of the only run, or RUN/CONTENDER, for example main/ecim-g';

/** A contender, and of which run where there are several. */
function operand(doc: string) {
  const read = (raw: unknown) => {
    const found = typeof raw === 'string' ? /^(?:([a-z][\w-]*)\/)?([\w-]+)$/.exec(raw) : null;
    if (found === null) return { wanted: OPERAND };
    return { value: { run: found[1] ?? '', contender: found[2] } };
  };
  return field({ wanted: OPERAND, type: 'string', examples: ['main/ecim-g'] }, read).meta({
    description: doc,
  });
}

const kpiId = field(
  { wanted: 'the id of a KPI, for example cost', type: 'string', examples: ['cost'] },
  (raw) => {
    const ids = kpis.map(({ id }) => id);
    if (typeof raw === 'string' && ids.includes(raw)) return { value: raw };
    const wanted = 'the id of a KPI, for example cost';
    return { wanted, nearest: typeof raw === 'string' ? nearestOf(raw, ids) : undefined };
  },
).meta({ description: 'What is measured, by its id in kpis.md.' });

const threshold = field(
  { wanted: '"at least N UNIT" or "at most N UNIT"', type: 'string', examples: ['at least 60 %'] },
  (raw) => {
    const found = typeof raw === 'string' ? WANTED.exec(raw.trim()) : null;
    if (found === null) return { wanted: 'a threshold, for example "at least 60 %"' };
    const [, bound, value, unit = '1'] = found;
    return {
      value: { bound: bound === 'least' ? 'least' : 'most', value: Number(value), unit } as const,
    };
  },
).meta({
  description:
    "The claim's own threshold, in the quantity's unit: % of a change or a share kept, points of " +
    "a difference of shares, times, s of a recovery, else the KPI's unit.",
});

const edits = z
  .record(z.string().min(1), z.unknown(), { error: 'a mapping from paths to values' })
  .meta({ description: 'Values by dotted path, as `--set` puts them.', wanted: 'PATH: VALUE' });

const measure = keyed(
  {
    form: word(
      FORMS,
      'How it is made: level a, change (a - b) ÷ b, difference a - b, times a ÷ b, kept ' +
        '(b - a) ÷ (b - best): the share of a possible gain that was kept.',
    ),
    kpi: kpiId.optional(),
    'recovery of': text(
      48,
      'A fault by name: the time to get over it, in place of a KPI.',
    ).optional(),
    of: operand('a: the contender that the claim speaks of.'),
    against: operand('b: what it is held against; not for a level.').optional(),
    best: operand('What was possible; for a share kept only.').optional(),
  },
  'A quantity of one, two or three contenders on the same random numbers.',
);

const part = keyed(
  {
    says: text(300, 'The statement in words.'),
    measure: measure.optional(),
    wanted: threshold.optional(),
    'not covered': text(300, 'Why nothing measures it; in place of measure and wanted.').optional(),
  },
  'One statement of the claim.',
);

const variation = keyed(
  {
    set: edits,
    in: z
      .array(text(48, 'The name of a run.'))
      .min(1)
      .optional()
      .meta({ description: 'Runs it is put into; absent: all.', wanted: 'a list of runs' }),
  },
  'The claim under another assumption: every run it touches is made again.',
);

const assumption = keyed(
  {
    says: text(300, 'What is assumed or taken over.'),
    source: text(300, 'Where it comes from, with its date; or `assumed`.'),
    vary: named(variation, MOST_RUNS, 'Other values; their names stand in the verdict.').optional(),
  },
  'What the numbers rest on.',
);

const run = keyed(
  { scenario: text(64, 'A scenario of the library, by its name.'), set: edits.optional() },
  'A scenario, with what is put into it.',
);

/** What a claim's file holds; its id is the name of the file. */
export const claimFile = keyed(
  {
    claim: text(600, 'What is claimed, in words.'),
    systems: z
      .array(text(8, 'A row of the table of systems, for example G4.'))
      .meta({ description: 'The systems it speaks of.', wanted: 'a list such as [G4, T3]' }),
    runs: named(run, MOST_RUNS, 'The scenarios it is measured on.', 0).optional(),
    parts: named(part, MOST_PARTS, 'Its statements; each has a verdict of its own.'),
    assumptions: named(assumption, MOST_RUNS, 'What the numbers rest on.', 0).optional(),
    remark: text(1000, 'What must be known beside the numbers.').optional(),
  },
  'A claim to reproduce or refute.',
);

/** A claim's file as it came through the schema. */
export type WrittenClaim = z.output<typeof claimFile>;

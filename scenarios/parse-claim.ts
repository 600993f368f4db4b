import type {
  Assumption,
  Claim,
  ClaimPart,
  Edited,
  Operand,
  Outcome,
  Quantity,
} from '../reports/claims/claim.ts';
import { unitOf } from '../reports/claims/units.ts';
import { type Complaint, complaintsOf, placeComplaints } from './parse/issues.ts';
import { nearestOf } from './parse/nearest.ts';
import { listed } from './parse/reading.ts';
import { readYaml } from './parse/yaml-text.ts';
import type { Problem } from './problem.ts';
import { claimFile, type WrittenClaim } from './schema-claims.ts';

/** What came of parsing a claim's file. */
export type ParsedClaim = { readonly claim: Claim } | { readonly problems: readonly Problem[] };

type WrittenPart = WrittenClaim['parts'][string];
type Path = readonly string[];

interface Context {
  readonly runs: readonly string[];
  readonly complaints: Complaint[];
}

/**
 * Reads a claim's file. `file` names it in problems and gives the claim its id; `scenarios` are the
 * names of those there are.
 */
export function parseClaim(text: string, file: string, scenarios: readonly string[]): ParsedClaim {
  const read = readYaml(text, file);
  if ('problems' in read) return read;
  const { yaml } = read;
  const shaped = claimFile.safeParse(yaml.value);
  if (!shaped.success) {
    const complaints = complaintsOf(shaped.error.issues, []);
    return { problems: placeComplaints(complaints, yaml, file) };
  }
  const complaints: Complaint[] = [];
  const runs = Object.keys(shaped.data.runs ?? {});
  checkScenarios(shaped.data, scenarios, complaints);
  const claim = assemble(idOf(file), shaped.data, { runs, complaints });
  if (complaints.length === 0) return { claim };
  return { problems: placeComplaints(complaints, yaml, file) };
}

function idOf(file: string): string {
  return file
    .slice(file.lastIndexOf('/') + 1)
    .replace(/\.ya?ml$/, '')
    .toUpperCase();
}

function checkScenarios(
  { runs = {} }: WrittenClaim,
  scenarios: readonly string[],
  complaints: Complaint[],
): void {
  for (const [name, { scenario }] of Object.entries(runs)) {
    if (scenarios.includes(scenario)) continue;
    const nearest = nearestOf(scenario, scenarios);
    const path = ['runs', name, 'scenario'];
    complaints.push({ path, wanted: 'a scenario of the library', nearest });
  }
}

function assemble(id: string, written: WrittenClaim, context: Context): Claim {
  const { claim, systems, runs = {}, parts, assumptions = {}, remark = '' } = written;
  return {
    id,
    says: claim,
    systems,
    runs: Object.entries(runs).map(([name, { scenario, set }]) => {
      return { name, scenario, set: editsOf(set) };
    }),
    parts: Object.entries(parts).flatMap(([name, part]) => partOf(name, part, context)),
    assumptions: Object.entries(assumptions).map(([name, { says, source, vary = {} }]) => {
      return { name, says, source, vary: variationsOf(vary, ['assumptions', name], context) };
    }),
    remark,
  };
}

function editsOf(set: Readonly<Record<string, unknown>> = {}): readonly Edited[] {
  return Object.entries(set).map(([path, value]) => ({ path, value }));
}

type WrittenVariations = NonNullable<NonNullable<WrittenClaim['assumptions']>[string]['vary']>;

function variationsOf(
  vary: WrittenVariations,
  path: Path,
  { runs, complaints }: Context,
): Assumption['vary'] {
  return Object.entries(vary).map(([name, { set, in: some = runs }]) => {
    const stranger = some.findIndex((one) => !runs.includes(one));
    if (stranger >= 0) {
      const at = [...path, 'vary', name, 'in', String(stranger)];
      complaints.push({ path: at, wanted: `a run of this claim: ${listed(runs, 'or')}` });
    }
    return { name, set: editsOf(set), runs: some };
  });
}

function partOf(name: string, part: WrittenPart, context: Context): readonly ClaimPart[] {
  const path = ['parts', name];
  const { says, measure, wanted, 'not covered': notCovered } = part;
  if (notCovered !== undefined && measure === undefined && wanted === undefined) {
    return [{ name, says, notCovered }];
  }
  if (measure === undefined || wanted === undefined || notCovered !== undefined) {
    context.complaints.push({ path, wanted: 'either measure and wanted, or not covered' });
    return [];
  }
  const quantity = quantityOf(measure, [...path, 'measure'], context);
  if (quantity === undefined) return [];
  const { unit } = unitOf(quantity);
  if (wanted.unit !== unit) {
    const example = `at ${wanted.bound} ${wanted.value}${unit === '1' ? '' : ` ${unit}`}`;
    context.complaints.push({ path: [...path, 'wanted'], wanted: `"${example}"` });
  }
  return [{ name, says, quantity, wanted: { bound: wanted.bound, value: wanted.value } }];
}

type WrittenMeasure = NonNullable<WrittenPart['measure']>;

function quantityOf(
  { form, of, against, best, kpi, 'recovery of': fault }: WrittenMeasure,
  path: Path,
  context: Context,
): Quantity | undefined {
  const { complaints } = context;
  const outcome = outcomeOf(kpi, fault);
  if (outcome === undefined) complaints.push({ path, wanted: 'either kpi or recovery of' });
  const said: Readonly<Record<string, Operand | undefined>> = { of, against, best };
  const needed = form === 'level' ? ['of'] : ['of', 'against'];
  const wanted = form === 'kept' ? [...needed, 'best'] : needed;
  const odd = Object.entries(said).find(([key, one]) => {
    return (one === undefined) === wanted.includes(key);
  });
  if (odd !== undefined) {
    complaints.push({ path, wanted: `${listed(wanted)} for a ${form}, and no others` });
  }
  if (odd !== undefined || outcome === undefined) return undefined;
  const operands = wanted.flatMap((key) => settle(said[key], [...path, key], context));
  return { form, outcome, of: operands };
}

function outcomeOf(kpi: string | undefined, fault: string | undefined): Outcome | undefined {
  if (kpi !== undefined) return fault === undefined ? { kpi } : undefined;
  return fault === undefined ? undefined : { fault };
}

/** Gives an operand its run: the one it names, or the only one there is. */
function settle(
  operand: Operand | undefined,
  path: Path,
  { runs, complaints }: Context,
): readonly Operand[] {
  if (operand === undefined) return [];
  const { contender } = operand;
  const run = operand.run === '' && runs.length === 1 ? runs[0] : operand.run;
  if (runs.includes(run)) return [{ run, contender }];
  const wanted = `RUN/CONTENDER with one of the claim's runs: ${listed(runs, 'or')}`;
  complaints.push({ path, wanted });
  return [];
}

import { SHIPPED } from './catalogue/shipped.ts';
import type { Complaint } from './parse/issues.ts';
import { memberOf } from './parse/raw.ts';
import { readYaml } from './parse/yaml-text.ts';
import { type ParsedCatalogue, parseCatalogue } from './parse-catalogue.ts';

/** The catalogue file a scenario names, read by whoever has a disk. */
export interface OwnCatalogue {
  /** As the scenario names it. */
  readonly name: string;
  /** As problems name it. */
  readonly file: string;
  readonly text: string;
}

/** The machines a scenario may name: the shipped ones, with its own catalogue over them. */
export function openMachines(own: OwnCatalogue | undefined): ParsedCatalogue {
  if (own === undefined) return { catalogue: SHIPPED };
  return parseCatalogue(own.text, own.file, SHIPPED);
}

/** The catalogue that a scenario's text names; nothing where it names none or cannot be read. */
export function catalogueNamed(text: string, file: string): string | undefined {
  const read = readYaml(text, file);
  const name = 'problems' in read ? undefined : memberOf(read.yaml.value, 'catalogue');
  return typeof name === 'string' ? name : undefined;
}

/** Complains when a scenario names a catalogue that nobody handed in. */
export function checkOwn(root: unknown, own: OwnCatalogue | undefined): readonly Complaint[] {
  const name = memberOf(root, 'catalogue');
  if (typeof name !== 'string' || own?.name === name) return [];
  return [{ path: ['catalogue'], wanted: 'a readable YAML file beside the scenario' }];
}

import { nearestHint, refuse, shown } from './problem.ts';
import type { RoleContent } from './shelf.ts';

/** A public trace format that can be imported as it is published. */
export interface TraceFormat {
  readonly name: string;
  /** Roles it can play in a bundle. */
  readonly roles: readonly RoleContent['role'][];
  /** What a path of this format points at, in one line. */
  readonly doc: string;
  /** Whether `select` chooses something in it. */
  readonly takesSelect?: boolean;
  /** Publisher and title of the recording. */
  readonly source: string;
  readonly licence: string;
}

const formats: readonly TraceFormat[] = [
  {
    name: 'azure-llm-2023',
    roles: ['tokens'],
    doc: 'CSV file: TIMESTAMP,ContextTokens,GeneratedTokens',
    source: 'Azure public dataset, LLM inference trace 2023 (Patel et al., Splitwise, ISCA 2024)',
    licence: 'CC BY 4.0',
  },
  {
    name: 'electricitymap-live',
    roles: ['carbon'],
    doc: 'folder of <ZONE>.csv[.gz], hours polled from the live feed; or one such file',
    source: 'Electricity Maps live feed, collected by umassos/pause-resume',
    licence: 'MIT (redistribution; data by Electricity Maps)',
  },
  {
    name: 'electricitymaps-yearly',
    roles: ['carbon'],
    doc: 'folder of <ZONE>_<YEAR>_hourly.csv[.gz]; select: lca (default) or direct',
    takesSelect: true,
    source: 'Electricity Maps data portal, yearly hourly export',
    licence: 'ODbL (portal); redistribution Apache-2.0, umassos/decarbonization-potential',
  },
  {
    name: 'cant-be-late',
    roles: ['availability'],
    doc: 'JSON file or folder of files: 0/1 ticks of spot availability, one series a file',
    source: "Spot availability pings of AWS (Wu et al., Can't Be Late, NSDI 2024)",
    licence: 'MIT (FrontierCS/Frontier-CS redistribution)',
  },
  {
    name: 'gcp-pricing',
    roles: ['prices'],
    doc: 'folder of <YYYY-MM-DD>-pricing.yml[.gz] or one file; select: instance type',
    takesSelect: true,
    source: 'Google Cloud price list, Cyclenerd/google-cloud-pricing-cost-calculator',
    licence: 'Apache-2.0',
  },
  {
    name: 'gcp-rtt',
    roles: ['rtt'],
    doc: 'CSV file: sending_region,receiving_region,milliseconds',
    source: 'Google Cloud inter-region latency (AT&T Center for Virtualization, SMU)',
    licence: 'Apache-2.0 (umassos/decarbonization-potential redistribution)',
  },
  {
    name: 'netlatency-seattle',
    roles: ['jitter'],
    doc: 'folder of SeattleData_<n>[.gz] slices: tab-separated matrices, seconds',
    source: 'NetLatency-Data, Seattle devices (Zhu et al., IEEE/ACM ToN 2017)',
    licence: 'MIT',
  },
  {
    name: 'netlatency-planetlab',
    roles: ['rtt'],
    doc: 'PlanetLabData_<n>[.gz] matrix, milliseconds; select: one host number a region',
    takesSelect: true,
    source: 'NetLatency-Data, PlanetLab hosts (Zhu et al., IEEE/ACM ToN 2017)',
    licence: 'MIT',
  },
];

/** Every importable format, by name. */
export function listFormats(): readonly TraceFormat[] {
  return formats;
}

/** The format of that name; refused with the nearest name when there is none. */
export function formatNamed(name: string): TraceFormat {
  const format = formats.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const names = formats.map((candidate) => candidate.name);
  return refuse({
    file: 'trace formats',
    row: 0,
    found: shown(name),
    wanted: `one of ${names.join(', ')}${nearestHint(name, names)}`,
  });
}

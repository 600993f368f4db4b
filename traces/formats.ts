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
    name: 'mooncake',
    roles: ['tokens'],
    doc: 'JSON lines: timestamp, input_length, output_length; times smeared over their batches',
    source: 'Mooncake, FAST 2025 release (Qin et al., FAST 2025)',
    licence: 'Apache-2.0',
  },
  {
    name: 'vidur',
    roles: ['tokens'],
    doc: 'CSV file: [arrived_at,]num_prefill_tokens,num_decode_tokens',
    source: 'Vidur processed traces (Agrawal et al., MLSys 2024; microsoft/vidur)',
    licence: 'MIT (microsoft/vidur redistribution)',
  },
  {
    name: 'servegen',
    roles: ['tokens'],
    doc: 'chunk-<N>-dataset.json of one client: sizes as probabilities, 4 096 rows drawn',
    source: 'ServeGen, Alibaba Model Studio (arXiv 2505.09999)',
    licence: 'Apache-2.0',
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
    name: 'carboncast',
    roles: ['carbon'],
    doc: 'folder of <Z>_<scope>_emissions.csv[.gz]; select: lifecycle (default) or direct',
    takesSelect: true,
    source: 'CarbonCast 2020-2021, EIA and ENTSO-E (Maji et al., BuildSys 2022)',
    licence: 'Apache-2.0',
  },
  {
    name: 'carboncast-marginal',
    roles: ['marginal'],
    doc: 'the same files: marginal intensity by hour of day, DERIVED from generation by fuel',
    takesSelect: true,
    source: 'regression over CarbonCast 2020-2021, EIA and ENTSO-E (Maji et al., BuildSys 2022)',
    licence: 'Apache-2.0',
  },
  {
    name: 'eia-mix',
    roles: ['carbon'],
    doc: 'folder of <STATE>_NG_&_avgCI.csv[.gz]: generation by fuel and average intensity',
    source: 'US EIA hourly generation 2022, HewlettPackard/dc-rl data/CarbonIntensity',
    licence: 'MIT (redistribution; EIA data are public domain)',
  },
  {
    name: 'eia-mix-marginal',
    roles: ['marginal'],
    doc: 'the same files: marginal intensity by hour of day, DERIVED from generation by fuel',
    source: 'regression over US EIA hourly generation 2022, HewlettPackard/dc-rl',
    licence: 'MIT (redistribution; EIA data are public domain)',
  },
  {
    name: 'cant-be-late',
    roles: ['availability'],
    doc: 'JSON file or folder of files: ticks of spot availability, a series a file; select: nodes',
    takesSelect: true,
    source: "Spot availability pings of AWS (Wu et al., Can't Be Late, NSDI 2024)",
    licence: 'MIT (FrontierCS/Frontier-CS redistribution)',
  },
  {
    name: 'gaia',
    roles: ['jobs'],
    doc: 'CSV file: arrival_time,length,cpus; hours or seconds, told apart; select: the wanted one',
    takesSelect: true,
    source: 'Alibaba PAI training jobs 2020 as extracted for GAIA (umassos/GAIA)',
    licence: 'MIT (redistribution; Alibaba cluster-trace-gpu-v2020 CC BY 4.0)',
  },
  {
    name: 'openb',
    roles: ['jobs'],
    doc: 'CSV file of tasks: name,cpu_milli,...,num_gpu,...,scheduled_time',
    source: 'Alibaba cluster-trace-gpu-v2023 (Weng et al., ATC 2023), hkust-adsl',
    licence: 'Apache-2.0',
  },
  {
    name: 'oobleck',
    roles: ['availability'],
    doc: 'CSV file without header: time_ms,add|remove,node; one fleet, as shares of its most',
    source: 'AWS g4dn spot fleet (Thorpe et al., Bamboo, NSDI 2023; SymbioticLab/Oobleck)',
    licence: 'MIT (redistribution)',
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
    name: 'aws-spot-prices',
    roles: ['prices'],
    doc: 'price list, describe-spot-price-history or Zenodo rows; select: type or type=USD',
    takesSelect: true,
    source: 'AWS spot prices (spotinfo test data; EC2 API; Zenodo 14198917)',
    licence: 'Apache-2.0 (alexei-led/spotinfo redistribution); own account otherwise',
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
    doc: 'folder of SeattleData_<n>[.gz] slices of seconds; select: links, for a law of each link',
    takesSelect: true,
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

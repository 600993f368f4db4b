/** One electricity grid under every name that recordings and clouds give it. */
export interface GridZone {
  /** Name of Electricity Maps, which scenarios use. */
  readonly zone: string;
  /** Name in CarbonCast's file names. */
  readonly carboncast?: string;
  /** State in the file names of the EIA mixes. */
  readonly eia?: string;
  /** Google Cloud regions fed by it. */
  readonly regions: readonly string[];
}

// Regions: zone codes of `gcp_dc_zonecode_mapper.json`, umassos/decarbonization-potential
// (Apache-2.0, 2023). CarbonCast's and the EIA mixes' names: their own file names; ISO New York is
// the whole state, ERCOT nearly all of Texas, and `VA` holds PJM's figures (the same file lies in
// its source repository as `PJM`).
const zones: readonly GridZone[] = [
  { zone: 'AUS-NSW', regions: ['australia-southeast1'] },
  { zone: 'AUS-VIC', regions: ['australia-southeast2'] },
  { zone: 'BE', regions: ['europe-west1'] },
  { zone: 'BR-CS', regions: ['southamerica-east1'] },
  { zone: 'CA-ON', regions: ['northamerica-northeast2'] },
  { zone: 'CA-QC', regions: ['northamerica-northeast1'] },
  { zone: 'CH', regions: ['europe-west6'] },
  { zone: 'CL-SEN', regions: ['southamerica-west1'] },
  { zone: 'DE', carboncast: 'DE', regions: ['europe-west3'] },
  { zone: 'ES', carboncast: 'ES', regions: ['europe-southwest1'] },
  { zone: 'FI', regions: ['europe-north1'] },
  { zone: 'FR', regions: ['europe-west9'] },
  { zone: 'GB', regions: ['europe-west2'] },
  { zone: 'HK', regions: ['asia-east2'] },
  { zone: 'ID', regions: ['asia-southeast2'] },
  { zone: 'IN-DL', regions: ['asia-south2'] },
  { zone: 'IN-MH', regions: ['asia-south1'] },
  { zone: 'IT-NO', regions: ['europe-west8'] },
  { zone: 'JP-KN', regions: ['asia-northeast2'] },
  { zone: 'JP-TK', regions: ['asia-northeast1'] },
  { zone: 'KR', regions: ['asia-northeast3'] },
  { zone: 'NL', carboncast: 'NL', regions: ['europe-west4'] },
  { zone: 'PL', carboncast: 'PL', regions: ['europe-central2'] },
  { zone: 'SE', carboncast: 'SE', regions: [] },
  { zone: 'SG', regions: ['asia-southeast1'] },
  { zone: 'TW', regions: ['asia-east1'] },
  { zone: 'US-CAL-CISO', carboncast: 'CISO', eia: 'CA', regions: ['us-west2'] },
  { zone: 'US-CAR-SC', regions: ['us-east1'] },
  { zone: 'US-CENT-SWPP', regions: ['us-central1'] },
  { zone: 'US-MIDA-PJM', carboncast: 'PJM', eia: 'VA', regions: ['us-east4', 'us-east5'] },
  { zone: 'US-NW-NEVP', regions: ['us-west4'] },
  { zone: 'US-NW-PACE', regions: ['us-west3'] },
  { zone: 'US-NW-PACW', regions: ['us-west1'] },
  { zone: 'US-NY-NYIS', carboncast: 'NYISO', eia: 'NY', regions: [] },
  { zone: 'US-TEX-ERCO', carboncast: 'ERCO', eia: 'TX', regions: ['us-south1'] },
];

/** The grid that goes by this name anywhere: an Electricity Maps zone, an alias, a cloud region. */
export function gridNamed(name: string): GridZone | undefined {
  const isZone = zones.find(({ zone }) => zone === name);
  return isZone ?? zones.find((grid) => otherNames(grid).includes(name));
}

function otherNames({ carboncast, eia, regions }: GridZone): readonly string[] {
  // `CA` and `DE` are states as well as countries: a zone's own name comes first.
  return [
    ...regions,
    ...(carboncast === undefined ? [] : [carboncast]),
    ...(eia === undefined ? [] : [eia]),
  ];
}

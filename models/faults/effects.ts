import type { FaultSetup, FaultState } from './fault.ts';

/** What faults reckon with: how many places there are of each kind. */
interface Places {
  readonly regions: number;
  readonly groups: number;
}

/** Reckons anew what all faults under way amount to; those of one kind do not hide each other. */
export function reckonEffects(
  state: FaultState,
  faults: readonly FaultSetup[],
  places: Places,
): void {
  clearEffects(state);
  faults.forEach((fault, place) => {
    if (state.active[place] === 1) addEffect(state, fault, places);
  });
}

function clearEffects(state: FaultState): void {
  state.regionLost.fill(0);
  state.capacityShort.fill(0);
  for (const zones of state.zoneLost) zones.fill(0);
  state.isStormy.fill(0);
  state.slowness.fill(1);
  state.cut.fill(0);
  state.countFactor.fill(1);
  state.scrapesLost = false;
  state.pricesFrozen = false;
  state.carbonFrozen = false;
  state.skew = 0;
}

function addEffect(state: FaultState, fault: FaultSetup, places: Places): void {
  switch (fault.kind) {
    case 'telemetry lost':
      if (fault.region < 0) state.scrapesLost = true;
      else state.countFactor[fault.region] = 0;
      return;
    case 'feed outage':
      if (fault.feed === 'prices') state.pricesFrozen = true;
      else state.carbonFrozen = true;
      return;
    case 'clock skew':
      state.skew += fault.skew;
      return;
    case 'mass disconnect':
      return;
    default:
      for (let region = 0; region < places.regions; region++) {
        if (fault.region < 0 || fault.region === region) addInRegion(state, fault, region, places);
      }
  }
}

function addInRegion(
  state: FaultState,
  fault: FaultSetup,
  region: number,
  { regions, groups }: Places,
): void {
  switch (fault.kind) {
    case 'region lost':
      state.regionLost[region] = 1;
      for (let group = 0; group < groups; group++) state.cut[group * regions + region] = 1;
      return;
    case 'zone lost':
      state.zoneLost[region][fault.zone] = 1;
      return;
    case 'capacity short':
      state.capacityShort[region] = 1;
      return;
    case 'revocation storm':
      state.isStormy[region] = 1;
      return;
    case 'brown-out':
      state.slowness[region] *= fault.factor;
      return;
    case 'telemetry poisoned':
      state.countFactor[region] *= fault.factor;
      return;
    case 'partition':
      if (fault.farRegion >= 0) return;
      for (let group = 0; group < groups; group++) {
        if (fault.group < 0 || fault.group === group) state.cut[group * regions + region] = 1;
      }
  }
}

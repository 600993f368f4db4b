import type {
  LinkView,
  PlacementGate,
  PlacementOutcome,
  PlacementView,
} from '../../policies/placement.ts';
import type { Way } from './ways.ts';

/** A gate and the objects that are filled anew for each of its calls; not part of the world. */
export interface Placing {
  readonly gate: PlacementGate;
  readonly view: PlacementView;
  readonly outcome: PlacementOutcome;
  readonly way: Way;
}

/** Room for the calls of one gate. */
export function openPlacing(gate: PlacementGate): Placing {
  return {
    gate,
    view: {
      at: 0,
      player: 0,
      group: 0,
      links: [emptyLink(), emptyLink()],
      heat: -1,
      choice: -1,
      intensityGPerKwh: 0,
    },
    outcome: {
      at: 0,
      player: 0,
      choice: 0,
      response: 0,
      roundTrip: 0,
      isLate: false,
      isFallback: false,
    },
    way: { edgeRtt: 0, cloudRtt: 0, isLost: false, isLostOut: false },
  };
}

function emptyLink(): LinkView {
  return {
    lastRtt: 0,
    quickRtt: 0,
    slowRtt: 0,
    jitter: 0,
    p10Rtt: 0,
    p25Rtt: 0,
    medianRtt: 0,
    p75Rtt: 0,
    p90Rtt: 0,
    p95Rtt: 0,
    loss: 0,
    age: Number.POSITIVE_INFINITY,
    wait: 0,
    waitAge: Number.POSITIVE_INFINITY,
  };
}

import { DAY, type Duration, HOUR, MINUTE } from '../../engine/units.ts';
import type { ForecastSettings } from '../forecast.ts';
import type { ParameterSpecs } from '../listing.ts';
import type { Brief } from '../observation.ts';
import type { Parameters } from '../parameters.ts';
import type { RingRule } from './rings.ts';
import type { ReleaseRule } from './scale-hysteresis.ts';

/** The tunables of the three-ring loop. */
export const THREE_RING_PARAMETERS: ParameterSpecs = {
  'late-value': {
    unit: 'money',
    least: 0,
    most: 100,
    default: 0.002,
    doc: 'Value lost by one late answer: what the insurance pays for.',
  },
  'spike-chance': {
    unit: 'ratio',
    least: 0,
    most: 0.5,
    default: 0.002,
    doc: 'Chance that demand spikes within one dead time.',
  },
  'spike-factor': {
    unit: 'ratio',
    least: 1,
    most: 50,
    default: 2,
    doc: 'Size of such a spike relative to the forecast.',
  },
  'zone-losses-per-day': {
    unit: 'count',
    least: 0,
    most: 1000,
    default: 2,
    doc:
      'Losses of a spot zone per zone and day, believed for one day of observation. Which zones ' +
      'are open comes from pinging (placement scores, dry-run launches), not from metrics.',
  },
  'least-core': {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 1,
    doc: 'Fewest reserved instances in any region.',
  },
  'most-elastic': {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 1_000_000,
    doc: 'Most spot instances in any region; 0 switches the elastic ring off.',
  },
  'release-wait': {
    unit: 'duration',
    least: 0,
    most: DAY,
    default: 10 * MINUTE,
    doc: 'Capacity is released only after less has sufficed for so long; never under a dead time.',
  },
  'reversal-cost': {
    unit: 'money',
    least: 0,
    most: 1000,
    default: 0.1,
    doc: 'Cost of ordering one released instance again; keeping it may cost as much.',
  },
  'risk-high': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.05,
    doc: 'Predicted curable late share above which the next ring opens.',
  },
  'risk-low': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.01,
    doc: 'Predicted curable late share without a ring below which it closes.',
  },
  'open-after': {
    unit: 'duration',
    least: 0,
    most: HOUR,
    default: 30_000_000,
    doc: 'How long the risk must be high before a ring opens.',
  },
  'close-after': {
    unit: 'duration',
    least: 0,
    most: DAY,
    default: 10 * MINUTE,
    doc: 'How long the risk must be low before a ring closes; never under a dead time.',
  },
  'refusal-wait': {
    unit: 'duration',
    least: 0,
    most: DAY,
    default: 5 * MINUTE,
    doc: 'After refused spot capacity, how long the core takes the shortfall before a new try.',
  },
  'stale-scrapes': {
    unit: 'count',
    least: 1,
    most: 1_000_000,
    default: 10,
    doc: 'Telemetry older than so many scrape intervals holds everything as it is.',
  },
};

/** The parameters in the shape the parts of the loop want them. */
export interface ThreeRingSettings {
  /** From a change in demand to capacity that meets it. */
  readonly deadTime: Duration;
  /** From an order to its first trace in telemetry. */
  readonly echoTime: Duration;
  readonly forecast: ForecastSettings;
  readonly release: ReleaseRule;
  readonly rings: RingRule;
  readonly lateValue: number;
  readonly zoneLossesPerDay: number;
  readonly leastCore: number;
  readonly mostElastic: number;
  readonly refusalWait: Duration;
  /** Observations older than this are not acted on. */
  readonly staleAfter: Duration;
}

/** Turns parameters into settings; waits are never shorter than the dead time. */
export function settingsOf(
  parameters: Parameters,
  brief: Brief,
  every: Duration,
): ThreeRingSettings {
  const high = parameters['risk-high'];
  const low = parameters['risk-low'];
  if (low > high) {
    throw new Error(`ecim-g/three-ring: risk-low ${low} above risk-high ${high}, wanted below`);
  }
  const echoTime = 2 * brief.scrapeEvery + every;
  const deadTime = brief.bootP95 + echoTime;
  return {
    deadTime,
    echoTime,
    forecast: {
      lead: deadTime,
      spikeChance: parameters['spike-chance'],
      spikeFactor: parameters['spike-factor'],
    },
    release: {
      wait: Math.max(deadTime, parameters['release-wait']),
      reversalCost: parameters['reversal-cost'],
    },
    rings: {
      high,
      low,
      openAfter: parameters['open-after'],
      closeAfter: Math.max(deadTime, parameters['close-after']),
    },
    lateValue: parameters['late-value'],
    zoneLossesPerDay: parameters['zone-losses-per-day'],
    leastCore: parameters['least-core'],
    mostElastic: parameters['most-elastic'],
    refusalWait: parameters['refusal-wait'],
    staleAfter: parameters['stale-scrapes'] * brief.scrapeEvery,
  };
}

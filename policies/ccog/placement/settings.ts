import { DAY, type Duration, HOUR, MILLISECOND, MINUTE } from '../../../engine/units.ts';
import type { ParameterSpecs } from '../../listing.ts';
import type { Parameters } from '../../parameters.ts';
import type { SlaRule } from '../integrated/sla-monitor.ts';
import { OUTLOOK_AHEAD, type OutlookRule } from './outlook.ts';

/** Parameters of every placement loop. */
export const PLACEMENT_PARAMETERS: ParameterSpecs = {
  'rtt-cap': {
    unit: 'duration',
    least: MILLISECOND,
    most: HOUR,
    default: 150 * MILLISECOND,
    doc: 'Longest round trip (90th percentile) allowed; who has no such link uses the shortest.',
  },
  'late-target': {
    unit: 'ratio',
    least: 0.0001,
    most: 0.5,
    default: 0.01,
    doc: 'Curable late share up to which a region counts as having room.',
  },
  ahead: {
    unit: 'duration',
    least: 15 * MINUTE,
    most: DAY,
    default: OUTLOOK_AHEAD,
    doc: 'How far ahead intensity counts: its mean over so long, by the forecast if there is one.',
  },
  'dead-band': {
    unit: 'ratio',
    least: 0,
    most: 1,
    default: 0.02,
    doc: "A group's weights change only when one of them moves by more than this.",
  },
};

/** Parameters of placement by weights: alpha, beta and what a move must save. */
export const WEIGHT_PARAMETERS: ParameterSpecs = {
  ...PLACEMENT_PARAMETERS,
  alpha: {
    unit: 'money per hour',
    least: 0,
    most: 1_000_000,
    default: 0.1,
    doc: 'What an instance-hour counts as more for each 100 g/kWh of carbon intensity.',
  },
  beta: {
    unit: 'money per hour',
    least: 0,
    most: 1_000_000,
    default: 0.02,
    doc: 'What an instance-hour counts as more for each 100 ms of round trip.',
  },
  move: {
    unit: 'money per hour',
    least: 0,
    most: 1_000_000,
    default: 0.02,
    doc: 'What an instance-hour must become cheaper by, all counted, before players move.',
  },
};

/** Parameters of the SLA monitor. */
export const SLA_PARAMETERS: ParameterSpecs = {
  'late-cap': {
    unit: 'ratio',
    least: 0.0001,
    most: 1,
    default: 0.05,
    doc: 'Late share that is promised: above it latency counts more and carbon less.',
  },
  'sla-period': {
    unit: 'duration',
    least: MINUTE,
    most: DAY,
    default: 15 * MINUTE,
    doc: 'Time over which the late share is taken, and between two changes of the weights.',
  },
};

/** What the outlook needs of resolved parameters. */
export function outlookRule(parameters: Parameters): OutlookRule {
  return {
    lateTarget: parameters['late-target'],
    cap: parameters['rtt-cap'],
    ahead: parameters.ahead,
  };
}

/** The rule of the monitor; without parameters of its own it never turns. */
export function slaRule(parameters: Parameters): SlaRule {
  const { 'late-cap': cap = 1, 'sla-period': period = HOUR } = parameters;
  return { cap, period, forget: FORGET };
}

/** A weight that failed at this hour yesterday may be tried again today. */
const FORGET: Duration = DAY;

import type { z } from 'zod';
import { SECTIONS } from '../schema.ts';
import { type Complaint, complaintsOf, unknownKey } from './issues.ts';

/** What each top-level key holds once it is read. */
export type Sections = {
  readonly [Key in keyof typeof SECTIONS]: z.output<(typeof SECTIONS)[Key]>;
};

/** The sections that came through; the others are undefined and have left complaints. */
export type SomeSections = { readonly [Key in keyof Sections]: Sections[Key] | undefined };

/** Reads every section on its own, so that a mistake in one hides none in another. */
export function readSections(root: object, complaints: Complaint[]): SomeSections {
  const written = new Map<string, unknown>(Object.entries(root));
  const keys = Object.keys(SECTIONS);
  const strangers = [...written.keys()].filter((key) => !keys.includes(key));
  complaints.push(...strangers.slice(0, 20).map((key) => unknownKey([], key, keys)));
  const section = <T>(key: string, schema: z.ZodType<T>): T | undefined => {
    const read = schema.safeParse(written.get(key));
    if (read.success) return read.data;
    complaints.push(...complaintsOf(read.error.issues, [key]));
    return undefined;
  };
  return {
    catalogue: section('catalogue', SECTIONS.catalogue),
    question: section('question', SECTIONS.question),
    epoch: section('epoch', SECTIONS.epoch),
    horizon: section('horizon', SECTIONS.horizon),
    'warm-up': section('warm-up', SECTIONS['warm-up']),
    seed: section('seed', SECTIONS.seed),
    replications: section('replications', SECTIONS.replications),
    traces: section('traces', SECTIONS.traces),
    regions: section('regions', SECTIONS.regions),
    pools: section('pools', SECTIONS.pools),
    players: section('players', SECTIONS.players),
    serving: section('serving', SECTIONS.serving),
    observing: section('observing', SECTIONS.observing),
    'at start': section('at start', SECTIONS['at start']),
    policies: section('policies', SECTIONS.policies),
    jobs: section('jobs', SECTIONS.jobs),
    searches: section('searches', SECTIONS.searches),
    pipeline: section('pipeline', SECTIONS.pipeline),
    faults: section('faults', SECTIONS.faults),
    gateways: section('gateways', SECTIONS.gateways),
    membership: section('membership', SECTIONS.membership),
    accounts: section('accounts', SECTIONS.accounts),
    placement: section('placement', SECTIONS.placement),
    slo: section('slo', SECTIONS.slo),
    features: section('features', SECTIONS.features),
    detail: section('detail', SECTIONS.detail),
  };
}

/** Whether every section came through. */
export function isComplete(sections: SomeSections): sections is Sections {
  return Object.values(sections).every((section) => section !== undefined);
}

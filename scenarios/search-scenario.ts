import type { SearchesSetup } from '../models/searches/setup.ts';
import type { Governance } from '../policies/q-burst/governance.ts';

/** Burst searches as a scenario tells them: regions by name, rules by name. */
export interface SearchesScenario extends Omit<SearchesSetup, 'bursts' | 'classical' | 'annealer'> {
  readonly bursts: Omit<SearchesSetup['bursts'], 'clock'>;
  readonly classical: Omit<SearchesSetup['classical'], 'region'> & { readonly region: string };
  readonly annealer: Omit<SearchesSetup['annealer'], 'region' | 'othersGap'> & {
    readonly region: string;
    /** Share of its time that others keep it busy. */
    readonly othersLoad: number;
  };
  readonly governance: Readonly<Record<string, Governance>>;
}

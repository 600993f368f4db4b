import type { BundleOrigins, TraceOrigin } from './bundle-request.ts';
import { refuse } from './problem.ts';
import type { CarbonSeries } from './series.ts';
import { formatUtc } from './utc.ts';

/** The two kinds of intensity a scenario may have side by side. */
export interface BothIntensities {
  readonly average: readonly CarbonSeries<'average'>[];
  readonly marginal: readonly CarbonSeries<'marginal'>[];
}

/** Refuses a marginal series that counts other emissions than the average one, or other hours. */
export function refuseMixing(both: BothIntensities, origins: BundleOrigins): void {
  for (const marginal of both.marginal) {
    const average = both.average.find(({ name }) => name === marginal.name);
    if (average === undefined || average.scope === marginal.scope) continue;
    const found = `${marginal.scope} marginal intensity of ${marginal.name}`;
    const file = 'role marginal';
    refuse({ file, row: 0, found, wanted: `${average.scope}, as the average intensity is` });
  }
  refuseOtherHours(origins);
}

// A shipped series follows the epoch's hour, an imported one that of its `since`.
function refuseOtherHours({ carbon, marginal }: BundleOrigins): void {
  const [one, other] = [sinceOf(carbon), sinceOf(marginal)];
  if (one === other && (one !== undefined || carbon.kind === 'shipped')) return;
  const found = other === undefined ? 'no since' : `since ${formatUtc(other)}`;
  const told = carbon.kind === 'shipped' ? 'no since, as the epoch rules' : 'since in both';
  const wanted = one === undefined ? told : `since ${formatUtc(one)}, as carbon has`;
  refuse({ file: 'role marginal', row: 0, found, wanted });
}

function sinceOf(origin: TraceOrigin | undefined): number | undefined {
  return origin?.kind === 'import' ? origin.since : undefined;
}

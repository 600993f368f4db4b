import type { AdmissionSetup, BucketSetup, GatewaySetup } from '../models/gateway/setup.ts';

/** One gateway of a scenario file, in base units; groups are still named. */
export interface GatewayScenario extends Omit<GatewaySetup, 'admission'> {
  readonly name: string;
  readonly admission?: Omit<AdmissionSetup, 'priority' | 'buckets'> & {
    readonly priority: Readonly<Record<string, number>>;
    readonly tokens: Readonly<Record<string, BucketSetup>>;
  };
}

import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';
import { hpa } from './hpa.ts';

const ID = 'baselines/hpa-warm';

const PARAMETERS = {
  ...hpa.parameters,
  warm: {
    unit: 'count',
    least: 0,
    most: 1_000_000,
    default: 4,
    doc: 'Instances held in the warm pool of every region.',
  },
} as const;

/** Memory of the autoscaler, and whether the pools have been ordered. */
interface WarmMemory {
  readonly isOrdered: boolean;
  readonly scaler: unknown;
}

/** The autoscaler with a warm pool of fixed size beside it, as EC2 Auto Scaling offers it. */
export const hpaWarm: PolicyListing = {
  doc:
    'Horizontal pod autoscaler with a static warm pool: every region holds so many instances ' +
    'booted as far as they can wait. Wants a scenario whose boot has stages and a warm pool.',
  parameters: PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const { warm, ...own } = resolveParameters(ID, PARAMETERS, given);
    const scaler = hpa.create(own, brief, every);
    return {
      id: ID,
      wakes: { every },
      begin: (): WarmMemory => ({ isOrdered: false, scaler: scaler.begin() }),
      decide(turn) {
        const { isOrdered, scaler: before } = readMemory(turn.memory);
        const verdict = scaler.decide({ ...turn, memory: before });
        const pools = brief.regions.map((_, region) => {
          return { kind: 'warm', region, instances: warm } as const;
        });
        return {
          ...verdict,
          decisions: isOrdered ? verdict.decisions : [...pools, ...verdict.decisions],
          memory: { isOrdered: true, scaler: verdict.memory } satisfies WarmMemory,
        };
      },
    };
  },
};

function readMemory(memory: unknown): WarmMemory {
  const isKept = typeof memory === 'object' && memory !== null && 'scaler' in memory;
  if (!isKept) throw new Error(`${ID}: the memory is not its own`);
  return { isOrdered: 'isOrdered' in memory && memory.isOrdered === true, scaler: memory.scaler };
}

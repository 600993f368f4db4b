import type { Duration } from '../engine/units.ts';
import { DAY } from '../engine/units.ts';

/** An instance type with the figures a scenario needs; all of them may be overridden there. */
export interface InstanceType {
  readonly name: string;
  readonly gpu: string;
  /** Power of the GPUs and of the host share rented with them, W. */
  readonly idleW: number;
  readonly maxW: number;
  /** Embodied emissions of GPUs and host share, kgCO2e. */
  readonly embodiedKg: number;
  readonly life: Duration;
  readonly source: string;
  readonly accessed: string;
  readonly uncertainty: string;
}

// Servers are written off over 5 to 6 years (10-K filings of 2024-25); 5 is the cautious end.
const LIFE = Math.round(5 * 365.25) * DAY;
const ACCESSED = '2026-11-20';

// Host share, assumed: 4 of 96 vCPUs, 12 W idle and 20 W loaded per 4 vCPUs; 4/96 of a 1U server
// of 980 kgCO2e (350 kg chassis and 6 x 105 kg memory, Azure GreenSKU 2024) is 40 kg.
const HOST = { idleW: 12, maxW: 20, embodiedKg: 40 };

/** The instance types a scenario may name. */
export const INSTANCES: readonly InstanceType[] = [
  {
    name: 'g2-standard-4',
    gpu: '1 x L4 24 GB',
    idleW: 27 + HOST.idleW,
    maxW: 72 + HOST.maxW,
    embodiedKg: 60 + HOST.embodiedKg,
    life: LIFE,
    source:
      'L4 idle 27 W (median of 23 instances) and limit 72 W: Vantage instance data 2025-12; ' +
      'card 60 kg assumed, a third of an A100 PCIe card (181 kg, Hubblo model 2026)',
    accessed: ACCESSED,
    uncertainty:
      'idle 13 to 29 W measured; host share and card mass assumed, a factor 2 either way',
  },
  {
    name: 'g4dn.xlarge',
    gpu: '1 x T4 16 GB',
    idleW: 12 + HOST.idleW,
    maxW: 70 + HOST.maxW,
    embodiedKg: 60 + HOST.embodiedKg,
    life: LIFE,
    source:
      'T4 limit 70 W: Vantage instance data 2025-12; idle 9 to 15 W remembered, assumed; ' +
      'card 60 kg assumed as for the L4',
    accessed: ACCESSED,
    uncertainty: 'idle power and card mass assumed, a factor 2 either way',
  },
  {
    name: 'a2-highgpu-1g',
    gpu: '1 x A100 40 GB',
    idleW: 50 + 3 * HOST.idleW,
    maxW: 400 + 3 * HOST.maxW,
    embodiedKg: 181 + 3 * HOST.embodiedKg,
    life: LIFE,
    source:
      'A100 SXM limit 400 W: vendor; idle 45 to 60 W remembered, assumed; card 181 kg: ' +
      'Hubblo and ADEME model 2026; host share of 12 vCPUs',
    accessed: ACCESSED,
    uncertainty: '181 kg is the card alone; 318 kg with an eighth of its server (HotCarbon 2023)',
  },
  {
    name: 'a3-highgpu-1g',
    gpu: '1 x H100 80 GB',
    idleW: 68 + 6 * HOST.idleW,
    maxW: 700 + 6 * HOST.maxW,
    embodiedKg: 164 + 6 * HOST.embodiedKg,
    life: LIFE,
    source:
      'H100 SXM idle 68 W (median of 8 instances), limit 700 W: Vantage 2025-12; 164 kg per ' +
      'GPU: vendor footprint of an 8-GPU board, 2025, remembered; host share of 26 vCPUs',
    accessed: ACCESSED,
    uncertainty: 'heavy inference runs at 0.74 to 0.76 of the limit; embodied 164 to 318 kg',
  },
];

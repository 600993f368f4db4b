/** What a figure measures: its unit in the catalogue, its bounds, whether it may be left out. */
export interface FigureSpec {
  /** Base unit; empty for plain numbers, `%` for shares. */
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly isOptional?: boolean;
}

/** What an entry of a kind is made of. A figure named `readout N` stands for one at each number. */
export interface KindSpec {
  readonly doc: string;
  readonly figures: Readonly<Record<string, FigureSpec>>;
  /** Keys that name an entry of another kind, `a|b` of either, or (empty) hold a word. */
  readonly names: Readonly<Record<string, string>>;
  /** Key and figures of its laws, where it has any. */
  readonly laws?: {
    readonly key: string;
    readonly figures: Readonly<Record<string, FigureSpec>>;
  };
}

const spec = (unit: string, least: number, most: number): FigureSpec => ({ unit, least, most });
const optional = (one: FigureSpec): FigureSpec => ({ ...one, isOptional: true });

const power = spec('W', 0, 1e6);
const share = spec('%', 0, 1);
const ms = spec('ms', 0, 1e7);
const us = spec('us', 0, 1e9);
const count = spec('', 1, 1e6);
const memory = spec('GB', 0, 1e6);
const price = spec('USD/h', 0, 1e5);
const faults = spec('/h', 0, 1);
const mass = spec('kg', 0, 1e5);

const gpu: KindSpec = {
  doc: 'Graphics cards, with the latencies of model heads on them.',
  names: {},
  figures: {
    memory,
    bandwidth: spec('GB/s', 1, 1e6),
    'matrix rate': spec('TFLOPS', 0.1, 1e6),
    'idle power': power,
    'power limit': power,
    'inference power': share,
    'compute efficiency': spec('%', 0.01, 1),
    'bandwidth efficiency': spec('%', 0.01, 1),
    faults,
    embodied: mass,
    'most parts': count,
  },
  laws: { key: 'heads', figures: { fixed: ms, each: ms } },
};

const sharing: KindSpec = {
  doc: 'Ways for tenants to share one card.',
  names: {},
  figures: {
    parts: count,
    efficiency: spec('%', 0.01, 1),
    interference: spec('%', 0, 100),
    tenants: count,
  },
};

const host: KindSpec = {
  doc: 'The part of a server rented with a card.',
  names: {},
  figures: { 'idle power': power, 'full power': power, embodied: mass },
};

const instance: KindSpec = {
  doc: 'Instance types: cards and shares of a host.',
  names: { device: 'gpu|fpga', host: 'host' },
  figures: {
    cards: count,
    'host shares': spec('', 0, 1000),
    price,
    'spot price': optional(price),
    life: spec('d', 1, 36_600),
  },
};

const edge: KindSpec = {
  doc: 'Points of presence: a few cards, near the players.',
  names: { device: 'gpu' },
  figures: { slots: count, 'round trip': ms, price },
};

const fpga: KindSpec = {
  doc: 'Field-programmable gate arrays with the images they can be loaded with.',
  names: {},
  figures: {
    memory,
    'idle power': power,
    'full power': power,
    faults,
    'image switch': ms,
    price: optional(price),
    embodied: optional(mass),
  },
  laws: { key: 'images', figures: { latency: ms, interval: ms } },
};

const npu: KindSpec = {
  doc: 'Neural units of phones and consoles, which slow down when hot.',
  names: {},
  figures: {
    memory,
    'idle power': power,
    'full power': power,
    'sustained power': power,
    'hot after': spec('s', 1, 1e6),
    'hot speed': spec('%', 0.01, 1),
    faults,
  },
  laws: { key: 'models', figures: { memory, answer: ms } },
};

const annealer: KindSpec = {
  doc: 'Quantum annealers: one problem at a time, many reads of it.',
  names: { graph: '' },
  figures: {
    qubits: count,
    'variables per chain qubit': count,
    'most variables': count,
    'easy variables': count,
    programming: ms,
    overhead: ms,
    anneal: us,
    delay: us,
    'readout N': us,
    'best chance': share,
    'e-fold variables': count,
    'chance spread': spec('', 0, 10),
    'idle power': power,
    'full power': power,
    price: optional(price),
    faults,
  },
  laws: { key: 'problems', figures: { variables: count, reads: count } },
};

const model: KindSpec = {
  doc: 'Language models, with their times on cards where they were measured.',
  names: {},
  figures: {
    parameters: spec('billion', 0.001, 1e5),
    weights: memory,
    'token memory': memory,
    'speed-up': spec('', 0.1, 16),
  },
  laws: {
    key: 'serving',
    figures: {
      floor: ms,
      'prefill N': ms,
      step: ms,
      'step each': ms,
      'step token': ms,
      'crowded each': ms,
      'prefill power': optional(spec('%', 0, 2)),
      'decode power': optional(spec('%', 0, 2)),
      'decode power each': optional(spec('%', -1, 1)),
    },
  },
};

/** Every kind of entry, in the order of pages. */
export const KINDS: Readonly<Record<string, KindSpec>> = {
  gpu,
  sharing,
  host,
  instance,
  edge,
  fpga,
  npu,
  annealer,
  model,
};

/** The spec of a figure by the name it is written under; `readout 53` is a `readout N`. */
export function specOf(
  specs: Readonly<Record<string, FigureSpec>>,
  name: string,
): FigureSpec | undefined {
  const general = name.replace(/ \d+$/, ' N');
  return Object.entries(specs).find(([key]) => key === name || key === general)?.[1];
}

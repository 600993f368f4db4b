import type { Dice } from './dice.ts';
import type { Raw, Wish } from './raw.ts';

/** Parts that a scenario may have or lack, and the loops they need. */
export interface Parts {
  readonly boot: Raw;
  readonly sections: Raw;
  readonly loops: Raw;
}

const STAGED: Raw = {
  stores: {
    snapshot: { channel: '300 MiB/s', 'openings per minute': 4, 'openings at once': 2 },
    files: { client: '500 MiB/s', total: '1500 MiB/s' },
  },
  stages: {
    launch: { takes: { deterministic: '20 s' } },
    volume: {
      after: ['launch'],
      reads: '20 GB',
      from: 'snapshot',
      hot: '50 %',
      shards: 10,
      needed: '5 %',
    },
    models: { after: ['launch'], reads: '8 GB', from: 'files' },
    engine: { after: ['volume', 'models'], takes: { exponential: { mean: '10 s' } } },
  },
};

const FAMILIES: Raw = {
  families: {
    cheap: {
      price: '100 %',
      'most per zone': 2,
      has: { exponential: { mean: '10 min' } },
      lacks: { exponential: { mean: '5 min' } },
    },
    dear: { price: '150 %', 'most per zone': 4 },
  },
  'skip after error': '60 s',
};

function poolOf(dice: Dice): Raw {
  const waits = dice.one(['stopped', 'running']);
  const pool = { instances: dice.whole(0, 3), waits, keeps: ['volume'] };
  const price = waits === 'stopped' ? { price: '0.02 USD/h' } : {};
  return { 'warm pool': { ...pool, wakes: { deterministic: '1 s' }, ...price } };
}

const PIPELINE: Raw = {
  events: {
    every: '10 s',
    size: '1.2 kB',
    'stands for': 10,
    uplink: { exponential: { mean: '30 ms' } },
    delayed: '1 %',
    delay: { exponential: { mean: '20 s' } },
  },
  collectors: {
    only: { batch: 20, linger: '100 ms', packed: '50 %', overhead: '200 B', buffer: '1 MB' },
  },
  stream: {
    'at start': 1,
    least: 1,
    most: 4,
    'shard rate': '1 MB/s',
    'shard records': 1000,
    'shard read': '2 MB/s',
    burst: '1 s',
    'scale every': '60 s',
    target: '70 %',
    'scale takes': '30 s',
    price: '0.015 USD/h',
    'unit price': '0.014 USD',
    unit: '25 kB',
  },
  consumer: {
    poll: '200 ms',
    'per read': '1 ms',
    'per record': '50 us',
    'per event': '20 us',
    store: { exponential: { mean: '3 ms' } },
    'model pull': { exponential: { mean: '400 ms' } },
    'model kept': '10 min',
    price: '0.02 USD/h',
    watermark: '2 s',
  },
  offline: { 'flush size': '1 MB', 'flush every': '1 min' },
};

function jobsOf(dice: Dice, regions: readonly string[]): Raw {
  return {
    quota: dice.whole(2, 8),
    launch: { exponential: { mean: '60 s' } },
    power: '75 %',
    classes: {
      search: {
        arrivals: { gaps: { exponential: { mean: '10 min' } } },
        count: dice.whole(1, 3),
        work: { exponential: { mean: '10 min' } },
        width: dice.whole(1, 2),
        deadline: '40 min',
        checkpoint: { every: '2 min', takes: '10 s', 'on notice': dice.one(['yes', 'no']) },
        restart: '20 s',
        in: regions,
      },
    },
  };
}

/** Stages, pools, jobs and a pipeline, each with some chance; no jobs beside players counted. */
export function drawParts(dice: Dice, wish: Wish, regions: readonly string[]): Parts {
  const isStaged = dice.isLucky(0.35) && wish.detail !== 'fluid';
  const families = dice.isLucky(0.6) ? FAMILIES : {};
  const pool = dice.isLucky(0.5) ? poolOf(dice) : {};
  const law = { exponential: { mean: dice.one(['10 s', '90 s', '5 min']) } };
  const hasJobs = dice.isLucky(0.25);
  const hasPipeline = dice.isLucky(0.2) && wish.detail === 'exact';
  const jobs = jobsOf(dice, regions);
  const rule = dice.one(['uniform-progress', 'on-demand-now', 'spot-now']);
  return {
    boot: { boot: isStaged ? { ...STAGED, ...families, ...pool } : law },
    sections: { ...(hasJobs ? { jobs } : {}), ...(hasPipeline ? { pipeline: PIPELINE } : {}) },
    loops: {
      ...(hasJobs ? { jobs: { use: `jobs/${rule}`, every: '60 s' } } : {}),
      ...(hasPipeline ? { collector: 'only' } : {}),
    },
  };
}

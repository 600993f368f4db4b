import type { JobClassBrief } from '../../job-brief.ts';
import type { Need } from '../../jobs/need.ts';
import { openKept } from '../../kept.ts';
import type { JobObservation, SpotHazardBrief } from '../../observation.ts';
import { firstOf } from './hazards.ts';
import { type SpotTable, solveSpot } from './table.ts';

/** Tables kept at once: a few classes, and the steps of their prices. */
const KEPT_TABLES = 12;
/** Price ratios are rounded to this, so that a price step of no weight needs no new table. */
const PRICE_STEP = 0.05;
/** Units of a change-over, as long as a tick has no more than the second. */
const UNITS_PER_CHANGEOVER = 3;
const UNITS_PER_TICK = { least: 2, most: 6 };

/** Solved tables by class, time allowed and price. */
export interface Tables {
  find(job: JobObservation, need: Need, one: JobClassBrief, ratio: number): SpotTable;
}

/** Opens the tables: each is solved when it is first needed. */
export function openTables(hazards: SpotHazardBrief): Tables {
  const kept = openKept<SpotTable>(KEPT_TABLES);
  return {
    find(job, need, one, ratio) {
      const spotPrice = Math.max(PRICE_STEP, Math.round(ratio / PRICE_STEP) * PRICE_STEP);
      const ticks = Math.max(1, Math.floor((job.deadlineAt - job.arrivedAt) / hazards.tick));
      const key = `${job.jobClass}/${ticks}/${spotPrice}/${need.undone}`;
      return kept(key, () => solveFor({ ticks, spotPrice, need, one, hazards }));
    },
  };
}

interface Wanted {
  readonly ticks: number;
  readonly spotPrice: number;
  readonly need: Need;
  readonly one: JobClassBrief;
  readonly hazards: SpotHazardBrief;
}

function solveFor({ ticks, spotPrice, need, one, hazards }: Wanted): SpotTable {
  const { tick, up, down } = hazards;
  const fine = Math.round((UNITS_PER_CHANGEOVER * tick) / Math.max(1, need.changeover));
  const unitsPerTick = Math.max(UNITS_PER_TICK.least, Math.min(UNITS_PER_TICK.most, fine));
  const unit = tick / unitsPerTick;
  return solveSpot({
    ticks,
    unitsPerTick,
    work: ticks * unitsPerTick,
    changeover: Math.max(1, Math.ceil(need.changeover / unit)),
    spotPrice,
    undoneMean: need.undone / 2 / unit,
    undoneMost: Math.ceil(need.undone / unit),
    hazards: { up, down: firstOf(down, one.regions.length) },
  });
}

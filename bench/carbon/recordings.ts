import { readdirSync } from 'node:fs';
import { importCarboncast } from '../../traces/import/carboncast.ts';
import { readPolls } from '../../traces/import/electricitymap-live.ts';
import { importElectricitymapsYearly } from '../../traces/import/electricitymaps-yearly.ts';
import { openFolder } from '../../traces/open-files.ts';

/** Hourly average intensity of one zone as it was told: gaps held, and which hours are no gaps. */
export interface Recording {
  readonly name: string;
  /** Unix hour of the first value. */
  readonly firstHour: number;
  readonly values: readonly number[];
  readonly isTold: readonly boolean[];
}

/** The 16 zones of the live feed, 2021-10 to 2022-12. */
export function liveRecordings(traces: string): readonly Recording[] {
  const folder = `${traces}/carbon/electricitymap-live`;
  const files = openFolder(folder);
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { zone, byHour } = readPolls(files.read(name));
      const hours = [...byHour.keys()].sort((a, b) => a - b);
      const count = hours[hours.length - 1] - hours[0] + 1;
      const values: number[] = [];
      for (let i = 0; i < count; i++) {
        values.push(byHour.get(hours[0] + i)?.value ?? values[i - 1]);
      }
      const isTold = values.map((_, i) => byHour.has(hours[0] + i));
      return { name: zone, firstHour: hours[0], values, isTold };
    });
}

/** Other publishers' recordings; all but ES and NO share a zone and some months with the fit. */
export function otherRecordings(traces: string): readonly Recording[] {
  const files = openFolder(`${traces}/carbon`);
  const yearly = ['ES', 'NO', 'US-CAL-CISO'].map((zone) => {
    const texts = [2021, 2022].map((year) => {
      return files.read(`electricitymaps-yearly/${zone}_${year}_hourly.csv.gz`);
    });
    return [`${zone} 2021-22`, importElectricitymapsYearly(texts, 'lca').value] as const;
  });
  const cast = ['DE', 'CISO', 'PJM', 'SE'].map((zone) => {
    const text = files.read(`carboncast/${zone}_lifecycle_emissions.csv.gz`);
    const { intensity } = importCarboncast(text, zone, 'lifecycle').value;
    return [`${zone} 2020-21`, intensity] as const;
  });
  return [...yearly, ...cast].map(([name, { startsAt, series }]) => {
    const isTold = series.values.map(() => true);
    return { name, firstHour: startsAt / 3600, values: series.values, isTold };
  });
}

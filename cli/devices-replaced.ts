import Table from 'cli-table3';
import type { Catalogue } from '../scenarios/catalogue/catalogue.ts';
import type { Device } from '../scenarios/catalogue/devices.ts';
import { embodiedOf, replaceDevice } from '../scenarios/catalogue/replacing.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

// From Nordic hydropower to coal, and a cloud's yearly mean of 2023.
const GRID = { intensities: [30, 200, 400, 700], pue: 1.15 };

/** Tells after how long a new device has saved what making it emitted; gives the exit code. */
export function tellReplaced(
  old: Device,
  by: Device,
  catalogue: Catalogue,
  terminal: Terminal,
): number {
  const embodiedKg = embodiedOf(catalogue, by);
  if (embodiedKg === undefined) {
    return refuse(terminal, `the catalogue has no embodied emissions of ${by.name}`);
  }
  const rows = replaceDevice(old, by, embodiedKg, GRID);
  if (rows.length === 0) return refuse(terminal, `${old.name} and ${by.name} know no common work`);
  const table = new Table({
    head: [
      ...['work', 'batch', 'how', 'old for one', 'W saved'],
      ...GRID.intensities.map((intensity) => `${intensity} g/kWh`),
    ],
    style: { head: [], border: [], compact: true },
  });
  for (const { work, batch, how, stands, savedW, hours } of rows) {
    table.push([work, String(batch), how, short(stands), short(savedW), ...hours.map(wordHours)]);
  }
  const text = [
    `${by.name} in place of ${old.name}: hours of this work until its ${short(embodiedKg)} kgCO2e`,
    `are saved, at PUE ${GRID.pue}; cards alone, without the hosts they sit in`,
  ];
  terminal.stdout.write(`${text.join('\n')}\n${table.toString()}\n`);
  return exitCodes.fine;
}

function wordHours(hours: number): string {
  return Number.isFinite(hours) ? short(Number(hours.toPrecision(3))) : 'never';
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import {
  type Catalogue,
  type Entry,
  entryOf,
  figuresOf,
} from '../scenarios/catalogue/catalogue.ts';
import { DEVICE_KINDS, type Device, deviceOf } from '../scenarios/catalogue/devices.ts';
import { confidencesOf, showFigure, showRange } from '../scenarios/catalogue/page.ts';
import { serveAll } from '../scenarios/catalogue/served.ts';
import { traitsOf } from '../scenarios/catalogue/traits.ts';
import { openMachines } from '../scenarios/own-catalogue.ts';
import { nearestOf } from '../scenarios/parse/nearest.ts';
import { formatProblems } from '../scenarios/problem.ts';
import { shortPath, wordFault } from '../traces/open-files.ts';
import { tellReplaced } from './devices-replaced.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** What `playtwin devices` was asked for. */
export interface DevicesOptions {
  /** Own catalogue, laid over the shipped one. */
  readonly catalogue?: string;
  /** Name of the device that takes its place. */
  readonly replacedBy?: string;
}

/** Lists the devices of the catalogue, or tells all of one; gives the exit code. */
export function devices(
  name: string | undefined,
  { catalogue: path, replacedBy }: DevicesOptions,
  terminal: Terminal,
): number {
  const opened = openOwn(path);
  if ('refusal' in opened) return refuse(terminal, opened.refusal);
  if ('problems' in opened) {
    terminal.stderr.write(formatProblems(opened.problems));
    return exitCodes.input;
  }
  const { catalogue } = opened;
  if (name === undefined) return list(catalogue, terminal);
  const device = deviceOf(catalogue, name);
  if (device === undefined) return refuseName(name, catalogue, terminal);
  if (replacedBy === undefined) return describe(device, catalogue, terminal);
  const other = deviceOf(catalogue, replacedBy);
  if (other === undefined) return refuseName(replacedBy, catalogue, terminal);
  return tellReplaced(device, other, catalogue, terminal);
}

function refuseName(name: string, catalogue: Catalogue, terminal: Terminal): number {
  const names = namesOf(catalogue).map(([, one]) => one);
  const nearest = nearestOf(name, names);
  const hint = nearest === undefined ? '' : `nearest: ${nearest}; `;
  return refuse(terminal, `no device "${name}"; ${hint}the catalogue has ${names.join(', ')}`);
}

function openOwn(
  path: string | undefined,
): ReturnType<typeof openMachines> | { readonly refusal: string } {
  if (path === undefined) return openMachines(undefined);
  try {
    const text = readFileSync(path, 'utf8');
    return openMachines({ name: path, file: path, text });
  } catch (problem) {
    return { refusal: `${shortPath(path)} cannot be read: ${wordFault(problem)}` };
  }
}

function namesOf(catalogue: Catalogue): readonly (readonly [kind: string, name: string])[] {
  return DEVICE_KINDS.flatMap((kind) => {
    return Object.keys(catalogue.kinds[kind] ?? {}).map((name) => [kind, name] as const);
  });
}

function list(catalogue: Catalogue, terminal: Terminal): number {
  const table = createTable([
    ...['name', 'kind', 'memory GB', 'idle W', 'busy W', 'USD/h', 'figures', 'assumed'],
  ]);
  for (const [kind, name] of namesOf(catalogue)) {
    const device = deviceOf(catalogue, name);
    const entry = entryOf(catalogue, kind, name);
    if (device === undefined || entry === undefined) continue;
    const { memoryGb, idleW, busyW, pricePerHour } = device;
    const price = pricePerHour === undefined ? '' : short(pricePerHour);
    const numbers = [memoryGb, idleW, busyW].map(short);
    table.push([name, kind, ...numbers, price, ...assumedOf(entry)]);
  }
  terminal.stdout.write(`${table.toString()}\n`);
  return exitCodes.fine;
}

function assumedOf(entry: Entry): readonly [string, string] {
  const all = figuresOf(entry);
  const assumed = all.filter(([, { confidence }]) => confidence === 'assumed').length;
  return [String(all.length), `${Math.round((100 * assumed) / all.length)} %`];
}

function describe(device: Device, catalogue: Catalogue, terminal: Terminal): number {
  const entry = entryOf(catalogue, device.kind, device.name);
  if (entry === undefined) return exitCodes.broken;
  const confidences = confidencesOf(entry).map(([word, count]) => `${count} ${word}`);
  const lines = [
    `${device.name}: ${entry.title} (${device.kind}; ${confidences.join(', ')})`,
    ...['', figureTable(entry, catalogue)],
    ...['', servedTable(device)],
    ...['', ...traitsOf(device, catalogue)],
  ];
  terminal.stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.fine;
}

function figureTable(entry: Entry, catalogue: Catalogue): string {
  const table = createTable(['figure', 'value', 'range', 'confidence', 'source']);
  for (const [name, figure] of figuresOf(entry)) {
    const source = catalogue.sources[figure.source];
    const told = source === undefined ? figure.source : `${source.title} (${source.date})`;
    table.push([name, showFigure(figure), showRange(figure), figure.confidence, told]);
  }
  return table.toString();
}

function servedTable(device: Device): string {
  const table = createTable(['work', 'batch', 'latency ms', 'requests/s', 'J each', 'fails']);
  for (const { work, batch, latencyMs, busyMs, energyJ, failure } of serveAll(device)) {
    const isServed = busyMs > 0;
    const numbers = [latencyMs, (1000 * batch) / busyMs, energyJ / batch].map(short);
    const fails = `${short(100 * failure)} %`;
    table.push([work, String(batch), ...(isServed ? numbers : ['', '', '']), fails]);
  }
  return table.toString();
}

function createTable(head: string[]): InstanceType<typeof Table> {
  return new Table({ head, style: { head: [], border: [], compact: true } });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

import type { Law } from '../engine/distributions.ts';
import { meanOf } from '../engine/distributions.ts';
import { HOUR, MINUTE, SECOND } from '../engine/units.ts';
import { type CycleShape, type Sourced, TITLES, type TitleType } from './titles.ts';

const HEAD = [
  '',
  '## Title types',
  '',
  'A type of game may be named in `daily cycle`, `weekly cycle`, `session` and `think`. What is',
  'assumed is marked so: change it where you know better. A session asks for AI once in every mean',
  '`think` and answer; frames are what a server ticks or a client shows, for reference.',
  '',
  '| type | day, peak to trough | week | session, mean | requests a session | frames/s |',
  '|---|---|---|---|---|---|',
];

const SOURCES = ['', '| type | figure | confidence | source |', '|---|---|---|---|'];

/** The part of the scenario reference on types of games: figures, then where they come from. */
export function describeTitles(): readonly string[] {
  return [...HEAD, ...TITLES.map(figuresOf), ...SOURCES, ...TITLES.flatMap(sourcesOf)];
}

function figuresOf({ name, doc, daily, weekly, session, think, frames }: TitleType): string {
  const visit = meanOf(session.value);
  const asks = visit / meanOf(think.value);
  const cells = [
    `\`${name}\`: ${doc}`,
    swingOf(daily),
    swingOf(weekly),
    minutes(session.value),
    asks >= 100 ? String(Math.round(asks)) : asks.toFixed(1),
    frames.value === 0 ? '-' : String(frames.value),
  ];
  return `| ${cells.join(' | ')} |`;
}

function swingOf({ value: { values } }: Sourced<CycleShape>): string {
  return `${(Math.max(...values) / Math.min(...values)).toFixed(1)}:1`;
}

function minutes(law: Law): string {
  const mean = meanOf(law);
  if (mean >= 2 * HOUR) return `${(mean / HOUR).toFixed(1)} h`;
  return mean < MINUTE ? `${(mean / SECOND).toFixed(1)} s` : `${(mean / MINUTE).toFixed(0)} min`;
}

function sourcesOf({ name, daily, weekly, session, think, frames }: TitleType): readonly string[] {
  const figures: readonly (readonly [string, Sourced<unknown>])[] = [
    ['day', daily],
    ['week', weekly],
    ['session', session],
    ['think', think],
    ['frames', frames],
  ];
  return figures.map(
    ([figure, { confidence, source }]) => `| \`${name}\` | ${figure} | ${confidence} | ${source} |`,
  );
}

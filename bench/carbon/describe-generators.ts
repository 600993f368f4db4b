import { fitMarkov, judgeMarkov } from '../../traces/fit/carbon-markov.ts';
import { drawTable, figure } from '../document-text.ts';
import { compareGenerators, STATES, type StatisticMiss } from './compare-generators.ts';
import type { Recording } from './recordings.ts';

/** The Markov chain held out, and against the shipped generator. */
export function describeGenerators(recordings: readonly Recording[]): string {
  const compared = recordings.map(compareGenerators);
  const names = compared[0].map(({ name }) => name);
  const rows = names.map((name, i) => {
    const misses = compared.map((zone) => zone[i]);
    const mean = (of: (miss: StatisticMiss) => number) => {
      return misses.reduce((sum, miss) => sum + of(miss), 0) / misses.length;
    };
    const wins = misses.filter(({ cycle, markov }) => markov < cycle).length;
    return [
      name,
      figure(mean(({ recorded }) => recorded)),
      figure(mean(({ cycle }) => cycle)),
      figure(mean(({ markov }) => markov)),
      `${wins} of ${misses.length}`,
    ];
  });
  const all = compared.flat();
  const wins = all.filter(({ cycle, markov }) => markov < cycle).length;
  const winner = wins > all.length / 2 ? 'The chain' : 'The shipped generator';
  return [
    '### Markov chain\n',
    `A chain of ${STATES} states fitted on the first year of each recording and held to the second:\n`,
    drawTable(
      ['recording', 'bits an hour', 'misplaced', 'stay, h', 'by chain', 'a day apart', 'by chain'],
      recordings.map(goodnessRow),
    ),
    '',
    'As a generator against the law of `shipped/carbon` (cycles and noise of two memories), both',
    'fitted on the first year; mean distance from the second, five draws each:\n',
    drawTable(['statistic', 'recorded', 'shipped law', 'chain', 'chain nearer'], rows),
    '',
    `The chain is nearer in ${wins} of ${all.length} comparisons. ${winner} wins.`,
  ].join('\n');
}

function goodnessRow({ name, firstHour, values }: Recording): readonly string[] {
  const half = Math.floor(values.length / 2);
  const fit = fitMarkov({ firstHour, values: values.slice(0, half) }, STATES);
  const held = { firstHour: firstHour + half, values: values.slice(half) };
  const { bitsGained, misplaced, stay, modelStay, dayApart, modelDayApart } = judgeMarkov(
    fit,
    held,
  );
  return [
    name,
    ...[bitsGained, misplaced, stay, modelStay, dayApart, modelDayApart].map(twoPlaces),
  ];
}

function twoPlaces(value: number): string {
  return value.toFixed(2);
}

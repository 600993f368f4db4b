import { FAILURE_WINDOW, type Search, STAGE } from '../../models/searches/state.ts';
import type { World } from '../../models/world.ts';

/** Every broken promise of the burst searches of a world between two events, in words. */
export function brokenSearches({ searches }: World): string[] {
  if (searches === undefined) return [];
  const { rows, free, counts, qpu, meters, recent } = searches;
  const under = rows.filter(({ stage }) => stage !== STAGE.free);
  const isAway = ({ stage }: Search) => stage === STAGE.preparing || stage === STAGE.annealer;
  const away = under.filter(isAway).length;
  const broken: string[] = [];
  const hold = (promise: boolean, words: string) => {
    if (!promise) broken.push(`searches: ${words}`);
  };
  const came = counts.arrived + searches.activeAtOpen;
  hold(came === counts.answered + under.length, `${came} came, others stayed`);
  const sent = counts.offloaded + searches.awayAtOpen;
  const back = counts.solved + counts.unfit + counts.missed + counts.givenUp;
  hold(sent === back + away, `${sent} off-loaded, ${back} back and ${away} away`);
  hold(free.length + under.length === rows.length, 'rows are lost');
  hold(counts.inTime <= counts.answered, 'more in time than answered');
  hold(counts.ran <= sent, 'the annealer ran more than it was sent');
  hold(qpu.freeAt >= 0 && qpu.othersTime >= 0, 'the line has a time below zero');
  hold(
    meters.cost.every((cost) => cost >= 0),
    'money below zero',
  );
  hold(
    meters.energyJ.every((joules) => joules >= 0),
    'energy below zero',
  );
  hold(recent.length === FAILURE_WINDOW, 'the window of failures has another length');
  return broken;
}

import { BINS } from '../bins.ts';
import type { World } from '../world.ts';
import { drawPoisson } from './poisson.ts';
import type { Throng } from './throng.ts';

/**
 * Telemetry learns how long the requests worked that were answered since it last looked: as many
 * as there were, drawn anew from the law of the work. Witnesses alone would show too little,
 * and a policy would follow its noise.
 */
export function showThrong(world: World, throng: Throng): void {
  throng.stations.forEach((station, region) => {
    const [hold, answer, lowHold, lowAnswer] = throng.bins;
    const { service, answerWork } = world.scrapes;
    const cell = region * BINS;
    for (let bin = 0; bin < BINS; bin++) {
      const { shown, shownLow } = station;
      service[cell + bin] += draw(throng, shown * hold[bin] + shownLow * lowHold[bin]);
      answerWork[cell + bin] += draw(throng, shown * answer[bin] + shownLow * lowAnswer[bin]);
    }
    station.shown = 0;
    station.shownLow = 0;
  });
}

function draw({ chance }: Throng, mean: number): number {
  return drawPoisson(mean, chance.shown, 0);
}

import { SECOND, type SimTime } from '../../engine/units.ts';
import { refuse } from '../problem.ts';

// The published files of these formats hold 2.5 to 6 requests a second. A unit mistaken by a factor
// of 1 000 leaves these bounds; a hundred times busier or slower a service is believed.
const mostPerSecond = 1000;
const leastPerSecond = 1 / 120;

/**
 * How fast requests came and the longest time without one, in words: what tells of a gap in a
 * recording. A pace that only a mistaken unit explains is refused; `unit` is what was wanted.
 */
export function paceNote(file: string, arrivals: readonly SimTime[], unit: string): string {
  const seconds = (arrivals[arrivals.length - 1] ?? 0) / SECOND;
  const count = arrivals.length;
  if (count < 2) return `${count} request, so no pace`;
  const pace = (count - 1) / seconds;
  if (!(pace <= mostPerSecond && pace >= leastPerSecond)) {
    const found = `${count} requests within ${seconds} s`;
    const wanted = `times in ${unit}: 1 000 requests a second at most, one in two minutes at least`;
    return refuse({ file, row: 0, found, wanted });
  }
  const silence = arrivals.reduce((most, at, i) => {
    return i === 0 ? 0 : Math.max(most, at - arrivals[i - 1]);
  }, 0);
  const longest = (silence / SECOND).toPrecision(3);
  return `${pace.toPrecision(3)} requests a second, longest time without one ${longest} s`;
}

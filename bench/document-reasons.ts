import type { Verdict } from '../reports/verdicts.ts';
import { quoteDifference } from './document-launch.ts';
import { type Mechanics, mechanicsOf } from './document-mechanics.ts';
import type { Played } from './document-play.ts';
import { figure, kpiNamed, percent, verdictOn } from './document-text.ts';

/** Why KPIs come out as they do against some rivals; told only where one of them does. */
interface Reason {
  readonly kpis: readonly string[];
  readonly rivals: readonly string[];
  readonly expected: readonly Verdict[];
  readonly why: (say: Say) => string;
}

/** What contenders did, in words: one number on shipped and, in brackets, on recorded traces. */
type Say = (contender: string, read: (m: Mechanics) => string) => string;

const held = (m: Mechanics) => figure(m.held);
const paid = (m: Mechanics) => figure(m.pricePaid);
const wait = (m: Mechanics) => figure(m.waitMs);
const carbon = (m: Mechanics) => figure(m.gPerKwh);
const low = (m: Mechanics) => percent(m.lowFidelity);

const reasons: readonly Reason[] = [
  {
    kpis: ['cost'],
    rivals: ['peak', 'hpa', 'mean-load'],
    expected: ['better'],
    why: (say) =>
      `It buys spot: an instance costs it ${say('ecim-g', paid)} USD/h where hpa pays ` +
      `${say('hpa', paid)}, all of it on demand. So does hpa-on-spot, see the next point: what is ` +
      'gained over on-demand capacity is first of all the price of spot, whoever buys it. peak ' +
      'moreover holds its launch peak all week and leaves most of it idle.',
  },
  {
    kpis: ['cost'],
    rivals: ['hpa-on-spot'],
    expected: ['better', 'worse'],
    why: (say) =>
      `Both buy spot, at ${say('ecim-g', paid)} and ${say('hpa-on-spot', paid)} USD per instance ` +
      `and hour. ecim-g holds ${say('ecim-g', held)} instances, hpa-on-spot ` +
      `${say('hpa-on-spot', held)}: where zones close often it insures itself with more of them.`,
  },
  {
    kpis: ['waiting-time', 'late-frames', 'churn', 'match-completion'],
    rivals: ['hpa-on-spot'],
    expected: ['better'],
    why: (say) =>
      'This is what the insurance buys. When a zone stops selling, spare instances in other ' +
      'zones, the edge and the smaller model bridge the time until new ones are up ' +
      `(${say('ecim-g', low)} of answers come from the smaller model). The autoscaler on spot has ` +
      'no spare and its players wait.',
  },
  {
    kpis: ['waiting-time', 'late-frames', 'churn', 'match-completion'],
    rivals: ['peak', 'hpa'],
    expected: ['worse'],
    why: (say) =>
      'Revocations, which on-demand capacity does not know. The notice is shorter than a boot, so ' +
      'a zone that stops selling leaves a hole that spare capacity does not always fill: answers ' +
      `wait ${say('ecim-g', wait)} ms on average, hpa's ${say('hpa', wait)} and peak's ` +
      `${say('peak', wait)}. A very late answer makes a player leave more often than one just ` +
      'late, and one who leaves spoils the match of the others.',
  },
  {
    kpis: ['waiting-time', 'response-p99', 'late-frames'],
    rivals: ['mean-load'],
    expected: ['better'],
    why: (say) =>
      'A trailing mean is late: in a rise the load is above it, and after the order comes the ' +
      `boot. Answers of mean-load wait ${say('mean-load', wait)} ms on average.`,
  },
  {
    kpis: ['response-p50'],
    rivals: ['peak', 'hpa', 'hpa-on-spot', 'mean-load'],
    expected: ['better'],
    why: () =>
      'Routing by measured round trips. Some players live nearest on the map to a region that is ' +
      'not nearest in the network, and geo-DNS places some wrongly; every answer of theirs pays ' +
      'the longer way. Capacity has no part in this: the median answer waits for nothing.',
  },
  {
    kpis: ['low-fidelity-share'],
    rivals: ['peak', 'hpa', 'hpa-on-spot', 'mean-load'],
    expected: ['worse'],
    why: () =>
      'Only ecim-g has a smaller model to fall back on. What the others answer late, it answers ' +
      'in time and less well; no KPI here says which of the two players mind more.',
  },
  {
    kpis: ['energy', 'embodied-emissions'],
    rivals: ['hpa', 'hpa-on-spot', 'mean-load'],
    expected: ['worse'],
    why: (say) =>
      `The insurance is made of instances: ecim-g holds ${say('ecim-g', held)}, hpa ` +
      `${say('hpa', held)}, hpa-on-spot ${say('hpa-on-spot', held)} and mean-load ` +
      `${say('mean-load', held)}. At the price of spot an idle instance is cheap, but it draws ` +
      'the idle power of a dear one.',
  },
  {
    kpis: ['energy'],
    rivals: ['peak'],
    expected: ['better'],
    why: (say) =>
      `peak holds ${say('peak', held)} instances all week for ` +
      `${say('peak', (m) => figure(m.busy))} slots at work on average.`,
  },
  {
    kpis: ['operational-emissions'],
    rivals: ['hpa', 'hpa-on-spot', 'mean-load'],
    expected: ['worse'],
    why: (say) =>
      'More energy, not dirtier energy: carbon enters none of the decisions here, and a ' +
      `kilowatt-hour of ecim-g emits ${say('ecim-g', carbon)} g, of hpa ${say('hpa', carbon)} g, ` +
      `of mean-load ${say('mean-load', carbon)} g.`,
  },
];

/** The reasons beside what came out; a reason whose outcome did not come out is not told. */
export function writeReasons(shipped: Played, recorded: Played): string {
  const say: Say = (name, read) => {
    const [a, b] = [shipped, recorded].map(({ result }) => read(mechanicsOf(result, name)));
    return `${a} (recorded: ${b})`;
  };
  const told = reasons.flatMap((reason) => tell(reason, [shipped, recorded], say));
  return told.map((line) => `- ${line}`).join('\n');
}

function tell(reason: Reason, played: readonly Played[], say: Say): readonly string[] {
  const [{ result }] = played;
  const rivals = reason.rivals.filter((rival) => {
    return result.comparisons.some((one) => one.against === rival);
  });
  const quotes = rivals.map((rival) => quoteDifference(played, rival, reason.kpis[0]));
  if (quotes.length === 0) return [];
  const title = reason.kpis.map((id) => kpiNamed(id).title).join(', ');
  const outcome = played.map((one) => wordFor(reason, one.result, rivals));
  const isTold = outcome.some((word) => word !== 'otherwise');
  const where = outcome[0] === outcome[1] ? outcome[0] : `${outcome[0]}; recorded ${outcome[1]}`;
  const first = reason.kpis.length > 1 ? `${kpiNamed(reason.kpis[0]).title} ` : '';
  const why = isTold ? reason.why(say) : 'The explanation we had does not fit.';
  return [`**${title}: ${where}.** ${first}${quotes.join('; ')}. ${why}`];
}

/** The expected verdict that came out for any of the KPIs against any of the rivals. */
function wordFor(
  { kpis, expected }: Reason,
  result: Played['result'],
  rivals: readonly string[],
): string {
  const pairs = kpis.flatMap((id) => rivals.map((rival) => verdictOn(result, rival, id)));
  return expected.find((word) => pairs.includes(word)) ?? 'otherwise';
}

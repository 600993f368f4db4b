import type { Verdict } from '../reports/verdicts.ts';
import { quoteDifference, rivalsOf } from './document-launch.ts';
import { type Mechanics, mechanicsOf } from './document-mechanics.ts';
import type { Played } from './document-play.ts';
import { figure, kpiNamed, percent, verdictOn } from './document-text.ts';

/** Why a KPI comes out as it does against some rivals; printed only where it does. */
interface Reason {
  readonly kpi: string;
  readonly rivals: readonly string[];
  readonly expected: Verdict;
  readonly why: (of: (name: string) => Pair) => string;
}

/** One contender on shipped and on recorded traces. */
type Pair = readonly [shipped: Mechanics, recorded: Mechanics];

const both = (pair: Pair, show: (m: Mechanics) => string) =>
  `${show(pair[0])} (recorded: ${show(pair[1])})`;

const reasons: readonly Reason[] = [
  {
    kpi: 'cost',
    rivals: ['peak', 'hpa', 'mean-load'],
    expected: 'better',
    why: (of) =>
      `It buys spot: an instance costs it ${both(of('ecim-g'), (m) => figure(m.pricePaid))} USD/h ` +
      `where hpa pays ${both(of('hpa'), (m) => figure(m.pricePaid))}, all of it on demand. It ` +
      'does not win by holding fewer instances, except against peak, which holds its launch ' +
      'peak all week and leaves most of it idle.',
  },
  {
    kpi: 'response-p50',
    rivals: ['peak', 'hpa', 'mean-load'],
    expected: 'better',
    why: () =>
      'Routing by measured round trips. Two groups of players live nearest on the map to a ' +
      'region that is not nearest in the network, and geo-DNS places some players wrongly; ' +
      'every answer of theirs pays the longer way. `mean-load` routes by the map but misplaces ' +
      'nobody, so the gain over it is the smaller one.',
  },
  {
    kpi: 'response-p99',
    rivals: ['mean-load'],
    expected: 'better',
    why: (of) =>
      'A trailing mean is late: in a rush the load is above it, and after the order comes the ' +
      `boot. Its answers wait ${both(of('mean-load'), (m) => figure(m.waitMs))} ms on average, ` +
      'nearly all of it in the hours of a rise.',
  },
  {
    kpi: 'late-frames',
    rivals: ['peak'],
    expected: 'better',
    why: (of) =>
      "Mostly the rival's own mistake, see the next section: peak plans capacity by the map and " +
      'its DNS sends some players elsewhere, to a region for which it planned nothing. Its ' +
      `answers wait ${both(of('peak'), (m) => figure(m.waitMs))} ms on average with most of its ` +
      'slots idle.',
  },
  {
    kpi: 'energy',
    rivals: ['hpa', 'mean-load'],
    expected: 'worse',
    why: (of) =>
      'It insures itself with instances: it holds ' +
      `${both(of('ecim-g'), (m) => figure(m.held))} on average, hpa ` +
      `${both(of('hpa'), (m) => figure(m.held))} and mean-load ` +
      `${both(of('mean-load'), (m) => figure(m.held))}. At the price of spot an idle instance is ` +
      'cheap; its idle power is not smaller for it.',
  },
  {
    kpi: 'energy',
    rivals: ['peak'],
    expected: 'better',
    why: (of) =>
      `Peak holds ${both(of('peak'), (m) => figure(m.held))} instances all week for ` +
      `${both(of('peak'), (m) => figure(m.busy))} slots at work on average.`,
  },
  {
    kpi: 'operational-emissions',
    rivals: ['hpa', 'mean-load'],
    expected: 'worse',
    why: (of) =>
      'Energy, not its place: carbon enters none of its decisions here. Its kilowatt-hour emits ' +
      `${both(of('ecim-g'), (m) => figure(m.gPerKwh))} g, hpa's ` +
      `${both(of('hpa'), (m) => figure(m.gPerKwh))} g and mean-load's ` +
      `${both(of('mean-load'), (m) => figure(m.gPerKwh))} g.`,
  },
  {
    kpi: 'late-frames',
    rivals: ['hpa'],
    expected: 'worse',
    why: (of) =>
      'Revocations. The notice is shorter than a boot, so a zone that stops selling leaves a ' +
      'hole until other instances are up, and meanwhile answers wait ' +
      `(${both(of('ecim-g'), (m) => figure(m.waitMs))} ms on average, hpa's ` +
      `${both(of('hpa'), (m) => figure(m.waitMs))}) or come from the smaller model ` +
      `(${both(of('ecim-g'), (m) => percent(m.lowFidelity))}).`,
  },
  {
    kpi: 'match-completion',
    rivals: ['peak', 'hpa'],
    expected: 'worse',
    why: () =>
      'The same holes: a very late answer makes a player leave more often than one just late, ' +
      'and one who leaves spoils the match of the others.',
  },
];

/** The reasons that fit what came out, each with its numbers; the others are named as unexplained. */
export function writeReasons(shipped: Played, recorded: Played): string {
  const of = (name: string): Pair => [
    mechanicsOf(shipped.result, name),
    mechanicsOf(recorded.result, name),
  ];
  const lines = reasons.map((reason) => {
    const title = `**${kpiNamed(reason.kpi).title}, ${describe(reason, shipped, recorded)}**`;
    if (!rivalsOf(shipped).some((rival) => reason.rivals.includes(rival))) return `- ${title}.`;
    const quotes = reason.rivals.map((rival) => {
      return quoteDifference([shipped, recorded], rival, reason.kpi);
    });
    const why = holds(reason, shipped) || holds(reason, recorded) ? reason.why(of) : '';
    return `- ${title}: ${quotes.join('; ')}. ${why}`.trimEnd();
  });
  return lines.join('\n');
}

function holds({ kpi, rivals, expected }: Reason, { result }: Played): boolean {
  return rivals.some((rival) => verdictOn(result, rival, kpi) === expected);
}

function describe(reason: Reason, shipped: Played, recorded: Played): string {
  const cases = [holds(reason, shipped), holds(reason, recorded)];
  if (cases.every(Boolean)) return reason.expected;
  if (cases[0]) return `${reason.expected} on shipped traces`;
  if (cases[1]) return `${reason.expected} on recorded traces`;
  return 'not decided, no reason to give';
}

import { DAY, type Duration, MILLISECOND } from '../../engine/units.ts';
import { type Catalogue, type Entry, entryOf, type Figure, type Figures } from './catalogue.ts';
import { numberOf } from './numbers.ts';
import { SHIPPED } from './shipped.ts';

/** An instance type with the figures a scenario needs; all of them may be overridden there. */
export interface InstanceType {
  /** Name of its card, and how many it has. */
  readonly device: string;
  readonly cards: number;
  /** Power of the cards and of the host share rented with them, W: idle, and serving in full. */
  readonly idleW: number;
  readonly maxW: number;
  /** The same with the cards at their limit, as training drives them. */
  readonly limitW: number;
  /** Parts of these: all cards at their limit; the host idle, and what it draws more when busy. */
  readonly cardsLimitW: number;
  readonly hostIdleW: number;
  readonly hostW: number;
  /** Share of the cards' limit that serving draws. */
  readonly inferenceShare: number;
  /** Embodied emissions of cards and host share, kgCO2e. */
  readonly embodiedKg: number;
  readonly life: Duration;
  /** USD per hour; no spot price where the catalogue has none. */
  readonly price: number;
  readonly spotPrice?: number;
  /** What its device takes to be ready beside the machine's boot: loading an image of gates. */
  readonly loading: Duration;
  /** Price over the shipped one: 1 where the scenario brings none of its own. */
  readonly priceFactor: number;
}

/** Names of the instance types a scenario may name. */
export function instanceNames(catalogue: Catalogue): readonly string[] {
  return Object.keys(catalogue.kinds.instance ?? {});
}

/**
 * The instance type of that name: cards and shares of a host, added up. In full use a card draws
 * its power at inference, not its limit.
 */
export function instanceOf(catalogue: Catalogue, name: string): InstanceType | undefined {
  const entry = entryOf(catalogue, 'instance', name);
  if (entry === undefined) return undefined;
  const card = cardOf(catalogue, entry.names.device);
  const host = entryOf(catalogue, 'host', entry.names.host)?.figures ?? {};
  const cards = numberOf(entry.figures, 'cards');
  const shares = numberOf(entry.figures, 'host shares');
  const ofCards = (name: string): number => cards * numberOf(card, name);
  const ofHost = (name: string): number => shares * numberOf(host, name);
  const inferenceShare = card['inference power'].value;
  const cardsLimitW = ofCards('power limit');
  const spotPrice = entry.figures['spot price']?.value;
  return {
    device: entry.names.device,
    cards,
    idleW: ofCards('idle power') + ofHost('idle power'),
    maxW: inferenceShare * cardsLimitW + ofHost('full power'),
    limitW: cardsLimitW + ofHost('full power'),
    cardsLimitW,
    hostIdleW: ofHost('idle power'),
    hostW: ofHost('full power') - ofHost('idle power'),
    inferenceShare,
    embodiedKg: ofCards('embodied') + ofHost('embodied'),
    price: numberOf(entry.figures, 'price'),
    ...(spotPrice === undefined ? {} : { spotPrice }),
    loading: Math.round(numberOf(card, 'image switch') * MILLISECOND),
    life: Math.round(numberOf(entry.figures, 'life')) * DAY,
    priceFactor: factorOf(entry, entryOf(SHIPPED, 'instance', name)),
  };
}

const NONE: Omit<Figure, 'value'> = {
  unit: '',
  low: 0,
  high: 0,
  source: 'none',
  confidence: 'assumed',
};

/** A card's figures by the names graphics cards have for them; an array of gates has no limit. */
function cardOf(catalogue: Catalogue, name: string): Figures {
  const gpu = entryOf(catalogue, 'gpu', name)?.figures;
  if (gpu !== undefined) return { ...gpu, 'image switch': { ...NONE, value: 0 } };
  const fpga = entryOf(catalogue, 'fpga', name)?.figures ?? {};
  return {
    embodied: { ...NONE, value: 0 },
    ...fpga,
    'power limit': fpga['full power'],
    'inference power': { ...NONE, value: 1 },
  };
}

function factorOf({ figures }: Entry, shipped: Entry | undefined): number {
  const before = shipped === undefined ? undefined : numberOf(shipped.figures, 'price');
  return before === undefined ? 1 : numberOf(figures, 'price') / before;
}

import type { Dice } from './dice.ts';
import { partOf, type Raw, type Wish } from './raw.ts';

/** What requests of a world are: of one kind, sharing instances, placed frames, or of many kinds. */
export type WorldKind = 'plain' | 'batched' | 'placed' | 'pooled';

/**
 * The kind of a drawn world. All but the plain one exclude each other and want every player
 * followed; frames and pools have no gateway, and pools no boot by stages.
 */
export function drawKind(dice: Dice, wish: Wish, raw: Raw): WorldKind {
  const kinds: readonly WorldKind[] = ['plain', 'plain', 'batched', 'placed', 'pooled'];
  const kind = dice.one(kinds);
  if (wish.detail !== 'exact') return 'plain';
  const isStaged = 'stages' in partOf(partOf(raw, 'serving'), 'boot');
  if (kind === 'pooled' && isStaged) return 'plain';
  return kind !== 'batched' && 'gateways' in raw ? 'plain' : kind;
}

/** A scenario with other keys in one of its sections. */
export function withKeys(raw: Raw, section: string, keys: Raw): Raw {
  return { ...raw, [section]: { ...partOf(raw, section), ...keys } };
}

/** A scenario whose contenders have further loops, gates or rules. */
export function withLoops(raw: Raw, loops: Raw): Raw {
  const contenders = partOf(raw, 'policies');
  const entries = Object.keys(contenders).map((name): [string, Raw] => {
    return [name, { ...partOf(contenders, name), ...loops }];
  });
  return { ...raw, policies: Object.fromEntries(entries) };
}

import { type LinkLaw, lateChance } from './link-law.ts';
import type { LinkMdp } from './mdp.ts';
import { HEATS, heatStep, localLateChance, localWork } from './own.ts';
import { type FrameGame, rewardLine } from './rewards.ts';

/** Laws of the ways to the point of presence and to the region. */
export type LinkLaws = readonly [LinkLaw, LinkLaw];

/** Own states: heat, and the place of the frame before where going elsewhere has a cost. */
export function ownsOf({ stakes }: FrameGame): number {
  return stakes.switchCost > 0 ? 3 * HEATS : HEATS;
}

/** The decision process of a game's frames at one carbon intensity. */
export function gameMdp(
  game: FrameGame,
  [edge, cloud]: LinkLaws,
  at: { readonly intensity: number; readonly discount: number },
): LinkMdp {
  const actions = 3 * game.brief.variants.length;
  const owns = ownsOf(game);
  const mdp: LinkMdp = {
    outer: edge.kernel,
    inner: cloud.kernel,
    owns,
    actions,
    rewards: new Float64Array(owns * actions * edge.kernel.size * cloud.kernel.size),
    nexts: new Int32Array(owns * actions * 2),
    chances: new Float64Array(owns * actions * 2),
    discount: at.discount,
  };
  for (let own = 0; own < owns; own++) {
    for (let action = 0; action < actions; action++) {
      fillRewards(mdp, game, [edge, cloud], { own, action, intensity: at.intensity });
      fillNexts(mdp, game, own, action);
    }
  }
  return mdp;
}

interface Pair {
  readonly own: number;
  readonly action: number;
  readonly intensity: number;
}

function fillRewards(mdp: LinkMdp, game: FrameGame, laws: LinkLaws, pair: Pair): void {
  const { own, action, intensity } = pair;
  const variants = game.brief.variants.length;
  const heat = own % HEATS;
  const situation = { heat, before: Math.floor(own / HEATS), intensity };
  const { sure, fall } = rewardLine(game, action, situation);
  const place = Math.floor(action / variants);
  const cloudBins = mdp.inner.size;
  const links = mdp.outer.size * cloudBins;
  const from = (own * mdp.actions + action) * links;
  for (let link = 0; link < links; link++) {
    const bin = place === 1 ? Math.floor(link / cloudBins) : link % cloudBins;
    const late =
      place === 0
        ? localLateChance(game.brief, localWork(game.brief, game.lore, heat, action))
        : lateChance(laws[place - 1], bin * variants + (action % variants));
    mdp.rewards[from + link] = sure - (fall === 0 ? 0 : late * fall);
  }
}

function fillNexts(mdp: LinkMdp, game: FrameGame, own: number, action: number): void {
  const { brief, lore } = game;
  const place = Math.floor(action / brief.variants.length);
  const heat = own % HEATS;
  const work = place === 0 ? localWork(brief, lore, heat, action) : 0;
  const use = Number.isFinite(work) ? work / brief.frameEvery : 0;
  const { to, chance } = heatStep(lore, heat, use, brief.frameEvery);
  const at = 2 * (own * mdp.actions + action);
  const kept = mdp.owns > HEATS ? place * HEATS : 0;
  mdp.nexts[at] = kept + heat;
  mdp.nexts[at + 1] = kept + to;
  mdp.chances[at] = 1 - chance;
  mdp.chances[at + 1] = chance;
}

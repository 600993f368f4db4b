import { describe, expect, it } from 'vitest';
import { openStream, uniform } from '../../engine/random.ts';
import { kernelOf } from '../../policies/cecal/per-frame/kernel.ts';
import type { LinkMdp } from '../../policies/cecal/per-frame/mdp.ts';
import { solveMdp } from '../../policies/cecal/per-frame/solve.ts';

const settings = { tolerance: 1e-11, sweeps: 10, roundsMost: 5000 };

/** A random process: links that move by themselves, own states that follow from what is done. */
function draw(seed: number, discount: number): LinkMdp {
  const state = openStream(seed, 'mdp');
  const u = () => uniform(state, 0);
  const sizes = [2, 3] as const;
  const [owns, actions] = [3, 3];
  const [outer, inner] = sizes.map((size) =>
    kernelOf(Float64Array.from({ length: size * size }, u), size, 0.5),
  );
  const pairs = owns * actions;
  const moves = Float64Array.from({ length: pairs }, u);
  return {
    outer,
    inner,
    owns,
    actions,
    rewards: Float64Array.from({ length: pairs * 6 }, u),
    nexts: Int32Array.from({ length: 2 * pairs }, () => Math.floor(u() * owns)),
    chances: Float64Array.from({ length: 2 * pairs }, (_, i) => {
      return i % 2 === 0 ? moves[i >> 1] : 1 - moves[i >> 1];
    }),
    discount,
  };
}

const chanceIn = (kernel: LinkMdp['outer'], from: number, to: number) => {
  for (let at = kernel.starts[from]; at < kernel.starts[from + 1]; at++) {
    if (kernel.columns[at] === to) return kernel.chances[at];
  }
  return 0;
};

/** Chance of going from one state to another, written out in full. */
function step(mdp: LinkMdp, from: number, action: number, to: number): number {
  const [own, link] = [Math.floor(from / 6), from % 6];
  const [nextOwn, nextLink] = [Math.floor(to / 6), to % 6];
  const pair = own * mdp.actions + action;
  const ownChance = [0, 1].reduce((sum, k) => {
    return sum + (mdp.nexts[2 * pair + k] === nextOwn ? mdp.chances[2 * pair + k] : 0);
  }, 0);
  const outer = chanceIn(mdp.outer, Math.floor(link / 3), Math.floor(nextLink / 3));
  return ownChance * outer * chanceIn(mdp.inner, link % 3, nextLink % 3);
}

const rewardOf = (mdp: LinkMdp, state: number, action: number) => {
  return mdp.rewards[(Math.floor(state / 6) * mdp.actions + action) * 6 + (state % 6)];
};

/** Worth of a policy by a linear solve: (I - discount P) v = r. */
function evaluate(mdp: LinkMdp, policy: ArrayLike<number>): number[] {
  const n = policy.length;
  const rows = Array.from({ length: n }, (_, s) => [
    ...Array.from({ length: n }, (__, t) => {
      return (s === t ? 1 : 0) - mdp.discount * step(mdp, s, policy[s], t);
    }),
    rewardOf(mdp, s, policy[s]),
  ]);
  for (let c = 0; c < n; c++) {
    const pivot = rows.slice(c).reduce((best, row, i) => {
      return Math.abs(row[c]) > Math.abs(rows[best][c]) ? c + i : best;
    }, c);
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const factor = rows[r][c] / rows[c][c];
      for (let k = c; k <= n; k++) rows[r][k] -= factor * rows[c][k];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

/** Exact policy iteration (Howard, 1960). */
function iterate(mdp: LinkMdp): number[] {
  let policy: number[] = Array.from({ length: mdp.owns * 6 }, () => 0);
  for (let round = 0; round < 100; round++) {
    const values = evaluate(mdp, policy);
    const worth = (s: number, a: number) => {
      const later = values.reduce((sum, v, t) => sum + v * step(mdp, s, a, t), 0);
      return rewardOf(mdp, s, a) + mdp.discount * later;
    };
    const next = policy.map((old, s) => {
      return [0, 1, 2].reduce((best, a) => (worth(s, a) > worth(s, best) + 1e-12 ? a : best), old);
    });
    if (next.every((a, s) => a === policy[s])) return values;
    policy = next;
  }
  throw new Error('policy iteration does not end');
}

describe('a decision process over links', () => {
  it('is solved as exact policy iteration solves it, to 1e-9', () => {
    for (let seed = 0; seed < 40; seed++) {
      const mdp = draw(seed, [0, 0.5, 0.9, 0.99][seed % 4]);
      const { table, loss } = solveMdp(mdp, settings);
      expect(loss).toBeLessThanOrEqual(1e-11);
      const exact = iterate(mdp);
      const found = evaluate(mdp, table);
      exact.forEach((value, s) => {
        expect(found[s]).toBeCloseTo(value, 9);
      });
    }
  });

  it('tells differences of worth as the linear solve does', () => {
    const mdp = draw(99, 0.95);
    const { table, values } = solveMdp(mdp, settings);
    const exact = evaluate(mdp, table);
    exact.forEach((value, s) => {
      expect(values[s]).toBeCloseTo(value - exact[s % 6], 8);
    });
  });

  it('bounds what a rough solution loses', () => {
    for (let seed = 0; seed < 20; seed++) {
      const mdp = draw(seed, 0.9);
      const { table, loss } = solveMdp(mdp, { tolerance: 0.05, sweeps: 1, roundsMost: 5000 });
      const [exact, found] = [iterate(mdp), evaluate(mdp, table)];
      exact.forEach((value, s) => {
        expect((1 - mdp.discount) * (value - found[s])).toBeLessThanOrEqual(loss + 1e-12);
      });
    }
  });

  it('is worked out by hand for two own states', () => {
    // Action 0 pays 1 and makes hot, where all pays nothing; action 1 pays 0.6 and stays cool.
    // Discount 0.9: cool and careful for ever is worth 6; one glut and then nothing is worth 1.
    const one = kernelOf(Float64Array.of(1), 1, 0);
    const hand = (discount: number): LinkMdp => ({
      outer: one,
      inner: one,
      owns: 2,
      actions: 2,
      rewards: Float64Array.of(1, 0.6, 0, 0),
      nexts: Int32Array.of(1, 1, 0, 0, 1, 1, 1, 1),
      chances: Float64Array.of(1, 0, 1, 0, 1, 0, 1, 0),
      discount,
    });
    expect(solveMdp(hand(0.9), settings).table[0]).toBe(1);
    expect(solveMdp(hand(0.9), settings).values[1]).toBeCloseTo(-6, 9);
    expect(solveMdp(hand(0), settings).table[0]).toBe(0);
  });

  it('is bettered by no two actions tried out in full before it goes on', () => {
    const mdp = draw(5, 0.6);
    const { table } = solveMdp(mdp, settings);
    const values = evaluate(mdp, table);
    const best = (s: number, left: number): number => {
      if (left === 0) return values[s];
      return Math.max(
        ...[0, 1, 2].map((a) => {
          const later = values.reduce((sum, _, t) => {
            const chance = step(mdp, s, a, t);
            return chance === 0 ? sum : sum + chance * best(t, left - 1);
          }, 0);
          return rewardOf(mdp, s, a) + mdp.discount * later;
        }),
      );
    };
    for (const s of [0, 8, 17]) expect(best(s, 2)).toBeCloseTo(values[s], 9);
  });
});

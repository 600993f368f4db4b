/**
 * Minimise E(s) = offset + Σ f_i s_i + Σ_{i<j} J_ij s_i s_j over spins s_i of -1 or +1. Every
 * problem of this folder is brought to this form, and every sampler works on it.
 */
export interface Ising {
  readonly spins: number;
  readonly offset: number;
  readonly fields: Float64Array;
  /** Neighbours of spin i stand at `starts[i]` up to `starts[i + 1]`; every bond stands twice. */
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
  readonly couplings: Float64Array;
}

/** Bonds of an Ising problem while it is put together: the same pair may come more than once. */
export interface Bonds {
  readonly from: number[];
  readonly to: number[];
  readonly coupling: number[];
}

/** The problem with these fields and bonds; bonds of one pair are added up, zero bonds left out. */
export function buildIsing(fields: Float64Array, bonds: Bonds, offset: number): Ising {
  const spins = fields.length;
  const ends = countEnds(spins, bonds);
  const neighbours = new Int32Array(ends[spins]);
  const couplings = new Float64Array(ends[spins]);
  const next = ends.slice();
  for (let k = 0; k < bonds.from.length; k++) {
    const i = bonds.from[k];
    const j = bonds.to[k];
    neighbours[next[i]] = j;
    couplings[next[i]++] = bonds.coupling[k];
    neighbours[next[j]] = i;
    couplings[next[j]++] = bonds.coupling[k];
  }
  return merge({ spins, offset, fields, starts: ends, neighbours, couplings });
}

function countEnds(spins: number, bonds: Bonds): Int32Array {
  const starts = new Int32Array(spins + 1);
  for (let k = 0; k < bonds.from.length; k++) {
    starts[bonds.from[k] + 1]++;
    starts[bonds.to[k] + 1]++;
  }
  for (let i = 0; i < spins; i++) starts[i + 1] += starts[i];
  return starts;
}

// `place` says where the bond of spin i to j already stands; older rows' places lie below.
function merge(raw: Ising): Ising {
  const { spins, starts, neighbours, couplings } = raw;
  const place = new Int32Array(spins).fill(-1);
  const merged = new Int32Array(spins + 1);
  let end = 0;
  for (let i = 0; i < spins; i++) {
    merged[i] = end;
    for (let at = starts[i]; at < starts[i + 1]; at++) {
      const j = neighbours[at];
      if (place[j] >= merged[i]) couplings[place[j]] += couplings[at];
      else {
        place[j] = end;
        neighbours[end] = j;
        couplings[end++] = couplings[at];
      }
    }
  }
  merged[spins] = end;
  return dropZeros({ ...raw, starts: merged });
}

function dropZeros(raw: Ising): Ising {
  const { spins, starts, neighbours, couplings } = raw;
  const kept = new Int32Array(spins + 1);
  let end = 0;
  for (let i = 0; i < spins; i++) {
    kept[i] = end;
    for (let at = starts[i]; at < starts[i + 1]; at++) {
      if (couplings[at] === 0) continue;
      neighbours[end] = neighbours[at];
      couplings[end++] = couplings[at];
    }
  }
  kept[spins] = end;
  const short = { neighbours: neighbours.slice(0, end), couplings: couplings.slice(0, end) };
  return { ...raw, ...short, starts: kept };
}

/** Energy of an assignment of spins, reckoned from nothing. */
export function energyOf(ising: Ising, spins: Int8Array): number {
  const { starts, neighbours, couplings, fields } = ising;
  let twice = 0;
  let single = 0;
  for (let i = 0; i < ising.spins; i++) {
    let pull = 0;
    for (let at = starts[i]; at < starts[i + 1]; at++)
      pull += couplings[at] * spins[neighbours[at]];
    twice += pull * spins[i];
    single += fields[i] * spins[i];
  }
  return ising.offset + single + twice / 2;
}

/** Writes each spin's local field, f_i + Σ_j J_ij s_j: flipping spin i costs -2 s_i times it. */
export function fillLocalFields(ising: Ising, spins: Int8Array, local: Float64Array): void {
  const { starts, neighbours, couplings, fields } = ising;
  for (let i = 0; i < ising.spins; i++) {
    let sum = fields[i];
    for (let at = starts[i]; at < starts[i + 1]; at++) sum += couplings[at] * spins[neighbours[at]];
    local[i] = sum;
  }
}

/** Flips spin i and keeps its neighbours' local fields right. */
export function flip(ising: Ising, spins: Int8Array, local: Float64Array, i: number): void {
  const { starts, neighbours, couplings } = ising;
  const turned = -spins[i];
  spins[i] = turned;
  const end = starts[i + 1];
  for (let at = starts[i]; at < end; at++) local[neighbours[at]] += 2 * turned * couplings[at];
}

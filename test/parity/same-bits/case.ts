import { createDigest, digestHex, mixNumber } from '../../../engine/digest.ts';

/** One thing that must come out the same on every machine; `digest` computes its fingerprint. */
export interface Case {
  readonly name: string;
  readonly digest: () => string;
}

/** A case that mixes the same number of values, made one after the other, into one digest. */
export function numbersCase(name: string, count: number, open: () => () => number): Case {
  const digest = () => {
    const next = open();
    const fingerprint = createDigest();
    for (let i = 0; i < count; i++) mixNumber(fingerprint, next());
    return digestHex(fingerprint);
  };
  return { name, digest };
}

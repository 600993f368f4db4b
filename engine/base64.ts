const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
/** What each letter stands for, by character code; 64: no such letter. */
const VALUES = new Uint8Array(128).fill(64);
CODES.forEach((code, value) => {
  VALUES[code] = value;
});

/** Letters handed to one call of fromCharCode: engines bound the number of arguments. */
const PIECE = 8192;

/** Bytes as Base64 (RFC 4648, the standard alphabet) without padding. */
export function toBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    // Beyond the end a typed array gives undefined, which counts as 0 here.
    const word = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    codes[at++] = CODES[word >>> 18];
    codes[at++] = CODES[(word >>> 12) & 63];
    codes[at++] = CODES[(word >>> 6) & 63];
    codes[at++] = CODES[word & 63];
  }
  let text = '';
  for (let from = 0; from < codes.length; from += PIECE) {
    // Six times as fast as spreading the codes into arguments.
    text += Reflect.apply(String.fromCharCode, undefined, codes.subarray(from, from + PIECE));
  }
  return text;
}

/** The bytes a Base64 text stands for; undefined when it is not one that toBase64 wrote. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? 64;
    if (value === 64) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    // Every letter but the first of four completes a byte.
    if (i % 4 > 0) bytes[at++] = bits >>> (6 - 2 * (i % 4));
  }
  const spare = text.length % 4 === 0 ? 0 : 8 - 2 * (text.length % 4);
  return text.length % 4 === 1 || (bits & ((1 << spare) - 1)) !== 0 ? undefined : bytes;
}

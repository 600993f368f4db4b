/**
 * Copies and texts of plain data: numbers (also NaN, the infinities and -0), strings, booleans,
 * null, undefined, arrays, plain objects, Maps, Sets, Int32Array, Uint32Array, Uint8Array,
 * Float64Array. A part that occurs twice stays one part. Anything else is refused with its place.
 */
import { fromBase64, toBase64 } from './base64.ts';
import { digestText } from './digest.ts';
import { badArgument, EngineError } from './errors.ts';

/**
 * A copy that shares nothing with the original. Refuses functions and class instances.
 *
 * @throws EngineError `not-plain` for a function, a class instance and what else is not plain data,
 * with its place.
 */
export function copyPlain<T>(value: T): T;
export function copyPlain(value: unknown): unknown {
  return isLeaf(value) ? value : copyPart(value, new Map(), 'value');
}

type Copies = Map<object, unknown>;

/** Most of a world is numbers: no place is worked out for what can hold nothing else. */
function isLeaf(value: unknown): boolean {
  const type = typeof value;
  return type === 'number' || type === 'string' || type === 'boolean' || value === undefined;
}

function copyPart(value: unknown, copies: Copies, place: string): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw notPlain(place, `a ${typeof value}`);
  }
  if (typeof value !== 'object' || value === null) return value;
  return copies.get(value) ?? copyObject(value, copies, place);
}

function notPlain(place: string, found: string): EngineError {
  return new EngineError('not-plain', `${place} is ${found}; only plain data can be saved`);
}

function copyObject(value: object, copies: Copies, place: string): unknown {
  if (isTypedArray(value)) return kept(copies, value, value.slice());
  if (Array.isArray(value)) return copyArray(value, copies, place);
  if (value instanceof Map) {
    const copy = kept(copies, value, new Map<unknown, unknown>());
    for (const [key, part] of value) {
      copy.set(copyPart(key, copies, `${place} key`), copyPart(part, copies, `${place}[${key}]`));
    }
    return copy;
  }
  if (value instanceof Set) {
    const copy = kept(copies, value, new Set<unknown>());
    for (const part of value) copy.add(copyPart(part, copies, `${place} element`));
    return copy;
  }
  return copyRecord(value, copies, place);
}

function copyArray(value: readonly unknown[], copies: Copies, place: string): unknown {
  const copy: unknown[] = kept(copies, value, []);
  for (let i = 0; i < value.length; i++) {
    const part = value[i];
    copy.push(isLeaf(part) ? part : copyPart(part, copies, `${place}[${i}]`));
  }
  return copy;
}

function copyRecord(value: object, copies: Copies, place: string): unknown {
  refuseInstance(value, place);
  const copy: Record<string, unknown> = kept(copies, value, {});
  for (const [key, part] of Object.entries(value)) {
    copy[key] = isLeaf(part) ? part : copyPart(part, copies, `${place}.${key}`);
  }
  return copy;
}

function kept<C>(copies: Copies, original: object, copy: C): C {
  copies.set(original, copy);
  return copy;
}

type TypedArray = Int32Array | Uint32Array | Uint8Array | Float64Array;

function isTypedArray(value: object): value is TypedArray {
  return (
    value instanceof Int32Array ||
    value instanceof Float64Array ||
    value instanceof Uint8Array ||
    value instanceof Uint32Array
  );
}

function refuseInstance(value: object, place: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    throw notPlain(place, `an instance of ${value.constructor.name}`);
  }
  if (Object.hasOwn(value, '__proto__')) {
    throw new EngineError('not-plain', `${place} has a key __proto__; rename it`);
  }
}

/** Digits of the fingerprint before the JSON. */
const SEAL = 16;

/**
 * One line of text that decodePlain turns back into equal data, bit for bit: a fingerprint of what
 * follows, then JSON in which the bytes of typed arrays stand in Base64, little end first.
 *
 * @throws EngineError `not-plain` for what is not plain data.
 */
export function encodePlain(value: unknown): string {
  const encoder: Encoder = { numbers: new Map(), objects: [] };
  const root = encodePart(value, encoder);
  const lines: unknown[] = [];
  // Objects found while encoding join the end of the list, so this loop reaches all of them.
  for (let i = 0; i < encoder.objects.length; i++) {
    lines.push(encodeObject(encoder.objects[i], encoder));
  }
  const json = JSON.stringify([root, lines]);
  return digestText(json) + json;
}

/** The objects met so far and the number of each. */
interface Encoder {
  readonly numbers: Map<object, number>;
  readonly objects: object[];
}

/** A number, string, boolean or null stands for itself; an object by its number in brackets. */
function encodePart(value: unknown, encoder: Encoder): unknown {
  if (typeof value === 'number') return encodeNumber(value);
  if (value === undefined) return ['undefined'];
  if (typeof value !== 'object' || value === null) {
    return copyPart(value, new Map(), 'value');
  }
  const known = encoder.numbers.get(value);
  if (known !== undefined) return [known];
  encoder.numbers.set(value, encoder.objects.length);
  encoder.objects.push(value);
  return [encoder.objects.length - 1];
}

function encodeNumber(x: number): unknown {
  return Number.isFinite(x) && !Object.is(x, -0) ? x : [Object.is(x, -0) ? '-0' : String(x)];
}

function encodeObject(value: object, encoder: Encoder): unknown[] {
  const part = (inner: unknown) => encodePart(inner, encoder);
  if (isTypedArray(value)) return [tagOf(value), value.length, toBase64(usedBytes(value))];
  if (Array.isArray(value)) return ['array', ...value.map(part)];
  if (value instanceof Map) return ['map', ...Array.from(value).flat().map(part)];
  if (value instanceof Set) return ['set', ...Array.from(value, part)];
  refuseInstance(value, 'value');
  return ['record', ...Object.entries(value).flatMap(([key, inner]) => [key, part(inner)])];
}

function tagOf(value: TypedArray): string {
  if (value instanceof Int32Array) return 'i32';
  if (value instanceof Uint32Array) return 'u32';
  return value instanceof Uint8Array ? 'u8' : 'f64';
}

/** The bytes up to the last that is not 0: tables grow by doubling and are half empty. */
function usedBytes(value: TypedArray): Uint8Array {
  const bytes = value instanceof Uint8Array ? value : littleEnd(value);
  let used = bytes.length;
  while (used > 0 && bytes[used - 1] === 0) used--;
  return bytes.subarray(0, used);
}

function littleEnd(value: Int32Array | Uint32Array | Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(value.byteLength));
  if (value instanceof Float64Array) {
    for (let i = 0; i < value.length; i++) view.setFloat64(8 * i, value[i], true);
  } else {
    for (let i = 0; i < value.length; i++) view.setInt32(4 * i, value[i], true);
  }
  return new Uint8Array(view.buffer);
}

/** The fingerprint of an encodePlain text, 16 hexadecimal digits; undefined when it is damaged. */
export function sealOf(text: string): string | undefined {
  const seal = text.slice(0, SEAL);
  return digestText(text.slice(SEAL)) === seal ? seal : undefined;
}

/**
 * The data an encodePlain text stands for; refuses any other text, and one that was damaged.
 *
 * @throws EngineError `bad-argument` for any text that encodePlain did not write.
 */
export function decodePlain(text: string): unknown {
  if (sealOf(text) === undefined) throw notEncoded(text);
  const whole: unknown = JSON.parse(text.slice(SEAL));
  if (!Array.isArray(whole) || !Array.isArray(whole[1])) throw notEncoded(text);
  const lines = whole[1].map(asLine);
  const shells = lines.map(emptyShell);
  const part = (code: unknown) => decodePart(code, shells);
  for (let i = 0; i < lines.length; i++) fillShell(shells[i], lines[i].slice(1), part);
  return part(whole[0]);
}

function notEncoded(found: unknown): EngineError {
  const start = JSON.stringify(String(found).slice(0, 40));
  return badArgument('text', start, 'a whole text that encodePlain wrote');
}

function asLine(line: unknown): readonly unknown[] {
  if (!Array.isArray(line)) throw notEncoded(line);
  return line;
}

function emptyShell(line: readonly unknown[]): object {
  const [tag, length] = line;
  if (tag === 'array') return [];
  if (tag === 'map') return new Map();
  if (tag === 'set') return new Set();
  if (tag === 'record') return {};
  if (typeof length !== 'number' || !(length >= 0 && length <= 2 ** 31)) throw notEncoded(line);
  if (tag === 'i32') return new Int32Array(length);
  if (tag === 'u32') return new Uint32Array(length);
  if (tag === 'u8') return new Uint8Array(length);
  if (tag === 'f64') return new Float64Array(length);
  throw notEncoded(tag);
}

function decodePart(code: unknown, shells: readonly object[]): unknown {
  if (!Array.isArray(code)) return code;
  const tag: unknown = code[0];
  if (typeof tag === 'number' && tag in shells) return shells[tag];
  if (tag === 'undefined') return undefined;
  if (tag === '-0' || tag === 'NaN' || tag === 'Infinity' || tag === '-Infinity') {
    return Number(tag);
  }
  throw notEncoded(tag);
}

type Part = (code: unknown) => unknown;

function fillShell(shell: object, codes: readonly unknown[], part: Part): void {
  if (isTypedArray(shell)) fillTyped(shell, codes[1]);
  else if (Array.isArray(shell)) for (const code of codes) shell.push(part(code));
  else if (shell instanceof Set) for (const code of codes) shell.add(part(code));
  else fillKeyed(shell, codes, part);
}

function fillTyped(shell: TypedArray, code: unknown): void {
  const bytes = typeof code === 'string' ? fromBase64(code) : undefined;
  if (bytes === undefined || bytes.length > shell.byteLength) throw notEncoded(code);
  if (shell instanceof Uint8Array) shell.set(bytes);
  else fillWords(shell, bytes);
}

function fillWords(shell: Int32Array | Uint32Array | Float64Array, bytes: Uint8Array): void {
  const view = new DataView(new ArrayBuffer(shell.byteLength));
  new Uint8Array(view.buffer).set(bytes);
  if (shell instanceof Float64Array) {
    for (let i = 0; i < shell.length; i++) shell[i] = view.getFloat64(8 * i, true);
  } else {
    for (let i = 0; i < shell.length; i++) shell[i] = view.getInt32(4 * i, true);
  }
}

function fillKeyed(shell: object, codes: readonly unknown[], part: Part): void {
  for (let i = 0; i < codes.length; i += 2) {
    const value = part(codes[i + 1]);
    if (shell instanceof Map) shell.set(part(codes[i]), value);
    else Reflect.set(shell, String(codes[i]), value);
  }
}

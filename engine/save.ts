/**
 * Copies and texts of plain data: numbers (also NaN, the infinities and -0), strings, booleans,
 * null, undefined, arrays, plain objects, Maps, Sets, Int32Array, Uint32Array, Uint8Array,
 * Float64Array. A part that occurs twice stays one part. Anything else is refused with its place.
 */

/** A copy that shares nothing with the original. Refuses functions and class instances. */
export function copyPlain<T>(value: T): T;
export function copyPlain(value: unknown): unknown {
  return copyPart(value, new Map(), 'value');
}

type Copies = Map<object, unknown>;

function copyPart(value: unknown, copies: Copies, place: string): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new Error(`${place} is a ${typeof value}; only plain data can be saved`);
  }
  if (typeof value !== 'object' || value === null) return value;
  return copies.get(value) ?? copyObject(value, copies, place);
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
  for (let i = 0; i < value.length; i++) copy.push(copyPart(value[i], copies, `${place}[${i}]`));
  return copy;
}

function copyRecord(value: object, copies: Copies, place: string): unknown {
  refuseInstance(value, place);
  const copy: Record<string, unknown> = kept(copies, value, {});
  for (const [key, part] of Object.entries(value)) {
    copy[key] = copyPart(part, copies, `${place}.${key}`);
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
    const name = value.constructor.name;
    throw new Error(`${place} is an instance of ${name}; only plain data can be saved`);
  }
  if (Object.hasOwn(value, '__proto__')) {
    throw new Error(`${place} has a key __proto__; rename it`);
  }
}

/** One line of JSON that decodePlain turns back into equal data, bit for bit. */
export function encodePlain(value: unknown): string {
  const encoder: Encoder = { numbers: new Map(), objects: [] };
  const root = encodePart(value, encoder);
  const lines: unknown[] = [];
  // Objects found while encoding join the end of the list, so this loop reaches all of them.
  for (let i = 0; i < encoder.objects.length; i++) {
    lines.push(encodeObject(encoder.objects[i], encoder));
  }
  return JSON.stringify([root, lines]);
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
  if (value instanceof Int32Array) return ['i32', ...value];
  if (value instanceof Uint32Array) return ['u32', ...value];
  if (value instanceof Uint8Array) return ['u8', ...value];
  if (value instanceof Float64Array) return ['f64', ...Array.from(value, encodeNumber)];
  if (Array.isArray(value)) return ['array', ...value.map(part)];
  if (value instanceof Map) return ['map', ...Array.from(value).flat().map(part)];
  if (value instanceof Set) return ['set', ...Array.from(value, part)];
  refuseInstance(value, 'value');
  return ['record', ...Object.entries(value).flatMap(([key, inner]) => [key, part(inner)])];
}

/** The data an encodePlain text stands for; refuses any other text. */
export function decodePlain(text: string): unknown {
  const whole: unknown = JSON.parse(text);
  if (!Array.isArray(whole) || !Array.isArray(whole[1])) throw notEncoded(text);
  const lines = whole[1].map(asLine);
  const shells = lines.map(emptyShell);
  const part = (code: unknown) => decodePart(code, shells);
  for (let i = 0; i < lines.length; i++) fillShell(shells[i], lines[i].slice(1).map(part));
  return part(whole[0]);
}

function notEncoded(found: unknown): Error {
  const start = String(found).slice(0, 40);
  return new Error(`found ${JSON.stringify(start)}, wanted a text that encodePlain wrote`);
}

function asLine(line: unknown): readonly unknown[] {
  if (!Array.isArray(line)) throw notEncoded(line);
  return line;
}

function emptyShell(line: readonly unknown[]): object {
  const length = line.length - 1;
  if (line[0] === 'i32') return new Int32Array(length);
  if (line[0] === 'u32') return new Uint32Array(length);
  if (line[0] === 'u8') return new Uint8Array(length);
  if (line[0] === 'f64') return new Float64Array(length);
  if (line[0] === 'array') return [];
  if (line[0] === 'map') return new Map();
  if (line[0] === 'set') return new Set();
  if (line[0] === 'record') return {};
  throw notEncoded(line[0]);
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

function fillShell(shell: object, parts: readonly unknown[]): void {
  if (isTypedArray(shell)) shell.set(parts.map(Number));
  else if (Array.isArray(shell)) for (const part of parts) shell.push(part);
  else if (shell instanceof Set) for (const part of parts) shell.add(part);
  else fillKeyed(shell, parts);
}

function fillKeyed(shell: object, parts: readonly unknown[]): void {
  for (let i = 0; i < parts.length; i += 2) {
    if (shell instanceof Map) shell.set(parts[i], parts[i + 1]);
    else Reflect.set(shell, String(parts[i]), parts[i + 1]);
  }
}

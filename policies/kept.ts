/**
 * Values of a pure function by the key of its input, worked out once. Only so many are kept; the
 * answer never depends on what was asked before.
 */
export type Kept<Value> = (key: string, make: () => Value) => Value;

/** Opens an empty store that forgets everything when it has `most` values. */
export function openKept<Value>(most: number): Kept<Value> {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= most) kept.clear();
    const value = make();
    kept.set(key, value);
    return value;
  };
}

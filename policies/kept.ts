/**
 * Values of a pure function by the key of its input, worked out once. Only so many are kept; the
 * answer never depends on what was asked before.
 */
export type Kept<Value> = (key: string, make: () => Value) => Value;

/** Opens an empty store that forgets everything when it has `most` values. */
export function openKept<Value>(most: number): Kept<Value> {
  const kept = new Map<string, Value>();
  let latest: { readonly key: string; readonly value: Value } | undefined;
  return (key, make) => {
    if (latest?.key === key) return latest.value;
    const known = kept.get(key);
    const value = known ?? make();
    if (known === undefined) {
      if (kept.size >= most) kept.clear();
      kept.set(key, value);
    }
    latest = { key, value };
    return value;
  };
}

/** Keys and values of a mapping as written; nothing when it is none. */
export function membersOf(value: unknown): readonly [string, unknown][] {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping ? Object.entries(value) : [];
}

/** One value of a mapping as written, or undefined. */
export function memberOf(value: unknown, key: string): unknown {
  return membersOf(value).find(([name]) => name === key)?.[1];
}

/** Every case whose digest differs between two lists of lines, in words that name the host. */
export function differences(
  host: string,
  found: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const [here, there] = [byCase(found), byCase(wanted)];
  const names = new Set([...here.keys(), ...there.keys()]);
  return [...names].flatMap((name) => {
    const [a, b] = [here.get(name) ?? 'nothing', there.get(name) ?? 'nothing'];
    return a === b ? [] : [`${name}: ${a} ${host}, ${b} in this process`];
  });
}

function byCase(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.split(' ')[0]]));
}

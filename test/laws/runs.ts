/**
 * Cases of a law: as many as told in `npm test`, or as the variable LAW_RUNS says for a long search
 * (`LAW_RUNS=100000 npx vitest run -c test/vitest.config.ts --testTimeout=7200000 test/laws`).
 */
export function runsOf(usual: number): number {
  const asked = process.env['LAW_RUNS'];
  if (asked === undefined) return usual;
  const runs = Number(asked);
  if (!(Number.isInteger(runs) && runs > 0))
    throw new Error(`LAW_RUNS found ${asked}, wanted 1 up`);
  return runs;
}

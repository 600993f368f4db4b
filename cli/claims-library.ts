import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Claim } from '../reports/claims/claim.ts';
import { parseClaim } from '../scenarios/parse-claim.ts';
import type { Problem } from '../scenarios/problem.ts';
import { listLibrary } from './scenario-file.ts';

const FOLDER = fileURLToPath(new URL('../scenarios/claims/', import.meta.url));

/** Every claim that comes with playtwin, by number, or all that is wrong with their files. */
export function readClaims():
  | { readonly claims: readonly Claim[] }
  | { readonly problems: readonly Problem[] } {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  const scenarios = listLibrary();
  const parsed = names.map((name) => {
    const text = readFileSync(`${FOLDER}${name}`, 'utf8');
    return parseClaim(text, `scenarios/claims/${name}`, scenarios);
  });
  const problems = parsed.flatMap((one) => ('problems' in one ? one.problems : []));
  if (problems.length > 0) return { problems };
  const claims = parsed.flatMap((one) => ('claim' in one ? [one.claim] : []));
  return { claims: claims.sort((a, b) => Number(a.id.slice(2)) - Number(b.id.slice(2))) };
}

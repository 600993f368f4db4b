import { refuse, shown } from '../problem.ts';

const mostNodes = 1024;

/** How many instances a recording asked for at once: what `select` says, 1 without it. */
export function nodesIn(path: string, select: string | undefined): number {
  if (select === undefined) return 1;
  const nodes = Number(select);
  if (/^\d{1,4}$/.test(select) && nodes >= 1 && nodes <= mostNodes) return nodes;
  const wanted = `how many nodes were asked for at once, 1 to ${mostNodes}`;
  return refuse({ file: path, row: 0, found: `select ${shown(select)}`, wanted });
}

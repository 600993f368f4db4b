/**
 * Work between two checkpoints that wastes least, by Daly's higher-order formula (Future Generation
 * Computer Systems 22, 2006): a checkpoint takes `takes`, losses come after `meanRun` on average
 * and without memory; all in one unit of time. The whole mean run where writing takes half of it.
 */
export function dalyInterval(takes: number, meanRun: number): number {
  if (takes >= 2 * meanRun) return meanRun;
  const ratio = takes / (2 * meanRun);
  return Math.sqrt(2 * takes * meanRun) * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - takes;
}

/**
 * Max-min fair rates of clients of one store: everyone gets the same unless their own limit is
 * lower, and what the limited leave is shared by the rest (processor sharing with caps; Bertsekas
 * and Gallager, Data Networks, 1992, section 6.5). Writes `rates`; a client for each limit.
 */
export function shareOut(total: number, limits: Float64Array, rates: Float64Array): void {
  let left = total;
  let open = limits.length;
  rates.fill(NOT_YET);
  for (let served = -1; served !== 0 && open > 0; open -= served) {
    const level = left / open;
    served = serveLimited(level, limits, rates);
    left = total - rates.reduce((sum, rate) => sum + Math.max(0, rate), 0);
  }
  if (open === 0) return;
  for (let client = 0; client < limits.length; client++) {
    if (rates[client] === NOT_YET) rates[client] = left / open;
  }
}

const NOT_YET = -1;

/** Gives their limit to those who cannot take an equal share; how many they were. */
function serveLimited(level: number, limits: Float64Array, rates: Float64Array): number {
  let served = 0;
  for (let client = 0; client < limits.length; client++) {
    if (rates[client] !== NOT_YET || limits[client] > level) continue;
    rates[client] = limits[client];
    served++;
  }
  return served;
}

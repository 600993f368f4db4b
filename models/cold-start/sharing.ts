/**
 * Max-min fair rates of clients of one store: everyone gets the same unless their own limit is
 * lower, and what the limited leave is shared by the rest (processor sharing with caps; Bertsekas
 * and Gallager, Data Networks, 1992, section 6.5). Writes `rates`; a client for each limit.
 */
export function shareOut(total: number, limits: Float64Array, rates: Float64Array): void {
  let left = total;
  let open = limits.length;
  rates.fill(-1);
  for (let level = left / open; open > 0; level = left / open) {
    const before = open;
    for (let client = 0; client < limits.length; client++) {
      if (rates[client] >= 0 || limits[client] > level) continue;
      rates[client] = limits[client];
      left -= limits[client];
      open--;
    }
    if (open === before) {
      for (let client = 0; client < limits.length; client++) {
        if (rates[client] < 0) rates[client] = level;
      }
      return;
    }
  }
}

import { readFileSync } from 'node:fs';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { runReplication } from '../scenarios/run.ts';
import { openBundle } from '../traces/open-bundle.ts';
const [file, reps, who, ...details] = process.argv.slice(2);
const parsed = parseScenario(readFileSync(file, 'utf8'), file);
if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
const { traces, epoch, horizon: span, regions } = parsed.scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const measure = (t: any) => ({
  req: t.requestsIssued, p50: t.responseP50/1e3, p95: t.responseP95/1e3, p99: t.responseP99/1e3,
  late: 100*(t.requestsLate + t.requestsRejected + t.requestsAbandoned) / (t.requestsAnswered + t.requestsRejected + t.requestsAbandoned),
  wait: t.waitSum/t.requestsAnswered/1e3, churn: 100*t.sessionsQuit/t.sessionsStarted, cost: t.costOnDemand+t.costSpot+t.costEdge, kg: (t.operationalG+t.embodiedG)/1e3,
  util: t.busySlotSeconds/t.readySlotSeconds, busy: t.busySlotSeconds, ready: t.readySlotSeconds, players: t.playerSeconds, ab: t.requestsAbandoned, rej: t.requestsRejected, revoked: t.revocations, int: t.requestsInterrupted, mc: t.matchesCompleted/t.matchesEnded,
});
parsed.scenario.contenders.forEach((one, contender) => {
  if (who !== 'all' && !who.split(',').includes(one.name)) return;
  const rows: Record<string, any[]> = {};
  for (const word of details) {
    rows[word] = [];
    const detail = word === 'exact' ? {} : word === 'fluid' ? { detail: { kind: 'fluid' as const } } : { detail: { kind: 'sampled' as const, oneIn: Number(word) } };
    const start = performance.now();
    for (let replication = 0; replication < Number(reps); replication++) {
      const result = runReplication({ scenario: { ...parsed.scenario, ...detail }, bundle: opened.value, contender, replication });
      rows[word].push(measure(result.totals));
    }
    console.log(one.name, word, `${((performance.now() - start) / 1000 / Number(reps)).toFixed(2)} s each, rss ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  }
  const [base, ...others] = details;
  const stat = (v: number[]) => { const m = v.reduce((a, b) => a + b, 0) / v.length; const sd = Math.sqrt(v.reduce((a, b) => a + (b - m) ** 2, 0) / Math.max(1, v.length - 1)); return [m, 2.2 * sd / Math.sqrt(v.length)]; };
  for (const key of Object.keys(rows[base][0])) {
    const [m] = stat(rows[base].map((r) => r[key]));
    console.log(key.padEnd(8), m.toPrecision(6).padStart(10), ...others.map((o) => { const [d, h] = stat(rows[o].map((r, i) => r[key] - rows[base][i][key])); return `${o}: ${(100*d/m).toFixed(2)} ± ${(100*h/m).toFixed(2)} %`.padStart(26); }));
  }
});

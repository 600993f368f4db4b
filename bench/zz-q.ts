import { runReplication } from '../scenarios/run.ts';
import { openBundle } from '../traces/open-bundle.ts';
import { situations } from './fidelity-situations.ts';
const { scenario } = situations()[Number(process.argv[2])];
const { traces, epoch, horizon: span, regions } = scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw 1;
const acc: any = { exact: [], sampled: [] };
for (let r = 0; r < Number(process.argv[3]); r++) for (const kind of ['exact', 'sampled']) {
  const t: any = runReplication({ scenario: kind === 'exact' ? scenario : { ...scenario, detail: { kind: 'sampled', oneIn: 30 } }, bundle: opened.value, contender: 0, replication: r }).totals;
  const lost = t.requestsRejected + t.requestsAbandoned;
  acc[kind].push({ p95: t.responseP95 / 1e3, p99: t.responseP99 / 1e3, late: 100 * (t.requestsLate + lost) / (t.requestsAnswered + lost), churn: 100 * t.sessionsQuit / t.sessionsStarted, wait: t.waitSum / t.requestsAnswered / 1e3, cost: t.costOnDemand + t.costSpot, ab: t.requestsAbandoned, ready: t.readySlotSeconds, busy: t.busySlotSeconds });
}
const med = (v: number[]) => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)];
for (const k of Object.keys(acc.exact[0])) { const a = acc.exact.map((x: any) => x[k]); const b = acc.sampled.map((x: any) => x[k]); const d = b.map((x: number, i: number) => x - a[i]); const m = a.reduce((s: number, x: number) => s + x, 0) / a.length; const dm = d.reduce((s: number, x: number) => s + x, 0) / d.length; const sd = Math.sqrt(d.reduce((s: number, x: number) => s + (x - dm) ** 2, 0) / (d.length - 1) / d.length); console.log(k.padEnd(6), 'exact', m.toFixed(3), 'median', med(a).toFixed(3), med(b).toFixed(3), `diff ${(100 * dm / m).toFixed(2)} ± ${(200 * sd / m).toFixed(2)} %`, 'sampled larger in', d.filter((x: number) => x > 0).length, 'of', d.length); }

import { readFileSync } from 'node:fs';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { compileRun } from '../scenarios/compile.ts';
import { openSimulation } from '../models/open.ts';
import { totalsOf } from '../models/totals.ts';
import { openBundle } from '../traces/open-bundle.ts';
const [file, reps, capacity, ...details] = process.argv.slice(2);
const parsed = parseScenario(readFileSync(file, 'utf8'), file);
if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
const { traces, epoch, horizon: span, regions } = parsed.scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const per = capacity.split(',').map(Number);
const rows: any = {};
for (const word of details) {
  rows[word] = [];
  for (let r = 0; r < Number(reps); r++) {
    const detail = word === 'exact' ? {} : word === 'fluid' ? { detail: { kind: 'fluid' as const } } : { detail: { kind: 'sampled' as const, oneIn: Number(word) } };
    const scenario = { ...parsed.scenario, ...detail };
    const { setup } = compileRun(scenario, opened.value, scenario.contenders[0], r);
    const step = Number(process.env.STEP ?? 0);
    const setup2 = step > 0 && setup.detail ? { ...setup, detail: { ...setup.detail, step } } : setup;
    let turn = 0;
    const policy: any = { id: 'x', wakes: { every: 1 }, begin: () => null, decide: () => ({ memory: null, because: { rule: 'x', facts: {} }, decisions: turn++ === 0 ? per.map((instances, region) => ({ kind: 'scale', region, market: 'on-demand', instances })) : [] }) };
    const sim = openSimulation({ ...setup2, loopEvery: [600e6], loopNames: ['x'] }, [policy]);
    sim.run(setup.horizon);
    const t: any = totalsOf(sim);
    rows[word].push({ req: t.requestsIssued, wait: t.waitSum / t.requestsAnswered / 1e3, late: 100 * (t.requestsLate + t.requestsAbandoned + t.requestsRejected) / (t.requestsAnswered + t.requestsAbandoned + t.requestsRejected), p95: t.responseP95 / 1e3, p99: t.responseP99 / 1e3, util: t.busySlotSeconds / t.readySlotSeconds, players: t.playerSeconds, ab: t.requestsAbandoned, churn: t.sessionsQuit / t.sessionsStarted });
  }
}
const stat = (v: number[]) => { const m = v.reduce((a, b) => a + b, 0) / v.length; const sd = Math.sqrt(v.reduce((a, b) => a + (b - m) ** 2, 0) / Math.max(1, v.length - 1)); return [m, 2.2 * sd / Math.sqrt(v.length)]; };
const [base, ...others] = details;
for (const key of Object.keys(rows[base][0])) {
  const [m, h] = stat(rows[base].map((r: any) => r[key]));
  console.log(key.padEnd(8), m.toPrecision(6).padStart(10), `± ${h.toPrecision(2)}`, ...others.map((o) => { const [d, h] = stat(rows[o].map((r: any, i: number) => r[key] - rows[base][i][key])); return `${o}: ${(100*d/m).toFixed(2)} ± ${(100*h/m).toFixed(2)} %`.padStart(26); }));
}

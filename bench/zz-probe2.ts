import { readFileSync } from 'node:fs';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { compileRun } from '../scenarios/compile.ts';
import { openBundle } from '../traces/open-bundle.ts';
import { tabulateWork } from '../models/throng/work-table.ts';
import { condense, openReply, lateAfter } from '../models/flow/reply.ts';
const file='/tmp/fid/one.yaml';
const parsed = parseScenario(readFileSync(file, 'utf8'), file);
if (!('scenario' in parsed)) throw 1;
const { traces, epoch, horizon: span, regions } = parsed.scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw 1;
const { setup } = compileRun(parsed.scenario, opened.value, parsed.scenario.contenders[0], 0);
const w = tabulateWork(setup.work);
console.log(setup.jitter.length, w.answer.length, setup.groups[0].rtt[0], Math.max(...setup.jitter), Math.max(...w.answer), w.meanHold);
let late=0; const ways=[...setup.jitter].map(f=>f*setup.groups[0].rtt[0]); const works=[...w.answer].sort((a,b)=>a-b);
for (const way of ways) { let lo=0,hi=works.length; const t=setup.budget-way; while(lo<hi){const m=(lo+hi)>>1; if(works[m]>t)hi=m; else lo=m+1;} late+=(works.length-lo)/works.length; }
console.log('full', late/ways.length);
for (const [a,b] of [[2048,256],[100000,256],[2048,100000],[4096,1024]]) console.log(a,b,lateAfter(openReply(condense(Float64Array.from(ways),a), condense(w.answer,b), setup.budget),0));

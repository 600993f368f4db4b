import { describe, expect, it } from 'vitest';
import { importMooncake } from '../../../traces/import/mooncake.ts';
import { importDrops } from '../../../traces/import/outage-events.ts';
import { importServegenTokens, importServegenTrace } from '../../../traces/import/servegen.ts';
import { importVidur } from '../../../traces/import/vidur.ts';
import { problemIn, textOf } from './fixtures.ts';

const HEAD =
  ',group,timespan,magnitude,drop,shape,startdate,enddate,recoverytime,pre_slope,recovery_slope,pre_post_difference';
const PEAK =
  '0,0,0 days 00:06:00,9586.0,8.0,-1,2007-08-17 07:00:00,2007-08-17 07:06:00,0 days 01:04:00,0,0,0';
const LATER =
  '1,1,1 days 00:06:00,50.0,100.4,-1,2007-08-19 23:58:00,2007-08-21 00:04:00,0 days 00:26:00,0,0,0';

describe('drops of players', () => {
  it('of the peaks file keep size, lengths, hour and level', () => {
    const { value, notes } = importDrops(textOf(`\ufeff${HEAD}\n${PEAK}\n${LATER}\n`));
    expect(value[0]).toEqual({
      at: 0,
      over: 360,
      share: 0.08,
      recovery: 3840,
      hour: 7,
      weekday: 4,
      year: 2007,
      players: 119_825,
    });
    expect(value[1]).toMatchObject({ at: 233_880, over: 86_760, share: 1, hour: 23, weekday: 6 });
    expect(notes.join('; ')).toMatch(/no zone.*1 drops of more than 100 %/);
  });

  it('of the failure traces come in order and once, with an account of it', () => {
    const rows = ['600,900,0.5,x', '0,60,1.0,x', '600,900,0.5,x'];
    const text = ['start_time,end_time,status,service', ...rows].join('\r\n');
    const { value, notes } = importDrops(textOf(text.replaceAll('\r', '')));
    expect(value).toEqual([
      { at: 0, over: 60, share: 1 },
      { at: 600, over: 300, share: 0.5 },
    ]);
    expect(notes).toEqual([
      '2 drops',
      '1 rows earlier than the row above: put in order of time',
      '1 rows repeated: left out',
    ]);
  });

  it.each([
    ['0,60,28,x', /per cent/],
    ['60,0,0.5,x', /length after its start/],
    ['0,60,-0.5,x', /from 0 to 1/],
    ['0,60', /4 columns/],
    ['soon,60,0.5,x', /a number/],
  ])('refuse the failure %s', (row, wanted) => {
    const text = `start_time,end_time,status,service\n${row}\n`;
    expect(problemIn(() => importDrops(textOf(text))).wanted).toMatch(wanted);
  });

  it.each([
    [PEAK.replace('07:06:00', '08:06:00'), /length after its start/],
    [PEAK.replace('2007-08-17 07:00', '17/08/2007 07:00'), /a time such as/],
    [PEAK.replace('0 days 01:04:00', '01:04:00'), /a span/],
    [PEAK.replace('9586.0,8.0', '9586.0,800'), /from 0 to 101/],
  ])('refuse the peak %s', (row, wanted) => {
    const call = () => importDrops(textOf(`${HEAD}\n${row}\n`));
    expect(problemIn(call).wanted).toMatch(wanted);
  });
});

describe('clients of ServeGen', () => {
  const sound = '0,1.5,8.6,Weibull,0.375,0.397\n600,0,0,,0,0\n1200,0.15,4.07,Gamma,0.06,103.6\n';

  it('keep rate, CV and the law of each window', () => {
    const { value, notes } = importServegenTrace(textOf(`\ufeff${sound}`));
    expect(value[0]).toEqual({
      at: 0,
      rate: 1.5,
      cv: 8.6,
      gaps: { family: 'weibull', shape: 0.375 },
    });
    expect(value[1]).toEqual({ at: 600, rate: 0, cv: 0 });
    expect(notes).toEqual(['3 windows, 1 without a request']);
  });

  it.each([
    [sound.replace('1200', '1300'), 3, /one length, 600 s/],
    [sound.replace('1200', '0'), 3, /one length/],
    [sound.replace('Weibull', ''), 1, /Gamma or Weibull/],
    [sound.replace('Weibull', 'Pareto'), 1, /Gamma or Weibull/],
    [sound.replace('1.5', '-1.5'), 1, /from 0 to/],
    [`t,rate,cv,family,p1,p2\n${sound}`, 1, /a number/],
    [sound.replace(',103.6', ''), 3, /without a header/],
    ['', 0, /windows/],
  ])('refuse %j in line %d', (text, row, wanted) => {
    const problem = problemIn(() => importServegenTrace(textOf(text)));
    expect(problem.row).toBe(row);
    expect(problem.wanted).toMatch(wanted);
  });

  it('give token sizes out of Python dictionaries, silent windows left out', () => {
    const windows = {
      0: { input_tokens: '{10: 0.25, 20: 0.75}', output_tokens: '{5: 1.0}' },
      21600: { input_tokens: '{}', output_tokens: '{}' },
    };
    const { value, notes } = importServegenTokens(textOf(JSON.stringify(windows)));
    const short = value.context.filter((size) => size === 10).length;
    expect(short / value.context.length).toBeCloseTo(0.25, 1);
    expect(new Set(value.generated)).toEqual(new Set([5]));
    expect(notes.join('; ')).toMatch(/1 windows without a request: left out/);
  });

  it.each([
    ['{"0": {"input_tokens": "{10: 0.25}", "output_tokens": "{5: 1.0}"}}', /dictionary/],
    ['{"0": {"input_tokens": {"10": 1}}}', /dictionary/],
    ['{"0": {"input_tokens": "{10: 1.0}"}}', /dictionary/],
    ['{"0": {"input_tok', /whole JSON object/],
    ['{}', /windows by second/],
  ])('refuse the sizes %s', (text, wanted) => {
    expect(problemIn(() => importServegenTokens(textOf(text))).wanted).toMatch(wanted);
  });
});

describe('requests of Mooncake', () => {
  const line = (atMs: number) =>
    `{"timestamp": ${atMs}, "input_length": 7, "output_length": 5, "hash_ids": [0]}`;

  it('are smeared over their batches, which is told', () => {
    const times = [0, 0, 0, 3000, 3000, 3000, 6000, 6000, 6000];
    const { value, notes } = importMooncake(textOf(times.map(line).join('\n')));
    expect(new Set(value.arrivals).size).toBe(9);
    expect(Math.max(...value.arrivals)).toBeLessThan(9_000_000);
    expect(notes[2]).toMatch(/batches 3 s apart: smeared/);
  });

  it('with times of their own are kept as they are', () => {
    const { value, notes } = importMooncake(textOf([0, 10, 25].map(line).join('\n')));
    expect(value.arrivals).toEqual([0, 10_000, 25_000]);
    expect(notes).toEqual([
      '3 requests',
      '80.0 requests a second, longest time without one 0.0150 s',
    ]);
  });

  it.each([
    [`${line(10)}\n${line(5)}`, 2, /not before/],
    [`${line(10)}\n{"timestamp": 20`, 2, /one JSON object a line/],
    [line(10).replace('"input_length": 7, ', ''), 1, /a whole number/],
    [line(-1), 1, /from 0/],
    ['', 0, /JSON lines/],
  ])('refuse %j', (text, row, wanted) => {
    const problem = problemIn(() => importMooncake(textOf(text)));
    expect([problem.row, problem.wanted]).toEqual([row, expect.stringMatching(wanted)]);
  });
});

describe('request lists of Vidur', () => {
  it('come with or without times', () => {
    const timed = 'arrived_at,num_prefill_tokens,num_decode_tokens\n0.5,374,44\n4.8,396,109\n';
    expect(importVidur(textOf(timed)).value.arrivals).toEqual([0, 4_300_000]);
    const sizes =
      'num_prefill_tokens,num_decode_tokens,num_total_tokens,pd_ratio\n3772,54,3826,70\n';
    const { value, notes } = importVidur(textOf(sizes));
    expect(value.sample).toEqual({ context: [3772], generated: [54] });
    expect(notes).toEqual(['1 requests', 'no times: sizes only']);
  });

  it('refuse time that goes backwards and sizes that are none', () => {
    const head = 'arrived_at,num_prefill_tokens,num_decode_tokens';
    const back = problemIn(() => importVidur(textOf(`${head}\n5,1,1\n4,1,1\n`)));
    expect([back.row, back.wanted]).toEqual([3, 'a time not before the row above']);
    const none = problemIn(() => importVidur(textOf(`${head}\n5,-1,1\n`)));
    expect(none.wanted).toMatch(/from 0/);
  });
});

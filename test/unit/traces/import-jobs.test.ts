import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../../engine/units.ts';
import { importGaia } from '../../../traces/import/gaia.ts';
import { importMinibatch } from '../../../traces/import/minibatch.ts';
import { importOpenbNodes, importOpenbTasks } from '../../../traces/import/openb.ts';
import { importPhilly } from '../../../traces/import/philly.ts';
import { problemIn, textOf } from './fixtures.ts';

describe('the GAIA extract of PAI', () => {
  const seconds = 'arrival_time,length,cpus\n0.0,6302.0,1\n68.0,1000.0,3\n';
  const hours = 'arrival_time,length,cpus\n0.0,25.5,1\n0.5769444444444503,0.0836111111111111,2\n';

  it('takes whole numbers for seconds and says so', () => {
    const { value, notes } = importGaia(textOf(seconds));
    expect(value.at).toEqual([0, 68 * SECOND]);
    expect(value.width).toEqual([1, 3]);
    expect(value.work).toEqual([6302 * SECOND, 3 * 1000 * SECOND]);
    expect(notes[0]).toContain('read as seconds');
  });

  it('takes fractions that are whole seconds as hours for hours', () => {
    const { value, notes } = importGaia(textOf(hours));
    expect(value.at).toEqual([0, 2077 * SECOND]);
    expect(value.work).toEqual([25.5 * HOUR, 2 * 301 * SECOND]);
    expect(notes[0]).toContain('read as hours');
  });

  it('refuses the other unit than the one selected', () => {
    expect(problemIn(() => importGaia(textOf(hours), 'seconds'))).toMatchObject({
      found: 'times that look like hours',
    });
    expect(problemIn(() => importGaia(textOf(seconds), 'hours')).wanted).toContain('in hours');
  });

  it('refuses fractions that are seconds in no unit, at their row', () => {
    const odd = `${hours}0.777123,1.5,1\n`;
    expect(problemIn(() => importGaia(textOf(odd)))).toMatchObject({ row: 4 });
  });

  it('refuses time that goes backwards, words and a cut-off row', () => {
    expect(problemIn(() => importGaia(textOf(`${seconds}60.0,10.0,1\n`))).row).toBe(4);
    expect(problemIn(() => importGaia(textOf(`${seconds}90.0,many,1\n`))).row).toBe(4);
    expect(problemIn(() => importGaia(textOf(`${seconds}90.0,1`))).row).toBe(4);
  });

  it('reads over a byte order mark and carriage returns', () => {
    const dressed = `\ufeff${seconds.replaceAll('\n', '\r\n')}`;
    expect(importGaia(textOf(dressed)).value).toEqual(importGaia(textOf(seconds)).value);
  });

  it('leaves out jobs of no length with a note, and begins at the first that stays', () => {
    const { value, notes } = importGaia(
      textOf('arrival_time,length,cpus\n5.0,0.0,1\n7.0,20.0,1\n'),
    );
    expect(value.at).toEqual([0]);
    expect(notes[1]).toContain('1 of 2 jobs');
  });
});

describe('the openb tasks', () => {
  const head =
    'name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,' +
    'creation_time,deletion_time,scheduled_time\n';
  let named = 0;
  const task = (cells: string) => `p${named++},4000,8192,${cells}\n`;
  const whole = task('1,1000,V100M16|V100M32,LS,Succeeded,10,110,20');

  it('run from their node on; blanks never ran, parts of a GPU are counted', () => {
    const text =
      head +
      whole +
      task('1,460,,BE,Running,30,90,30') +
      task('2,1000,,BE,Pending,40,90,') +
      task('0,0,,BE,Running,50,90,50');
    const { value, notes } = importOpenbTasks(textOf(text));
    expect(value.sample).toEqual({
      at: [0, 20 * SECOND],
      work: [90 * SECOND, 60 * SECOND],
      width: [1, 1],
    });
    expect(value.waits).toEqual([10 * SECOND, 0]);
    expect(value.sharingShare).toBe(0.5);
    expect(notes[0]).toContain('4 tasks; 1 never ran, 1 had no GPU');
  });

  it('refuses a list of models with a comma in it, a phase unheard of and times that turn', () => {
    const comma = task('1,1000,"T4,P100",LS,Running,10,110,20');
    expect(problemIn(() => importOpenbTasks(textOf(head + comma))).found).toContain('T4,P100');
    const phase = task('1,1000,T4,LS,Evicted,10,110,20');
    expect(problemIn(() => importOpenbTasks(textOf(head + phase))).found).toContain('Evicted');
    const early = task('1,1000,T4,LS,Running,30,110,20');
    expect(problemIn(() => importOpenbTasks(textOf(head + early))).found).toContain('before it');
    const gone = task('1,1000,T4,LS,Running,10,15,20');
    expect(problemIn(() => importOpenbTasks(textOf(head + gone))).found).toContain('deleted');
  });

  it('stand beside nodes whose GPUs are counted by model', () => {
    const nodes = 'sn,cpu_milli,memory_mib,gpu,model\na,1,1,2,P100\nb,1,1,8,T4\nc,1,1,1,T4\n';
    expect([...importOpenbNodes(textOf(nodes)).value]).toEqual([
      ['P100', 2],
      ['T4', 9],
    ]);
  });
});

describe('the Philly run times', () => {
  it('are seconds; jobs of no length are left out with a note', () => {
    const { value, notes } = importPhilly(textOf('runtime\n0.0\n1.5\n300\n'));
    expect(value).toEqual([1.5 * SECOND, 300 * SECOND]);
    expect(notes).toEqual(['trace: 1 of 3 jobs of no length left out']);
  });

  it('are refused below 0', () => {
    expect(problemIn(() => importPhilly(textOf('runtime\n-4\n'))).row).toBe(2);
  });
});

describe('the steps of a training job', () => {
  const head = ',worker,gpu,time,batch_time_norm\n';

  it('come as lists of workers; a step that lacks one is left out, a repeat is the last', () => {
    const rows = '0,0,25,1,10\n1,1,25,1,12\n2,0,25,2,9\n3,0,25,3,8\n4,1,25,3,7\n5,1,25,3,6\n';
    const { value, notes } = importMinibatch(textOf(head + rows));
    expect(value).toEqual([
      [10, 12],
      [8, 6],
    ]);
    expect(notes).toHaveLength(2);
  });
});

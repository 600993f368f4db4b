import { estimateMarginal, type MarginalEstimate } from '../../traces/fit/marginal.ts';
import { importCarboncast } from '../../traces/import/carboncast.ts';
import { importEiaMix } from '../../traces/import/eia-mix.ts';
import type { RecordedMix } from '../../traces/import/mix.ts';
import { openFolder } from '../../traces/open-files.ts';
import { drawTable } from '../document-text.ts';
import { writeFigure } from '../figure.ts';

interface Source {
  readonly name: string;
  readonly mix: RecordedMix;
}

/** Marginal against average intensity, and whether the slopes of one half hold in the other. */
export async function describeMarginal(traces: string): Promise<string> {
  const sources = mixesOf(traces);
  const whole = sources.map(({ name, mix }) => ({ name, estimate: estimateMarginal(name, mix) }));
  const rows = sources.map(({ name, mix }, i) => rowOf(name, mix, whole[i].estimate));
  const head = [
    'mix',
    'scope',
    'average',
    'marginal',
    'half-width',
    '1st half',
    '2nd half',
    'within',
  ];
  return [
    '### Marginal against average\n',
    'g/kWh, mean over the hours of the day. *Half-width*: 95 %, mean over the hours. *Within*: hours',
    'of the day whose slope in the second half of the recording lies within both half-widths of the',
    'slope in the first. **Derived** figures: no recording of marginal intensity stands behind them.\n',
    drawTable(head, rows, 2),
    '',
    await drawHours(whole),
  ].join('\n');
}

function mixesOf(traces: string): readonly Source[] {
  const files = openFolder(`${traces}/carbon`);
  const cast = (name: string, scope: 'lifecycle' | 'direct') => {
    const text = files.read(`carboncast/${name}_${scope}_emissions.csv.gz`);
    return { name: `${name} 2020-21`, mix: importCarboncast(text, name, scope).value };
  };
  const eia = (state: string) => {
    const text = files.read(`eia-sustaindc/${state}_NG_&_avgCI.csv.gz`);
    return { name: `${state} (EIA) 2022`, mix: importEiaMix(text, state).value };
  };
  return [
    ...['DE', 'CISO', 'PJM', 'SE'].map((name) => cast(name, 'lifecycle')),
    ...['DE', 'CISO'].map((name) => cast(name, 'direct')),
    ...['CA', 'NY', 'TX', 'VA'].map(eia),
  ];
}

function rowOf(name: string, mix: RecordedMix, estimate: MarginalEstimate): readonly string[] {
  const middle = Math.floor(mix.generation.length / 48) * 24;
  const one = estimateMarginal(name, partOf(mix, 0, middle));
  const two = estimateMarginal(name, partOf(mix, middle, mix.generation.length));
  const within = one.hours.filter(({ slope, halfWidth }, hour) => {
    const other = two.hours[hour];
    return Math.abs(other.slope - slope) <= Math.sqrt(halfWidth ** 2 + other.halfWidth ** 2);
  });
  const widths = estimate.hours.reduce((sum, { halfWidth }) => sum + halfWidth, 0) / 24;
  return [
    name,
    mix.scope,
    ...[estimate.averageGPerKwh, estimate.gPerKwh, widths, one.gPerKwh, two.gPerKwh].map((value) =>
      value.toFixed(0),
    ),
    `${within.length} of 24`,
  ];
}

function partOf(mix: RecordedMix, from: number, to: number): RecordedMix {
  const { startsAt, series } = mix.intensity;
  const values = series.values.slice(from, to);
  const part = { ...series, values, times: series.times.slice(0, values.length) };
  return {
    ...mix,
    intensity: { startsAt: startsAt + from * 3600, series: part },
    generation: mix.generation.slice(from, to),
    weather: mix.weather.slice(from, to),
  };
}

async function drawHours(
  whole: readonly { readonly name: string; readonly estimate: MarginalEstimate }[],
): Promise<string> {
  const values = whole
    .filter((_, i) => [0, 1, 2, 3].includes(i))
    .flatMap(({ name, estimate }) => {
      return estimate.hours.map(({ gPerKwh, halfWidth }, hour) => {
        const [low, high] = [gPerKwh - halfWidth, gPerKwh + halfWidth];
        return { mix: name, hour, gPerKwh, low, high, average: estimate.averageGPerKwh };
      });
    });
  const x = { field: 'hour', type: 'quantitative', title: 'hour of day, UTC' } as const;
  const shade = { field: 'mix', type: 'nominal', title: null } as const;
  return writeFigure(
    'carbon-marginal',
    'Derived marginal intensity by hour of day, averages dashed',
    {
      data: { values },
      layer: [
        {
          mark: { type: 'area', opacity: 0.2 },
          encoding: {
            x,
            y: { field: 'low', type: 'quantitative', title: 'g/kWh' },
            y2: { field: 'high' },
            color: shade,
          },
        },
        {
          mark: 'line',
          encoding: { x, y: { field: 'gPerKwh', type: 'quantitative' }, color: shade },
        },
        {
          mark: { type: 'line', strokeDash: [5, 4] },
          encoding: { x, y: { field: 'average', type: 'quantitative' }, color: shade },
        },
      ],
    },
  );
}

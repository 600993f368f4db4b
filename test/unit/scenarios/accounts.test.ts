import { describe, expect, it } from 'vitest';
import { DAY } from '../../../engine/units.ts';
import { SHAPES, STRAIGHT } from '../../../models/accounts/power-curve.ts';
import { edited, problemsOf, scenarioOf } from './library.ts';

const FILE = 'mg1.yaml';

/** The queue of one region with an accounts section of these lines. */
function withAccounts(...lines: readonly string[]): string {
  const section = ['accounts:', ...lines.map((line) => `  ${line}`), 'policies:'].join('\n');
  return edited(FILE, 'policies:', section);
}

const REGION = Object.keys(
  Object.fromEntries(
    scenarioOf(edited(FILE, 'policies:', 'policies:')).regions.map((one) => [one.name, one]),
  ),
)[0];

function accountsOf(...lines: readonly string[]) {
  return scenarioOf(withAccounts(...lines)).accounts;
}

function wantedOf(...lines: readonly string[]): string {
  const [first, ...rest] = problemsOf(withAccounts(...lines));
  expect(rest).toEqual([]);
  return `${first.path}: ${first.wanted}`;
}

describe('the accounts of a scenario', () => {
  it('are nothing where the section is absent', () => {
    expect(scenarioOf(edited(FILE, 'policies:', 'policies:')).accounts).toBeUndefined();
  });

  it('are read into GB, USD and microseconds', () => {
    const read = accountsOf(
      'power curve: { 50 %: 68 %, 10 %: 22 % }',
      `reserved: { ${REGION}: { instances: 2, discount: 37 %, term: 365 d } }`,
      'traffic:',
      '  answer: 2 kB',
      '  session: 30 MB',
      '  away: 0 B',
      `  prices: { ${REGION}: { out: { 10 TB: 85 USD/TB, 0 GB: 0.09 USD/GB }, between: 0.02 USD/GB } }`,
      `storage: { region: 40 GB, instance: 1 GiB, prices: { ${REGION}: 0.04 USD/GB/month } }`,
      'network energy: 30 Wh/GB',
    );
    expect(read).toEqual({
      curve: [
        [0, 0],
        [0.1, 0.22],
        [0.5, 0.68],
        [1, 1],
      ],
      reserved: {
        [REGION]: { instances: 2, price: { kind: 'discount', share: 0.37 }, term: 365 * DAY },
      },
      traffic: {
        answerBytes: 2_000,
        sessionBytes: 30_000_000,
        awayBytes: 0,
        prices: {
          [REGION]: {
            out: [
              { fromGb: 0, pricePerGb: 0.09 },
              { fromGb: 10_000, pricePerGb: 0.085 },
            ],
            between: 0.02,
          },
        },
      },
      storage: { regionBytes: 4e10, instanceBytes: 2 ** 30, prices: { [REGION]: 0.04 } },
      networkKwhPerGb: 0.03,
    });
  });

  it('know the curves by name', () => {
    expect(accountsOf('power curve: teads')?.curve).toEqual(SHAPES.teads);
    expect(accountsOf('power curve: straight')?.curve).toEqual(STRAIGHT);
  });
});

const price = 'out: 0.1 USD/GB, between: 0.02 USD/GB';
const traffic = (prices: string) =>
  `traffic: { answer: 2 kB, session: 1 MB, away: 0 B, prices: { ${prices} } }`;

it.each([
  ['power curve: curved', 'accounts.power curve: straight, bent, teads'],
  ['power curve: { 10 %: 22 W }', 'accounts.power curve: straight, bent, teads'],
  [`reserved: { ${REGION}: { instances: 2 } }`, 'exactly one of price and discount'],
  [`reserved: { ${REGION}: { instances: 2, price: 1 USD/h, discount: 5 % } }`, 'exactly one of'],
  ['reserved: { elsewhere: { instances: 2, price: 1 USD/h } }', 'one of this file'],
  [traffic(`elsewhere: { ${price} }, ${REGION}: { ${price} }`), 'one of this file'],
  [traffic(`${REGION}: { out: 0.1 USD/h, between: 0.02 USD/GB }`), 'a price per data'],
  [traffic(`${REGION}: { out: { 1 GB: 0.1 USD/GB }, between: 0.02 USD/GB }`), 'the first "0 GB"'],
  ['network energy: 0.03 kWh/GB', 'a section traffic beside it'],
  ['network energy: 0.03 kWh', 'an energy per data'],
  [`storage: { region: 1 GB, instance: 0 B, prices: { ${REGION}: 0.04 USD/GB } }`, 'and month'],
])('%s is refused', (line, wanted) => {
  expect(wantedOf(line)).toContain(wanted);
});

it('prices are wanted for every region, and reservations beside families of one price only', () => {
  const two = (section: string) =>
    edited('steady-evening.yaml', 'policies:', `${section}\npolicies:`);
  const some = `accounts:\n  ${traffic(`us-east4: { ${price} }`)}`;
  expect(problemsOf(two(some))[0]).toMatchObject({
    found: 'nothing for us-west1',
    wanted: 'prices for every region of this file',
  });
});

import { expect, it } from 'vitest';
import { encodePlain } from '../../engine/save.ts';
import { HOUR, MINUTE, SECOND } from '../../engine/units.ts';
import { openReplication } from '../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../scenarios/saved.ts';
import { faultOf } from '../fixtures/faults.ts';
import { EAGER_CLIENTS, gatewayWith } from '../fixtures/gateway.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';

it('a world with gateways, cut anywhere in a storm, goes on as if it had not been', () => {
  const [contender] = smallScenario().contenders;
  const ejection = { after: 3, base: 5 * SECOND, most: MINUTE, forgive: SECOND, share: 0.5 };
  const scenario = smallScenario({
    horizon: HOUR,
    contenders: [{ ...contender, gateway: 'one' }],
    gateways: [gatewayWith({ ejection, clients: { ...EAGER_CLIENTS, jitter: 1, cancels: true } })],
    faults: [faultOf({ fault: 'brown-out', at: 20 * MINUTE, lasts: 20 * MINUTE, factor: 10 })],
  });
  const input = { scenario, bundle: smallBundle(), contender: 0, replication: 0 };
  const trunk = openReplication(input);
  const branches = [10, 21.3, 33.33, 50].map((minute) => {
    trunk.run(Math.round(minute * MINUTE));
    const saved = saveReplication(trunk, contender.name, 0);
    return resumeReplication({ ...input, origin: { scenario, saved } });
  });
  trunk.run(HOUR);
  const end = encodePlain(trunk.save());
  expect(trunk.world.gateway?.counts.cancelled).toBeGreaterThan(10);
  for (const branch of branches) {
    branch.run(HOUR);
    expect(encodePlain(branch.save()) === end).toBe(true);
  }
});

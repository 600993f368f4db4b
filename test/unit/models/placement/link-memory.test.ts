import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../engine/units.ts';
import {
  createLinkMemory,
  fillLink,
  forgetLinks,
  growLinkMemory,
  noteLost,
  noteRtt,
} from '../../../../models/placement/link-memory.ts';
import { openPlacing } from '../../../../models/placement/placing.ts';

const WAY = 3;

function view() {
  const gate = { id: 'test', begin: () => null, choose: () => 0 };
  return openPlacing(gate).view.links[0];
}

describe('what a client remembers of a way', () => {
  it('knows nothing before the first answer', () => {
    const link = view();
    fillLink(createLinkMemory(2), WAY, SECOND, link);
    expect(link).toMatchObject({ lastRtt: 0, loss: 0, age: Number.POSITIVE_INFINITY });
  });

  it('holds the quantiles of the last 32 round trips, however many came before', () => {
    const memory = createLinkMemory(2);
    const sent = Array.from({ length: 100 }, (_, i) => 1000 + ((i * 37) % 100));
    sent.forEach((rtt, i) => {
      noteRtt(memory, WAY, rtt, i * SECOND);
    });
    const link = view();
    fillLink(memory, WAY, 101 * SECOND, link);
    const last = sent.slice(-32).sort((a, b) => a - b);
    const { p10Rtt, medianRtt, p75Rtt, p95Rtt } = link;
    expect([p10Rtt, medianRtt, p75Rtt, p95Rtt]).toEqual([last[3], last[15], last[23], last[30]]);
    expect(link.lastRtt).toBe(sent[99]);
    expect(link.age).toBe(2 * SECOND);
  });

  it('follows a step: the quick mean after a second by 63 %, the slow one by 10 %', () => {
    const memory = createLinkMemory(2);
    noteRtt(memory, WAY, 10_000, 0);
    noteRtt(memory, WAY, 20_000, SECOND);
    const link = view();
    fillLink(memory, WAY, SECOND, link);
    expect(link.quickRtt).toBeCloseTo(16_321, 0);
    expect(link.slowRtt).toBeCloseTo(10_952, 0);
    // RFC 3550: a sixteenth of the change.
    expect(link.jitter).toBe(625);
  });

  it('tells the share lost of the last 32 frames whose fate is known', () => {
    const memory = createLinkMemory(2);
    const link = view();
    for (let n = 0; n < 8; n++) noteLost(memory, WAY);
    for (let n = 0; n < 8; n++) noteRtt(memory, WAY, 1000, n);
    fillLink(memory, WAY, SECOND, link);
    expect(link.loss).toBe(0.5);
    for (let n = 0; n < 28; n++) noteRtt(memory, WAY, 1000, n);
    fillLink(memory, WAY, SECOND, link);
    expect(link.loss).toBe(0);
    for (let n = 0; n < 32; n++) noteLost(memory, WAY);
    fillLink(memory, WAY, SECOND, link);
    expect(link.loss).toBe(1);
  });

  it('keeps everything when the table grows, and nothing when another player begins', () => {
    const memory = createLinkMemory(2);
    for (let n = 0; n < 40; n++) noteRtt(memory, WAY, 1000 + n, n);
    const before = view();
    fillLink(memory, WAY, SECOND, before);
    growLinkMemory(memory, 8);
    const after = view();
    fillLink(memory, WAY, SECOND, after);
    expect(after).toEqual(before);
    forgetLinks(memory, 1);
    fillLink(memory, WAY, SECOND, after);
    expect(after).toEqual(view());
  });
});

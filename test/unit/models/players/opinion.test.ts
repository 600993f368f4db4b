import { describe, expect, it } from 'vitest';
import {
  compileOpinion,
  lostFrames,
  opinionOf,
  type VideoStream,
} from '../../../../models/players/opinion.ts';

const STREAM: VideoStream = {
  isSensitive: true,
  complexity: 'medium',
  frameRate: 60,
  bitRateMbps: 25,
  pixels: 1920 * 1080,
};

function opinion(changes: Partial<VideoStream>, delayMs: number, lost = 0): string {
  return opinionOf(compileOpinion({ ...STREAM, ...changes }), delayMs, lost).toFixed(2);
}

// Rows worked out from the model's open implementation (stootaghaj/ITU-G1072), 2026-11-20.
describe('the opinion of players by ITU-T G.1072', () => {
  const delays = [0, 20, 40, 60, 80, 100, 150, 200, 250, 300, 400];

  it('falls with delay as published in a time-critical game', () => {
    expect(delays.map((delay) => opinion({}, delay)).join(' ')).toBe(
      '4.50 4.43 4.34 4.23 4.11 3.96 3.53 3.10 2.73 2.45 2.14',
    );
  });

  it('falls less in a game that bears delay', () => {
    const row = delays.map((delay) => opinion({ isSensitive: false }, delay)).join(' ');
    expect(row).toBe('4.53 4.51 4.49 4.45 4.42 4.37 4.22 4.01 3.78 3.57 3.28');
  });

  it('rises with the frame rate and the bit rate', () => {
    const rates = [10, 20, 25, 30, 40, 60].map((frameRate) => opinion({ frameRate }, 40));
    expect(rates.join(' ')).toBe('3.26 3.91 4.12 4.28 4.38 4.34');
    const bits = [2, 5, 10, 15, 25, 50].map((bitRateMbps) =>
      opinion({ bitRateMbps, complexity: 'high' }, 40),
    );
    expect(bits.join(' ')).toBe('3.01 3.58 3.99 4.20 4.38 4.46');
  });

  it.each([
    [40, '4.34 3.87 3.66 3.42 3.10', '0 4 8 15 33'],
    [100, '3.96 2.94 2.69 2.47 2.25', '0 13 24 43 75'],
  ])('multiplies loss by a delay of %d ms', (delay, opinions, losses) => {
    const lost = [0, 0.05, 0.1, 0.2, 0.5].map((loss) => lostFrames(STREAM, delay, loss));
    expect(lost.map((loss) => opinion({}, delay, loss)).join(' ')).toBe(opinions);
    expect(lost.map((loss) => loss.toFixed(0)).join(' ')).toBe(losses);
  });

  it('loses no frame to packets where the delay is below one frame', () => {
    expect(lostFrames(STREAM, 15.9, 0.5)).toBe(0);
  });

  it('stays on its scale whatever is felt', () => {
    for (let delay = 0; delay < 2000; delay += 10) {
      expect(Number(opinion({}, delay, 5))).toBeGreaterThanOrEqual(1.3);
    }
    expect(Number(opinion({ bitRateMbps: 50 }, 0))).toBeLessThanOrEqual(4.64);
  });
});

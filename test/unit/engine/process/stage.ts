import { Environment } from '../../../../engine/process/environment.ts';

/** An environment and a log whose lines begin with the instant. */
export function openStage(mostAtOnce = 10_000) {
  const env = new Environment({ seed: 1, mostAtOnce });
  const log: string[] = [];
  const say = (text: string) => {
    log.push(`${env.now} ${text}`);
  };
  return { env, log, say };
}

/** What a call throws; fails when it returns. */
export function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

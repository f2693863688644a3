import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { Env } from '../env/env.js';
import { Metrics } from '../telemetry/metrics.js';
import { CircuitBreakers } from './circuit-breakers.js';
import { OutboundFailure } from './outbound-failure.js';

const env = { CIRCUIT_BREAKER_THRESHOLD: 5, CIRCUIT_BREAKER_TIMEOUT: 60_000, CIRCUIT_BREAKER_COOLDOWN: 30_000 } as Env;
const down = () => Promise.reject(new OutboundFailure('acme', 'failing', true, 500));
const open = { code: 'PROVIDER_UNAVAILABLE' };

describe('circuit breakers', () => {
  let breakers: CircuitBreakers;
  let metrics: Metrics;

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    metrics = new Metrics();
    breakers = new CircuitBreakers(env, metrics);
  });
  afterEach(() => void jest.useRealTimers());

  const fail = async (times: number) => {
    for (let i = 0; i < times; i++) await expect(breakers.of('acme').run(down)).rejects.toThrow(OutboundFailure);
  };
  const level = async () => (await metrics.circuitState.get()).values.find((v) => v.labels.provider === 'acme')?.value;

  it('opens after five failures in a minute, successes between them or not, and then calls nobody', async () => {
    await fail(4);
    await breakers.of('acme').run(() => Promise.resolve());
    await fail(1);
    const call = jest.fn(() => Promise.resolve());
    await expect(breakers.of('acme').run(call)).rejects.toMatchObject({ ...open, details: { retry_after: 30 } });
    expect(call).not.toHaveBeenCalled();
    expect(await level()).toBe(2);
  });

  it('stays closed when the failures are spread over more than a minute, or are refusals that the provider meant', async () => {
    await fail(4);
    jest.setSystemTime(60_001);
    await fail(4);
    for (let i = 0; i < 10; i++) {
      await expect(breakers.of('acme').run(() => Promise.reject(new Error('card declined')))).rejects.toThrow('card');
    }
    expect(breakers.of('acme').state).toBe('closed');
  });

  it('lets one probe through after the cooldown and refuses whoever comes beside it', async () => {
    await fail(5);
    jest.setSystemTime(30_001);
    let answer = (): void => undefined;
    const probe = breakers.of('acme').run(() => new Promise<void>((resolve) => (answer = resolve)));
    const beside = jest.fn(() => Promise.resolve());
    await expect(breakers.of('acme').run(beside)).rejects.toMatchObject(open);
    expect(beside).not.toHaveBeenCalled();
    answer();
    await probe;
    await breakers.of('acme').run(beside);
    expect(beside).toHaveBeenCalledTimes(1);
    expect(await level()).toBe(0);
  });

  it('opens again for a whole cooldown when the probe fails', async () => {
    await fail(5);
    jest.setSystemTime(30_001);
    await fail(1);
    jest.setSystemTime(59_000);
    await expect(breakers.of('acme').run(() => Promise.resolve())).rejects.toMatchObject(open);
    jest.setSystemTime(60_002);
    await breakers.of('acme').run(() => Promise.resolve());
  });

  it('keeps a breaker for each provider', async () => {
    await fail(5);
    await expect(breakers.of('other').run(() => Promise.resolve('fine'))).resolves.toBe('fine');
  });
});

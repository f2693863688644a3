import type { Metrics } from '#libs/platform';
import { type CircuitBreakers, OutboundFailure } from '#libs/platform/outbound';

/** A mailer's call through its circuit breaker, measured as all outbound calls are. */
export async function guarded<T>(
  provider: string,
  breakers: CircuitBreakers,
  metrics: Metrics,
  call: () => Promise<T>,
): Promise<T> {
  return breakers.of(provider).run(async () => {
    const stop = metrics.outboundSeconds.startTimer({ provider });
    try {
      const result = await call();
      stop({ outcome: 'answered' });
      return result;
    } catch (error) {
      stop({ outcome: error instanceof OutboundFailure ? error.reason : 'refused' });
      throw error;
    }
  });
}

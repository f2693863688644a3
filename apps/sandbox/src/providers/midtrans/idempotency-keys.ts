import type { SandboxClock } from '../../framework/clock.js';
import type { Answer, Handler } from '../../framework/http.js';

const KEPT_MS = 5 * 60_000;
const LONGEST = 46;

/**
 * Core's `Idempotency-Key`: the successful answer of a POST is given again for five minutes, whatever the body and the endpoint are.
 * A key that is too long is ignored. Snap does not promise this.
 */
export class IdempotencyKeys {
  private kept = new Map<string, { answer: Answer; until: number }>();

  constructor(private readonly clock: SandboxClock) {}

  remembering(handler: Handler): Handler {
    return (call) => {
      const key = String(call.headers['idempotency-key'] ?? '');
      if (key === '' || key.length > LONGEST) return handler(call);
      const earlier = this.kept.get(key);
      if (earlier && earlier.until > this.clock.now()) return earlier.answer;
      const answer = handler(call);
      if (succeeded(answer)) this.kept.set(key, { answer, until: this.clock.now() + KEPT_MS });
      return answer;
    };
  }

  clear(): void {
    this.kept = new Map();
  }
}

function succeeded({ body }: Answer): boolean {
  const { status_code: code } = JSON.parse(body.toString()) as { status_code: string };
  return Number(code) < 300 || code === '407';
}

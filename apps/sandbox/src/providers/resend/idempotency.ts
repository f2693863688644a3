import type { SandboxClock } from '../../framework/clock.js';
import type { Answer, Call } from '../../framework/http.js';
import { refused } from './resend-error.js';

const KEPT_MS = 24 * 3_600_000;
const LONGEST = 256;

interface Kept {
  readonly body: Buffer;
  readonly answer: Answer;
  readonly until: number;
  isOpen: boolean;
}

/** For a day the same key and payload give the first answer, and no second mail. What was refused is not kept. */
export class Idempotency {
  private kept = new Map<string, Kept>();

  constructor(private readonly clock: SandboxClock) {}

  once(call: Call, run: () => Answer): Answer {
    const given = call.headers['idempotency-key'];
    if (given === undefined) return run();
    const length = String(given).length;
    if (length < 1 || length > LONGEST) {
      throw refused(400, 'invalid_idempotency_key', 'The idempotency key has 1 to 256 characters.');
    }
    const key = `${call.path} ${String(given)}`;
    const earlier = this.kept.get(key);
    if (earlier && earlier.until > this.clock.now()) return repeat(earlier, call.body);
    const kept: Kept = { body: call.body, answer: run(), until: this.clock.now() + KEPT_MS, isOpen: true };
    this.kept.set(key, kept);
    void call.finished.then(() => (kept.isOpen = false));
    return kept.answer;
  }

  clear(): void {
    this.kept = new Map();
  }
}

function repeat({ body, answer, isOpen }: Kept, given: Buffer): Answer {
  if (!body.equals(given)) {
    throw refused(409, 'invalid_idempotent_request', 'The idempotency key was used with another payload.');
  }
  if (isOpen) {
    throw refused(409, 'concurrent_idempotent_requests', 'A request with this idempotency key is still under way.');
  }
  return answer;
}

import type { SandboxClock } from '../../framework/clock.js';
import type { Answer, Call } from '../../framework/http.js';
import { invalid, StripeError } from './stripe-error.js';

const KEPT_MS = 24 * 3_600_000;
const LONGEST = 255;

interface Kept {
  readonly fingerprint: string;
  readonly until: number;
  answer: Answer;
  isOpen: boolean;
}

/**
 * The first answer of a POST, also one that says no, is given again for a day when the same key comes with the same parameters. What
 * was refused before anything began is not kept.
 */
export class Idempotency {
  private kept = new Map<string, Kept>();

  constructor(private readonly clock: SandboxClock) {}

  once(call: Call, run: () => Answer): Answer {
    const key = String(call.headers['idempotency-key'] ?? '');
    if (key === '' || call.method !== 'POST') return run();
    if (key.length > LONGEST) throw invalid(`Idempotency keys have at most ${LONGEST} characters`);
    const fingerprint = `${call.method} ${call.path}\n${call.body.toString('utf8')}`;
    const earlier = this.kept.get(key);
    if (earlier && earlier.until > this.clock.now()) return this.again(key, earlier, fingerprint);
    const answer = this.answerOf(run);
    if (!answer.isKept) return answer.answer;
    const kept: Kept = { fingerprint, answer: answer.answer, until: this.clock.now() + KEPT_MS, isOpen: true };
    this.kept.set(key, kept);
    void call.finished.then(() => (kept.isOpen = false));
    return kept.answer;
  }

  clear(): void {
    this.kept = new Map();
  }

  private again(key: string, { fingerprint, answer, isOpen }: Kept, given: string): Answer {
    if (fingerprint !== given) {
      const message = `Keys for idempotent requests can only be used with the parameters that they were first used with: ${key}`;
      throw new StripeError(400, { type: 'idempotency_error', message });
    }
    if (isOpen) {
      const message = `Another request with this idempotency key is still under way: ${key}`;
      throw new StripeError(409, { type: 'invalid_request_error', code: 'idempotency_key_in_use', message });
    }
    return { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } };
  }

  private answerOf(run: () => Answer): { answer: Answer; isKept: boolean } {
    try {
      return { answer: run(), isKept: true };
    } catch (error) {
      if (error instanceof StripeError) return { answer: error.answer, isKept: error.begun };
      throw error;
    }
  }
}

import { createHash } from 'node:crypto';

import type { SandboxClock } from '../../framework/clock.js';
import { type Answer, type Call, type Handler, json } from '../../framework/http.js';

const KEPT_MS = 24 * 3_600_000;

interface Kept {
  readonly fingerprint: string;
  readonly answer: Answer;
  readonly until: number;
  isOpen: boolean;
}

/**
 * Every charge and refund needs an `Idempotency-Key`. For a day the same request gives the first answer again, with 200; another one is
 * refused, and so is a repetition while the first is still being answered. Refusals are not kept.
 */
export class Idempotency {
  private kept = new Map<string, Kept>();

  constructor(private readonly clock: SandboxClock) {}

  demanding(handler: Handler): Handler {
    return (call) => {
      const key = String(call.headers['idempotency-key'] ?? '');
      if (key === '') return json(422, { error: 'Idempotency-Key header required' });
      const fingerprint = fingerprintOf(call);
      const earlier = this.kept.get(key);
      if (earlier && earlier.until > this.clock.now()) return repeat(earlier, fingerprint);
      const answer = handler(call);
      const kept = { fingerprint, answer, until: this.clock.now() + KEPT_MS, isOpen: true };
      this.kept.set(key, kept);
      void call.finished.then(() => (kept.isOpen = false));
      return answer;
    };
  }

  clear(): void {
    this.kept = new Map();
  }
}

function repeat({ fingerprint, answer, isOpen }: Kept, given: string): Answer {
  if (fingerprint !== given) return json(422, { error: 'idempotency_mismatch' });
  if (isOpen) return json(409, { error: 'idempotency_in_progress' });
  return { ...answer, status: 200 };
}

const fingerprintOf = ({ method, path, body }: Call): string =>
  createHash('sha256').update(`${method} ${path}\n`).update(body).digest('hex');

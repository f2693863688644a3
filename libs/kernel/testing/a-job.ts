import { newId } from '../ids.js';
import type { QueuedJob } from '../job-queue.js';

/** A job that waits for a person; a test says what matters to it. */
export function aJob(state: Partial<QueuedJob> = {}): QueuedJob {
  const id = newId();
  const at = new Date('2026-03-02T12:00:00Z');
  return {
    id,
    kind: 'test.work',
    key: id,
    outletId: null,
    payload: {},
    status: 'DEAD',
    attempts: 20,
    maxAttempts: 20,
    runAt: at,
    lastError: 'Error',
    createdAt: at,
    ...state,
  };
}

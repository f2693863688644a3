import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { Database } from '../../database/database.js';

/** How long a request that calls out may take before a retry may run in its place: it died. */
const LEASE_SECONDS = 60;
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** A key as one request has it. `holder` tells it from other requests with the same key. */
export interface KeyClaim {
  readonly caller: string;
  readonly key: string;
  readonly holder: string;
}

export type Claim =
  | { readonly kind: 'mine'; readonly claim: KeyClaim }
  | { readonly kind: 'done'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'running' }
  | { readonly kind: 'other_request' };

interface KeyRow {
  claimed: boolean;
  fingerprint: string;
  status: number | null;
  body: unknown;
}

/**
 * Takes a key for a request that calls out: committed before it runs, since nothing remote happens inside a transaction. Whoever dies
 * meanwhile leaves a lease that ends; such a handler finds its own earlier steps again. While it runs, the key's body is the holder's name.
 * When it throws, nothing is claimed: a claim whose answer was lost is let go.
 */
export async function claimKey(database: Database, caller: string, key: string, fingerprint: string): Promise<Claim> {
  const claim = { caller, key, holder: randomUUID() };
  const row = await take(database, claim, fingerprint).catch((error: unknown) => {
    void letGo(database, claim);
    throw error;
  });
  // The first one's row was not there yet when this statement began.
  if (!row) return { kind: 'running' };
  if (row.claimed) return { kind: 'mine', claim };
  if (row.fingerprint !== fingerprint) return { kind: 'other_request' };
  return row.status === null ? { kind: 'running' } : { kind: 'done', status: row.status, body: row.body };
}

async function take(database: Database, claim: KeyClaim, fingerprint: string): Promise<KeyRow | undefined> {
  const [row] = await database.query<KeyRow & Record<string, unknown>>({
    name: 'idempotency.claim-steps',
    text: `WITH claimed AS (
             INSERT INTO idempotency_keys AS k (caller, key, fingerprint, running_until, body)
             VALUES ($1, $2, $3, now() + make_interval(secs => $4), to_jsonb($5::text))
             ON CONFLICT (caller, key) DO UPDATE
               SET fingerprint = excluded.fingerprint, running_until = excluded.running_until, status = NULL,
                 body = excluded.body, created_at = now()
               WHERE k.created_at <= now() - interval '24 hours'
                 OR (k.status IS NULL AND k.running_until < now() AND k.fingerprint = excluded.fingerprint)
             RETURNING fingerprint, status, body
           )
           SELECT true AS claimed, fingerprint, status, body FROM claimed
           UNION ALL
           SELECT false, fingerprint, status, body FROM idempotency_keys
           WHERE caller = $1 AND key = $2 AND NOT EXISTS (SELECT FROM claimed)`,
    values: [claim.caller, claim.key, fingerprint, LEASE_SECONDS, claim.holder],
  });
  return row;
}

/** Keeps the answer for repeats; what took the lease over meanwhile keeps its own. */
export async function keepAnswer(database: Database, { caller, key, holder }: KeyClaim, status: number, body: unknown) {
  await database.execute({
    name: 'idempotency.keep-steps',
    text: `UPDATE idempotency_keys SET status = $4, body = $5
           WHERE caller = $1 AND key = $2 AND status IS NULL AND body = to_jsonb($3::text)`,
    values: [caller, key, holder, status, JSON.stringify(body ?? null)],
  });
}

/**
 * It failed: the next try with this key runs. While the database is away it is tried again in the background, until the lease would have
 * ended anyway.
 */
export function letGo(database: Database, claim: KeyClaim): Promise<void> {
  const deadline = performance.now() + LEASE_SECONDS * 1000;
  const retry = async (pause: number): Promise<void> => {
    await delay(pause, undefined, { ref: false });
    if (performance.now() < deadline)
      await drop(database, claim).catch(() => retry(Math.min(pause * 2, LONGEST_PAUSE_MS)));
  };
  return drop(database, claim).catch(() => void retry(SHORTEST_PAUSE_MS));
}

async function drop(database: Database, { caller, key, holder }: KeyClaim): Promise<void> {
  await database.execute({
    name: 'idempotency.drop',
    text: `DELETE FROM idempotency_keys
           WHERE caller = $1 AND key = $2 AND status IS NULL AND body = to_jsonb($3::text)`,
    values: [caller, key, holder],
  });
}

import type { Database } from '../../database/database.js';

/** How long a request that calls out may take before a retry may run in its place: it died. */
const LEASE_SECONDS = 60;

export type Claim =
  | { readonly kind: 'mine' }
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
 * meanwhile leaves a lease that ends; such a handler finds its own earlier steps again.
 */
export async function claimKey(database: Database, caller: string, key: string, fingerprint: string): Promise<Claim> {
  const [row] = await database.query<KeyRow & Record<string, unknown>>({
    name: 'idempotency.claim-steps',
    text: `WITH claimed AS (
             INSERT INTO idempotency_keys AS k (caller, key, fingerprint, running_until)
             VALUES ($1, $2, $3, now() + make_interval(secs => $4))
             ON CONFLICT (caller, key) DO UPDATE
               SET fingerprint = excluded.fingerprint, running_until = excluded.running_until, status = NULL, body = NULL,
                 created_at = now()
               WHERE k.created_at <= now() - interval '24 hours'
                 OR (k.status IS NULL AND k.running_until < now() AND k.fingerprint = excluded.fingerprint)
             RETURNING fingerprint, status, body
           )
           SELECT true AS claimed, * FROM claimed
           UNION ALL
           SELECT false, fingerprint, status, body FROM idempotency_keys
           WHERE caller = $1 AND key = $2 AND NOT EXISTS (SELECT FROM claimed)`,
    values: [caller, key, fingerprint, LEASE_SECONDS],
  });
  // The first one's row was not there yet when this statement began.
  if (!row) return { kind: 'running' };
  if (row.claimed) return { kind: 'mine' };
  if (row.fingerprint !== fingerprint) return { kind: 'other_request' };
  return row.status === null ? { kind: 'running' } : { kind: 'done', status: row.status, body: row.body };
}

export async function keepAnswer(database: Database, caller: string, key: string, status: number, body: unknown) {
  await database.execute({
    name: 'idempotency.keep-steps',
    text: 'UPDATE idempotency_keys SET status = $3, body = $4 WHERE caller = $1 AND key = $2',
    values: [caller, key, status, JSON.stringify(body ?? null)],
  });
}

/** It failed: the next try with this key runs. */
export async function dropClaim(database: Database, caller: string, key: string): Promise<void> {
  await database.execute({
    name: 'idempotency.drop',
    text: 'DELETE FROM idempotency_keys WHERE caller = $1 AND key = $2 AND status IS NULL',
    values: [caller, key],
  });
}

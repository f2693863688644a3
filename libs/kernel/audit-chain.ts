import { createHash } from 'node:crypto';

import { canonicalJson } from './canonical-json.js';

/**
 * An entry of the audit log as it is sealed, in the words of its table. `occurred_at` is UTC to the microsecond (`2026-03-02T12:00:00.000000Z`).
 * Where the request came from is not part of it, nor what a customer gave as a reason: both are taken out when a person is erased.
 */
export interface SealableEntry {
  readonly id: string;
  readonly outlet_id: string | null;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_role: string | null;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly reason: string | null;
  readonly approved_by: string | null;
  readonly details: unknown;
  readonly request_id: string | null;
  readonly occurred_at: string;
}

/** Where an outlet's chain ends: the number and the hash of its last seal. */
export interface AuditHead {
  readonly n: number;
  readonly hash: string;
}

/** A seal: the entry's place in its outlet's chain, tied to the seal before it. Hashes are SHA-256 in lower-case hexadecimal. */
export interface AuditSeal extends AuditHead {
  readonly entry_id: string;
  /** Of the entry's own content. */
  readonly entry_hash: string;
  /** Null for the first of an outlet. */
  readonly previous_hash: string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The hash of an entry's content. */
export function auditEntryHash(entry: SealableEntry): string {
  const { id, outlet_id, actor_kind, actor_id, actor_role, action, subject_type, subject_id, approved_by } = entry;
  const { details, request_id, occurred_at } = entry;
  const reason = actor_role === 'CUSTOMER' ? null : entry.reason;
  const who = { actor_kind, actor_id, actor_role, approved_by, request_id };
  return sha256(
    canonicalJson({ id, outlet_id, ...who, action, subject_type, subject_id, reason, details, occurred_at }),
  );
}

/** The hash of a seal: of its number, the entry's hash and the hash of the seal before it. */
export const auditSealHash = ({ n, entry_hash, previous_hash }: Omit<AuditSeal, 'hash' | 'entry_id'>): string =>
  sha256(canonicalJson({ n, entry_hash, previous_hash }));

/** The seal of an entry that comes after `end`; `end` is null before an outlet's first. */
export function auditSealOf(entry: SealableEntry, end: AuditHead | null): AuditSeal {
  const n = (end?.n ?? 0) + 1;
  const [entry_hash, previous_hash] = [auditEntryHash(entry), end?.hash ?? null];
  return { n, entry_id: entry.id, entry_hash, previous_hash, hash: auditSealHash({ n, entry_hash, previous_hash }) };
}

import { auditEntryHash, type AuditHead, type AuditSeal, auditSealHash, type SealableEntry } from '#libs/kernel';

/** A seal as it is kept, with the entry that it seals as that is now. */
export interface KeptSeal extends AuditSeal {
  readonly sealedAt: Date;
  /** Null where there is none. */
  readonly entry: SealableEntry | null;
  /** The entry was moved to the archive after its retention: its line there names this seal. */
  readonly isArchived: boolean;
}

/** What a Z told of the chain when it was made. */
export interface ToldHead extends AuditHead {
  /** Of the Z. */
  readonly report: number;
}

/** Which seals of a chain are looked at, both ends included. */
export interface SealRange {
  readonly first: number;
  readonly last: number;
}

export const AUDIT_FAULTS = [
  'SEAL_MISSING',
  'LINK_BROKEN',
  'ENTRY_REMOVED',
  'ENTRY_CHANGED',
  'ENTRY_BACKDATED',
  'HEAD_DIFFERS',
] as const;
export type AuditFaultCode = (typeof AUDIT_FAULTS)[number];

export interface AuditFault {
  /** The place in the chain where something is not as it was. */
  readonly n: number;
  readonly code: AuditFaultCode;
  readonly entryId: string | null;
  /** Of the Z that tells otherwise. */
  readonly report: number | null;
}

/** Entries are written and sealed within moments: one that says it is so much older than one sealed before it was put in later. */
const LATEST_MS = 3_600_000;

/** What a reading of a chain has come to: its last seal, and the latest instant that an entry so far tells. */
export interface ChainReading {
  readonly n: number;
  /** Null before the first seal of an outlet. */
  readonly hash: string | null;
  readonly latest: number;
}

/** What is wrong with the seal that should follow; null when it does. */
export function faultOfSeal(before: ChainReading, seal: KeptSeal | undefined): AuditFault | null {
  const n = before.n + 1;
  if (!seal || seal.n !== n) return { n, code: 'SEAL_MISSING', entryId: null, report: null };
  const fault = (code: AuditFaultCode): AuditFault => ({ n, code, entryId: seal.entry_id, report: null });
  if (seal.previous_hash !== before.hash || auditSealHash(seal) !== seal.hash) return fault('LINK_BROKEN');
  if (!seal.entry) return seal.isArchived ? null : fault('ENTRY_REMOVED');
  if (auditEntryHash(seal.entry) !== seal.entry_hash) return fault('ENTRY_CHANGED');
  return Date.parse(seal.entry.occurred_at) < before.latest - LATEST_MS ? fault('ENTRY_BACKDATED') : null;
}

/** What is known once a seal was found to be as it was made. */
export const readOn = ({ latest }: ChainReading, { n, hash, entry }: KeptSeal): ChainReading => ({
  n,
  hash,
  latest: entry ? Math.max(latest, Date.parse(entry.occurred_at)) : latest,
});

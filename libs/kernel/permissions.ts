import type { UserActor } from './actor.js';
import type { PermissionKey, PermissionLimit, PermissionLimits } from './permission-keys.js';

/** Alone; with the approval of somebody who may do it alone; not at all. */
export const PERMISSION_EFFECTS = ['ALLOW', 'APPROVE', 'DENY'] as const;
export type PermissionEffect = (typeof PERMISSION_EFFECTS)[number];

/** The figures of an act, as far as they are known: those that are not are below every limit. */
export interface PermissionFacts {
  /** Minor units of the outlet's currency. */
  readonly amount?: number;
  /** Of what it is taken off, rounded up. */
  readonly basisPoints?: number;
  readonly ageMinutes?: number;
  /** How often it was done in this shift (of `receipt.reprint`: for this bill), this time included. */
  readonly perShift?: number;
}

/** Which rule speaks: one for the person, the outlet's for their role, the installation's, or none. */
export const PERMISSION_SOURCES = ['USER', 'OUTLET', 'INSTALLATION', 'DEFAULT'] as const;
export type PermissionSource = (typeof PERMISSION_SOURCES)[number];

export interface PermissionVerdict {
  readonly effect: PermissionEffect;
  readonly source: PermissionSource;
  /** Up to where ALLOW goes, whether it was passed or not. */
  readonly limits: PermissionLimits;
  /** What was passed, when ALLOW has become APPROVE. */
  readonly beyond?: { readonly limit: PermissionLimit; readonly most: number; readonly value: number };
}

/** A colleague's consent, given at somebody else's till: who, and their PIN or password. Never logged, never stored. */
export interface ApprovalProof {
  readonly userId?: string;
  readonly username?: string;
  readonly pin?: string;
  readonly password?: string;
}

export interface PermissionNeed {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly key: PermissionKey;
  readonly facts?: PermissionFacts;
  readonly approval?: ApprovalProof;
}

/**
 * What somebody may do at an outlet. Rules are in memory, as every process has them within a second of a change: asking costs no statement.
 * Filled by identity, and asked by everybody.
 */
export abstract class Permissions {
  /**
   * What holds for somebody at an outlet: their own rule, else the outlet's for their role, else the installation's, else `otherwise`, which is
   * the default of the list when it is absent.
   */
  abstract may(
    actor: UserActor,
    outletId: string,
    key: PermissionKey,
    facts?: PermissionFacts,
    otherwise?: PermissionEffect,
  ): Promise<PermissionVerdict>;

  /** What rules say, with `otherwise` where none does, at each of their outlets: all of it. */
  abstract effects(
    actor: UserActor,
    key: PermissionKey,
    otherwise: PermissionEffect,
  ): Promise<ReadonlySet<PermissionEffect>>;

  /**
   * The id of whoever stands behind an act: the actor when they may do it alone, else whoever `approval` or the request's approval grant proves.
   * Throws `FORBIDDEN`, `APPROVAL_REQUIRED` without a proof, `APPROVAL_DENIED` for one that does not hold, and `GRANT_MISMATCH`, `GRANT_EXPIRED`
   * and `GRANT_USED`. A grant is spent in the ambient transaction. A PIN takes as long as a password check: ask before a unit of work.
   */
  abstract require(need: PermissionNeed): Promise<string>;

  /** As {@link require} for somebody of whom it is known that they need an approval. */
  abstract prove(need: PermissionNeed): Promise<string>;
}

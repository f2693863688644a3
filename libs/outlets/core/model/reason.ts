import { newId } from '#libs/kernel';

import { reasonInactive, reasonNoteRequired, reasonOfOther } from './outlets.errors.js';

/** What reasons are for. */
export const REASON_KINDS = ['VOID', 'COMP', 'DISCOUNT', 'PRICE', 'REFUND', 'NO_SALE', 'WASTE', 'REOPEN'] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export const REASON_LANGUAGES = ['en', 'id', 'pt-BR'] as const;
export type ReasonLanguage = (typeof REASON_LANGUAGES)[number];

/** What a reason is called, by language; in a language that is not there it is called by its label. */
export type ReasonTranslations = Readonly<Partial<Record<ReasonLanguage, { readonly name: string }>>>;

export interface ReasonFields {
  readonly kind: ReasonKind;
  /** As staff choose it: `Guest waited too long`. */
  readonly label: string;
  readonly translations: ReasonTranslations | null;
  /** Whether whoever gives it has to say more, in words of their own. */
  readonly needsNote: boolean;
  /** Whether it may be given. */
  readonly active: boolean;
}

/** A reason that an outlet's staff choose from. What was done for it keeps its label in its history, whatever becomes of it. */
export interface Reason extends ReasonFields {
  readonly id: string;
  readonly outletId: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type ReasonChanges = Partial<Omit<ReasonFields, 'kind'>>;

/** The most letters that an order's history keeps of a reason. */
const LONGEST = 300;

export const newReason = (outletId: string, fields: ReasonFields, now: Date): Reason => ({
  id: newId(),
  outletId,
  ...fields,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** The reason with some fields changed, or the same object when nothing differs. */
export function reviseReason(reason: Reason, changes: ReasonChanges, now: Date): Reason {
  const after = { ...reason, ...changes };
  if (JSON.stringify(after) === JSON.stringify(reason)) return reason;
  return { ...after, version: reason.version + 1, updatedAt: now };
}

/**
 * What an act's history says of a reason that was chosen for it: its label, and the note behind it. Throws `REASON_INACTIVE`, `REASON_OF_OTHER_KIND`
 * and, without a note where one is asked for, `REASON_NOTE_REQUIRED` (all 422).
 */
export function wordsOf(reason: Reason, kinds: readonly ReasonKind[], note: string | undefined): string {
  if (!reason.active) throw reasonInactive(reason.label);
  if (!kinds.includes(reason.kind)) throw reasonOfOther(reason.label, reason.kind);
  if (reason.needsNote && !note) throw reasonNoteRequired(reason.label);
  return (note ? `${reason.label}: ${note}` : reason.label).slice(0, LONGEST);
}

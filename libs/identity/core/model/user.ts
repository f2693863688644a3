import type { UserRole } from '#libs/kernel';

import { customerHasNoOutlets, loginNameRequired, pinForStaffOnly } from './identity.errors.js';
import { isStaffRole } from './roles.js';

export const LOCALES = ['en', 'id', 'pt-BR'] as const;
export type Locale = (typeof LOCALES)[number];

/** Somebody with an account, without their secrets: those stay behind {@link UserRepository}. */
export interface User {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** Digits, and a leading + when the country is said. */
  readonly phone: string | null;
  readonly role: UserRole;
  /** Empty for a CUSTOMER; without meaning for an ADMIN, who sees every outlet. */
  readonly outletIds: readonly string[];
  /** Eleven digits. */
  readonly cpf: string | null;
  /** Of a company that buys: fourteen characters, letters in capitals. */
  readonly cnpj: string | null;
  /** The company's inscrição estadual: digits, or ISENTO. */
  readonly stateRegistration: string | null;
  /** The language of the mails to them. */
  readonly locale: Locale;
  /** Whether they have a password. A customer who was written down at a till has none, until they ask for one by mail. */
  readonly hasLogin: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What may change; absent stays, null removes. */
export interface UserChanges {
  readonly username?: string | null;
  readonly email?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly role?: UserRole;
  readonly outletIds?: readonly string[];
  readonly cpf?: string | null;
  readonly cnpj?: string | null;
  readonly stateRegistration?: string | null;
  readonly locale?: Locale;
  /** True for somebody who gets a password with this change. */
  readonly hasLogin?: true;
}

/** Secrets in the clear on their way to being hashed; absent stays, a null PIN removes it. */
export interface NewSecrets {
  readonly password?: string;
  readonly pin?: string | null;
}

/** The user with the changes, and a version higher. Throws when the result breaks a rule of accounts. */
export function changed(user: User, changes: UserChanges, now: Date): User {
  const role = changes.role ?? user.role;
  const next: User = {
    ...user,
    ...withoutAbsent(changes),
    outletIds: changes.outletIds ?? (isStaffRole(role) ? user.outletIds : []),
    version: user.version + 1,
    updatedAt: now,
  };
  assertSound(next);
  return next;
}

export function assertSound(user: User): void {
  if (user.hasLogin && user.username === null && user.email === null) throw loginNameRequired();
  if (!isStaffRole(user.role) && user.outletIds.length > 0) throw customerHasNoOutlets();
}

export function assertMayHavePin(user: User, { pin }: NewSecrets): void {
  if (pin && !isStaffRole(user.role)) throw pinForStaffOnly();
}

/** Whether one logs in, or takes a till over, in another way after the change. */
export const changesTheWayIn = (user: User, { username, email }: UserChanges, { password, pin }: NewSecrets): boolean =>
  password !== undefined ||
  pin !== undefined ||
  (username !== undefined && username !== user.username) ||
  (email !== undefined && !sameEmail(user.email, email));

/** Whether a token of the user's may do something else after the change than before. */
export const changesAccess = (before: User, after: User): boolean =>
  before.role !== after.role || before.outletIds.toSorted().join() !== after.outletIds.toSorted().join();

/** Whether a colleague may take over the till: staff with an outlet in common; an ADMIN belongs everywhere. */
export function workTogether(a: Pick<User, 'role' | 'outletIds'>, b: Pick<User, 'role' | 'outletIds'>): boolean {
  if (!isStaffRole(a.role) || !isStaffRole(b.role)) return false;
  return a.role === 'ADMIN' || b.role === 'ADMIN' || a.outletIds.some((id) => b.outletIds.includes(id));
}

/** One way of writing a login name, so that look-alikes and composed letters are the same name. Case is the database's matter. */
export const normalName = (text: string): string => text.normalize('NFKC').trim();

export const sameEmail = (a: string | null, b: string | null): boolean =>
  (a?.toLowerCase() ?? null) === (b?.toLowerCase() ?? null);

const withoutAbsent = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

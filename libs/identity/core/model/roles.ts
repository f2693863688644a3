import { type Actor, forbidden, STAFF_ROLES, type StaffRole, USER_ROLES, type UserRole } from '#libs/kernel';

/** Words that older clients say for a role. */
const ALIASES: Readonly<Record<string, UserRole>> = { USER: 'CUSTOMER', CASHIER: 'KASIR' };

/** The role behind a word in any case (`Kasir`, `user`); undefined when there is none. */
export function parseRole(word: string): UserRole | undefined {
  const upper = word.trim().toUpperCase();
  return USER_ROLES.find((role) => role === upper) ?? (Object.hasOwn(ALIASES, upper) ? ALIASES[upper] : undefined);
}

export const isStaffRole = (role: UserRole): role is StaffRole => (STAFF_ROLES as readonly string[]).includes(role);

export interface RoleRequest {
  readonly role?: UserRole;
  readonly outletIds?: readonly string[];
}

/**
 * The role that a registration gives. An ADMIN gives any; everybody else becomes a CUSTOMER, or staff below ADMIN where staff may
 * register themselves (the local demo). Throws `FORBIDDEN`.
 */
export function roleGranted(request: RoleRequest, actor: Actor | undefined, staffMayRegister: boolean): UserRole {
  const role = request.role ?? 'CUSTOMER';
  if (actor?.role === 'ADMIN') return role;
  const open = role === 'CUSTOMER' ? request.outletIds === undefined : staffMayRegister && role !== 'ADMIN';
  if (!open)
    throw forbidden('FORBIDDEN', "Staff accounts are made by an ADMIN: send an ADMIN's token, or leave out role.");
  return role;
}

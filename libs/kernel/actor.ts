import { forbidden, notFound } from './domain-error.js';

export const STAFF_ROLES = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'] as const;
export const USER_ROLES = [...STAFF_ROLES, 'CUSTOMER'] as const;
export const ROLES = [...USER_ROLES, 'GUEST'] as const;

/** Those who stand before guests. */
export const FLOOR_ROLES = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export type UserRole = (typeof USER_ROLES)[number];
export type Role = (typeof ROLES)[number];

/** Somebody with an account. Staff see `outletIds` alone; an ADMIN sees every outlet; a CUSTOMER has none and sees their own things. */
export interface UserActor {
  readonly kind: 'user';
  readonly id: string;
  readonly role: UserRole;
  readonly outletIds: readonly string[];
  /** Of a device that belongs to some stations, in lower case: it sees and moves the lines of these alone. Absent: of every station. */
  readonly stations?: readonly string[];
}

/** A phone at a table: may act for that table's session and nothing else. */
export interface GuestActor {
  readonly kind: 'guest';
  readonly role: 'GUEST';
  readonly sessionId: string;
  readonly tableId: string;
  readonly outletId: string;
  /** Which of its phones: the SHA-256 of its token, in hex, whether the party moves or joins another. Absent: its only one. */
  readonly phone?: string;
}

export type Actor = UserActor | GuestActor;

/** Which outlets a query may touch: `'all'`, or these. Every repository lookup of a named thing takes one. */
export type OutletScope = 'all' | readonly string[];

export const isStaff = (actor: Actor): actor is UserActor & { role: StaffRole } =>
  actor.kind === 'user' && actor.role !== 'CUSTOMER';

export function outletScope(actor: Actor): OutletScope {
  if (actor.kind === 'guest') return [actor.outletId];
  return actor.role === 'ADMIN' ? 'all' : actor.outletIds;
}

export function isInScope(scope: OutletScope, outletId: string): boolean {
  return scope === 'all' || scope.includes(outletId);
}

/** 404 for an outlet that is not the actor's: a foreign outlet does not exist for them. */
export function assertOutlet(actor: Actor, outletId: string): void {
  if (!isInScope(outletScope(actor), outletId)) throw notFound('outlet', 'OUTLET_NOT_FOUND');
}

export function assertRole(actor: Actor, ...roles: readonly Role[]): void {
  if (!roles.includes(actor.role)) throw forbidden('FORBIDDEN', `This needs one of the roles ${roles.join(', ')}.`);
}

/** Whether somebody looks after a station. A device may belong to some; everybody else looks after all. */
export const looksAfter = (actor: Actor, station: string): boolean =>
  actor.kind === 'guest' || !actor.stations?.length || actor.stations.includes(station);

/** Throws `STATION_NOT_YOURS` (403) where somebody does not look after one of the stations; a line without one is everybody's. */
export function assertOwnStations(actor: Actor, stations: Iterable<string | null>): void {
  for (const station of stations) {
    if (station === null || looksAfter(actor, station)) continue;
    throw forbidden('STATION_NOT_YOURS', 'This device belongs to other stations: bump it there.');
  }
}

/** Who did it, for history and audit: a user's id, or the table session behind a guest. */
export const actorRef = (actor: Actor): ActorRef =>
  actor.kind === 'user'
    ? { kind: 'user', id: actor.id, role: actor.role }
    : { kind: 'guest', id: actor.sessionId, role: 'GUEST' };

export interface ActorRef {
  readonly kind: 'user' | 'guest' | 'system';
  readonly id: string | null;
  readonly role: Role | null;
}

export const SYSTEM: ActorRef = { kind: 'system', id: null, role: null };

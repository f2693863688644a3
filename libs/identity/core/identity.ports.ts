import type { ActorRef, OutletScope, Page, PageRequest, PermissionKey, StaffRole, UserRole } from '#libs/kernel';

import type { Address, AddressDetails } from './model/address.js';
import type { ApprovalRequest, Decision, NewApproval } from './model/approval-request.js';
import type { Device, DeviceChanges, Pairing, PairingApproval } from './model/device.js';
import type { PermissionRule, PermissionRuleSet } from './model/permission-rule.js';
import type { RefreshToken } from './model/refresh-token.js';
import type { Approvable } from './model/rule-book.js';
import type { SecretKind, SecretTry } from './model/secret-tries.js';
import type { Locale, User } from './model/user.js';

/** A user with the digests of their secrets; only whoever checks a secret asks for one. */
export interface Account {
  readonly user: User;
  readonly passwordHash: string | null;
  readonly pinHash: string | null;
}

export interface SecretHashes {
  readonly passwordHash?: string;
  readonly pinHash?: string | null;
}

/** By which a user logs in; compared without regard to case. */
export type LoginName = { readonly username: string } | { readonly email: string };

/** Accounts that are not deleted. `add` and `save` throw `USERNAME_TAKEN` or `EMAIL_TAKEN`. */
export abstract class UserRepository {
  abstract find(id: string): Promise<User | null>;
  abstract accountById(id: string): Promise<Account | null>;
  abstract accountByName(name: LoginName): Promise<Account | null>;
  abstract add(user: User, secrets: SecretHashes): Promise<void>;
  /** Writes a user whose version is one above the stored one. Throws `VERSION_CONFLICT` when it is not. */
  abstract save(user: User, secrets?: SecretHashes): Promise<void>;
  /** Replaces a digest by a stronger one of the same password, unless the password was changed meanwhile. */
  abstract rehash(userId: string, from: string, to: string): Promise<void>;
  /** Marks as deleted; with `anonymise` nothing that names the person is left. False when it was deleted before. */
  abstract remove(userId: string, at: Date, anonymise: boolean): Promise<boolean>;
  /** Locks all ADMIN accounts until the end of the unit of work and answers their ids: two may not remove each other. */
  abstract lockAdmins(): Promise<string[]>;
  /** Locks one account against parallel work on what hangs on it; false when there is none. */
  abstract lock(userId: string): Promise<boolean>;
}

export interface UserFilter {
  readonly role?: UserRole;
  readonly outletId?: string;
  /** A part of the name, username or e-mail address. */
  readonly q?: string;
}

/** Somebody who can take over a till. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
}

/** What screens and other modules ask of accounts that are not deleted. */
export abstract class UserQueries {
  /** Throws `USER_NOT_FOUND`. */
  abstract get(userId: string): Promise<User>;
  /** Newest first. */
  abstract list(filter: UserFilter, page: PageRequest): Promise<Page<User>>;
  /** Staff with a PIN who share one of the outlets, and every ADMIN with one; by name. */
  abstract colleagues(scope: OutletScope, page: PageRequest): Promise<Page<Colleague>>;
  abstract namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** E-mail addresses by user id; unknown ids, and those without one, are left out. */
  abstract emailAddressesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  abstract sessionsOf(userId: string): Promise<{ createdAt: Date; endedAt: Date | null }[]>;
}

export interface NewLoginSession {
  readonly id: string;
  readonly userId: string;
  readonly provedBy: SecretKind;
  readonly at: Date;
  readonly refreshHash: string;
  readonly expiresAt: Date;
}

/** Logins and the refresh tokens that keep them alive. */
export abstract class LoginSessionRepository {
  abstract open(session: NewLoginSession): Promise<void>;
  /** When and by what the login behind a session was proved; null for one that has ended. */
  abstract proofOf(sessionId: string): Promise<{ readonly by: SecretKind; readonly at: Date } | null>;
  /** The token behind a digest, locked until the end of the unit of work, so that parallel refreshes come one by one. */
  abstract lockRefreshToken(hash: string): Promise<RefreshToken | null>;
  /** Spends a token and adds its successor. */
  abstract rotate(token: RefreshToken, successor: { hash: string; at: Date; expiresAt: Date }): Promise<void>;
  /** False when it had ended before. */
  abstract end(sessionId: string, at: Date): Promise<boolean>;
  /** All but one, when one is to stay. */
  abstract endAllOf(userId: string, at: Date, except?: string): Promise<void>;
}

export abstract class PasswordResetRepository {
  /** Notes the wish; for an address that nobody has too, so that both take the same time. Answers the user it is for. */
  abstract request(request: {
    id: string;
    email: string;
    at: Date;
    expiresAt: Date;
  }): Promise<{ userId: string | null }>;
  /** Whom to write to, unless the request was used or the person has asked too often within the hour. */
  abstract recipientOf(
    id: string,
  ): Promise<{ userId: string; email: string; name: string | null; locale: Locale } | null>;
  abstract arm(id: string, tokenHash: string, expiresAt: Date): Promise<void>;
  abstract isGood(tokenHash: string, at: Date): Promise<boolean>;
  /** Spends the token, and every other one of the same user. The user it was for; null when it is not good (any more). */
  abstract spend(tokenHash: string, at: Date): Promise<string | null>;
}

/** Addresses, to be shown. */
export abstract class AddressQueries {
  /** Oldest first. */
  abstract list(userId: string, page: PageRequest): Promise<Page<Address>>;
}

/** Addresses, to be changed while their user is locked. */
export abstract class AddressRepository {
  abstract find(userId: string, id: string): Promise<Address | null>;
  abstract findDefault(userId: string): Promise<Address | null>;
  abstract count(userId: string): Promise<number>;
  abstract add(address: Address): Promise<void>;
  abstract replace(userId: string, id: string, details: AddressDetails, at: Date): Promise<void>;
  /** False when there was none. */
  abstract remove(userId: string, id: string): Promise<boolean>;
  abstract makeDefault(userId: string, id: string): Promise<void>;
  /** The newest becomes the default when there is none. */
  abstract ensureDefault(userId: string): Promise<void>;
}

/** A try that may be made: tell it how it went. */
export interface OpenTry {
  /** The secret was right: this caller's wrong ones are forgotten. Throws `RATE_LIMITED` when others at once have locked it. */
  right(): Promise<void>;
  /** Counts it, and says whether that locks something. Throws `RATE_LIMITED` when others at once have used up what was free. */
  wrong(): Promise<{ readonly locks: boolean }>;
  /** Always, once, and last: whoever waits for what came of it goes on. */
  done(): void;
}

/** Counts wrong tries at a secret over all processes, outside of every unit of work. */
export abstract class LoginThrottle {
  /** Before the secret is looked at. Throws `RATE_LIMITED` while whoever asks may not try it. */
  abstract open(of: SecretTry): Promise<OpenTry>;
}

/** What a secret was asked for. */
export type SecretPurpose = 'login' | 'switch' | 'approval' | 'reauthentication';

/** One proof, or what came of it: never the secret, nor the name that was typed. */
export interface SecretNote {
  readonly purpose: SecretPurpose;
  readonly kind: SecretKind;
  readonly outcome: 'right' | 'wrong' | 'locked';
  /** Whose secret; null for a name that nobody has. */
  readonly userId: string | null;
  /** Who sent it, where somebody is signed in. */
  readonly by: ActorRef;
  readonly outletId?: string | null;
}

/** The trail of proofs in the audit log: written at once, whatever becomes of the unit of work around it. */
export abstract class SecurityLog {
  abstract note(note: SecretNote): Promise<void>;
}

export abstract class SecretHasher {
  abstract hash(secret: string): Promise<string>;
  /** With no hash it takes the same time and says no. */
  abstract matches(secret: string, hash: string | null): Promise<boolean>;
  /** Whether the hash was made with other parameters than today's. */
  abstract isOutdated(hash: string): boolean;
}

/** Passwords that many people choose. */
export abstract class CommonPasswords {
  /** In lower case. */
  abstract has(password: string): Promise<boolean>;
}

/** Former e-mail addresses, kept until their owner has been told. */
export abstract class EmailChanges {
  abstract record(change: { id: string; userId: string; oldEmail: string; at: Date }): Promise<void>;
  /** Whom to tell; null when the account is gone. */
  abstract recipientOf(
    id: string,
  ): Promise<{ userId: string; email: string; name: string | null; locale: Locale } | null>;
}

/** Makes and recognises the tokens that clients hold. */
export abstract class TokenMint {
  abstract readonly accessTtlSeconds: number;
  abstract readonly refreshTtlMs: number;
  abstract accessToken(login: { userId: string; sessionId: string; role: UserRole }): string;
  abstract refreshToken(): string;
  /** Of a device; it does not expire. */
  abstract deviceToken(): string;
  /** What a device proves with that it was the one who asked to be let in. */
  abstract pairingSecret(): string;
  /** What a device shows while it waits to be let in. */
  abstract pairingCode(): string;
  /** Always the same for the same token, and known to nobody without the server's secret. */
  abstract successorOf(refreshToken: string): string;
  /** Always the same for the same request, so that a repeated mail carries the same link. */
  abstract passwordResetToken(requestId: string): string;
  /** Of an approval: always the same for the same one, so that whoever asked for it can be told it again. */
  abstract approvalGrant(approvalId: string): string;
  /** What is stored instead of a token, and instead of names in counters. */
  abstract digest(text: string): string;
}

/** Tells every process that what a user's tokens may do has changed: in this one by the end of the commit. */
export abstract class AccessChanges {
  abstract announce(userId: string): Promise<void>;
}

/** Devices that are not revoked. */
export abstract class DeviceRepository {
  /** Makes the account, its outlet and the device, whose token has this digest. */
  abstract add(device: Device, tokenHash: string): Promise<void>;
  /** Locked until the end of the unit of work; null for one that is elsewhere, revoked, or was never there. */
  abstract lock(scope: OutletScope, id: string): Promise<Device | null>;
  abstract change(id: string, changes: DeviceChanges, at: Date): Promise<void>;
  /** Its token is worth nothing from the commit on. The name stays, for the history of what was done with it. */
  abstract revoke(id: string, at: Date): Promise<void>;
}

export interface DeviceFilter {
  readonly outletId?: string;
}

/** Devices that are not revoked, to be shown. */
export abstract class DeviceQueries {
  /** Throws `DEVICE_NOT_FOUND`. */
  abstract get(scope: OutletScope, id: string): Promise<Device>;
  /** By name. */
  abstract list(scope: OutletScope, filter: DeviceFilter, page: PageRequest): Promise<Page<Device>>;
}

/** Devices that ask to be let in, until they have been or ten minutes are over. */
export abstract class PairingRepository {
  /** How many are open from this caller's network address; who asks next from there waits until the end of the unit of work. */
  abstract lockOpen(at: Date): Promise<{ readonly count: number; readonly nextEndsAt: Date | null }>;
  /** False when another pairing has the code. */
  abstract add(pairing: Pairing): Promise<boolean>;
  /** One that waits for approval, locked until the end of the unit of work. */
  abstract lockWaiting(code: string, at: Date): Promise<Pairing | null>;
  abstract approve(id: string, approval: PairingApproval): Promise<void>;
  /** One that is not over, approved or not, locked until the end of the unit of work. */
  abstract lock(id: string, at: Date): Promise<Pairing | null>;
  abstract remove(id: string): Promise<void>;
}

/** Counts the codes that a person types, over all processes: five wrong ones within a minute. */
export abstract class PairingTries {
  /** Before the code is looked at. Throws `RATE_LIMITED`. */
  abstract begin(userId: string): Promise<void>;
  /** The code was one: it does not count. */
  abstract right(userId: string): Promise<void>;
}

/** The rules of who may do what, as they are stored. */
export abstract class PermissionRules {
  /** Every rule of the installation, on a connection aside of the ambient transaction. */
  abstract all(): Promise<PermissionRule[]>;
  abstract get(outletId: string | null): Promise<PermissionRuleSet>;
  /** The version of a set, which nobody else changes until the end of the unit of work; 0 when it has no rules yet. */
  abstract lock(outletId: string | null): Promise<number>;
  abstract replace(set: PermissionRuleSet, by: string, at: Date): Promise<void>;
  /** The roles of those of these people who are staff of the outlet (null: of any), and not deleted. */
  abstract rolesOf(userIds: readonly string[], outletId: string | null): Promise<ReadonlyMap<string, StaffRole>>;
}

/** Whether a grant was spent, and by whose approval; or why not. */
export type Spending =
  | { readonly outcome: 'SPENT'; readonly approvedBy: string }
  | { readonly outcome: 'MISMATCH' | 'EXPIRED' | 'USED' };

/** What a grant has to be for. */
export interface Spend {
  readonly tokenHash: string;
  readonly askedBy: string;
  readonly outletId: string;
  readonly key: PermissionKey;
  readonly requestHash: string;
  readonly at: Date;
}

export interface ApprovalFilter {
  readonly outletId?: string;
  readonly status?: ApprovalRequest['status'];
}

/** Requests for an approval, and the grants that come of them. */
export abstract class ApprovalRepository {
  abstract add(approval: NewApproval): Promise<void>;
  /** Locked until the end of the unit of work; null for one that is elsewhere or was never there. */
  abstract lock(scope: OutletScope, id: string): Promise<ApprovalRequest | null>;
  abstract decide(id: string, decision: Decision): Promise<void>;
  /**
   * Spends a grant, once: by one statement, in the ambient transaction. Within that transaction it may be spent again, since work is repeated and
   * a request may need several permissions.
   */
  abstract spend(spend: Spend): Promise<Spending>;
  /** Newest first: those that somebody asked for, and those that they may decide. */
  abstract page(
    of: { readonly userId: string; readonly approves: Approvable },
    filter: ApprovalFilter,
    page: PageRequest,
  ): Promise<Page<ApprovalRequest>>;
}

/** The grant that came with the request in hand. */
export abstract class PresentedGrants {
  abstract current(): { readonly token: string; readonly requestHash: string } | null;
}

/** What the routes of this API need. */
export abstract class KnownRequests {
  /** Undefined for a request that needs no permission. */
  abstract keysOf(request: { method: string; path: string; body: unknown }): readonly PermissionKey[] | undefined;
  /** What tells it from every other request. */
  abstract hashOf(request: { readonly method: string; readonly path: string; readonly body: unknown }): string;
}

import { Injectable } from '@nestjs/common';

import { type Actor, type GuestActor, unauthenticated, type UserRole } from '#libs/kernel';

import { AccessTokens, tokenInvalid } from './access-token.js';

/** Opaque tokens of table sessions start with this; everything else is a JWT. */
export const GUEST_TOKEN_PREFIX = 'ts_';

/** Tokens of devices, which do not expire, start with this. */
export const DEVICE_TOKEN_PREFIX = 'dv_';

/** Whether a token is good until its session is ended, and not for a time that it says itself. */
export const isOpaque = (token: string): boolean =>
  token.startsWith(GUEST_TOKEN_PREFIX) || token.startsWith(DEVICE_TOKEN_PREFIX);

/** The code of a problem that a phone with a dead token is told, wherever it asks. */
export const SESSION_CLOSED = 'SESSION_CLOSED';

/** A login session that is still good, with what its user may do now. */
export interface AccountSession {
  readonly userId: string;
  readonly role: UserRole;
  readonly outletIds: readonly string[];
}

/** Implemented by identity: is this login session alive, and what is its user now? Null once it ended. May cache for seconds. */
export abstract class AccountSessions {
  abstract find(claims: { userId: string; sessionId: string }): Promise<AccountSession | null>;
}

/** A device that is not revoked. */
export interface DeviceSession {
  readonly deviceId: string;
  readonly outletId: string;
  /** Every station of the outlet when there is none. */
  readonly stations: readonly string[];
}

/** Implemented by identity: whose device is this? Null for one that is revoked or never was. May cache for seconds. */
export abstract class DeviceSessions {
  abstract find(token: string): Promise<DeviceSession | null>;
}

/** Implemented by tables: whose phone is this? Null when the session is closed or over, on every process at once. */
export abstract class GuestSessions {
  abstract find(token: string): Promise<GuestActor | null>;
}

/** Whoever holds a token, and in which session. */
export interface Identified {
  readonly actor: Actor;
  /** The login session, the table's session, or the device: every token of it counts as the same caller. */
  readonly sessionId: string;
}

/**
 * Turns a bearer token into an Actor, for HTTP and for sockets alike. Throws `SESSION_CLOSED` (401) for the token of a table session that
 * has ended or never was, so that the phone can say so, and `TOKEN_INVALID` (401) for every other text.
 */
@Injectable()
export class Authenticator {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly accounts: AccountSessions,
    private readonly guests: GuestSessions,
    private readonly devices: DeviceSessions,
  ) {}

  async authenticate(token: string): Promise<Actor> {
    return (await this.identify(token)).actor;
  }

  async identify(token: string): Promise<Identified> {
    if (token.startsWith(GUEST_TOKEN_PREFIX)) {
      const guest = await this.guests.find(token);
      if (!guest)
        throw unauthenticated(SESSION_CLOSED, 'This table session has ended. Scan the code on the table again.');
      return { actor: guest, sessionId: guest.sessionId };
    }
    if (token.startsWith(DEVICE_TOKEN_PREFIX)) return this.identifyDevice(token);
    const claims = await this.tokens.verify(token);
    const account = await this.accounts.find(claims);
    if (!account) throw tokenInvalid();
    const { userId: id, role, outletIds } = account;
    return { actor: { kind: 'user', id, role, outletIds }, sessionId: claims.sessionId };
  }

  private async identifyDevice(token: string): Promise<Identified> {
    const device = await this.devices.find(token);
    if (!device) throw tokenInvalid();
    const { deviceId: id, outletId, stations } = device;
    const actor: Actor = {
      kind: 'user',
      id,
      role: 'KITCHEN',
      outletIds: [outletId],
      ...(stations.length > 0 && { stations }),
    };
    return { actor, sessionId: id };
  }
}

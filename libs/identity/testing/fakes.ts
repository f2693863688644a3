import { type AuditEntry, AuditLog, rateLimited, UnitOfWork, type UserRole } from '#libs/kernel';

import {
  AccessChanges,
  IdentitySettings,
  LoginSessionRepository,
  LoginThrottle,
  SecretHasher,
  TokenMint,
} from '../core/identity.ports.js';
import type { RefreshToken } from '../core/refresh-token.js';

export class DirectUnitOfWork extends UnitOfWork {
  run = <T>(work: () => Promise<T>) => work();
  afterCommit = (action: () => void) => action();
}

export class KeptAudit extends AuditLog {
  readonly entries: AuditEntry[] = [];
  record = async (entry: AuditEntry) => void this.entries.push(entry);
}

/** `plain` is the digest `today:plain`; one that begins with `old:` is outdated. */
export class PlainHasher extends SecretHasher {
  readonly checked: (string | null)[] = [];
  hash = async (secret: string) => `today:${secret}`;
  matches = async (secret: string, hash: string | null) => {
    this.checked.push(hash);
    return hash?.slice(hash.indexOf(':') + 1) === secret;
  };
  isOutdated = (hash: string) => hash.startsWith('old:');
}

export class ReadableTokens extends TokenMint {
  readonly accessTtlSeconds = 86_400;
  private made = 0;
  accessToken = ({ userId, role }: { userId: string; role: UserRole }) => `access of ${userId} as ${role}`;
  refreshToken = () => `refresh-${++this.made}`;
  successorOf = (token: string) => `${token}+`;
  passwordResetToken = (id: string) => `reset ${id}`;
  digest = (text: string) => `digest of ${text}`;
}

/** Five tries, until a right one. */
export class CountingThrottle extends LoginThrottle {
  readonly tries = new Map<string, number>();
  beforeTry = async (account: string) => {
    this.tries.set(account, (this.tries.get(account) ?? 0) + 1);
    if ((this.tries.get(account) ?? 0) > 5) throw rateLimited('Too many requests.', 20);
  };
  succeeded = async (account: string) => void this.tries.delete(account);
}

export class KeptAccessChanges extends AccessChanges {
  readonly userIds: string[] = [];
  announce = async (userId: string) => void this.userIds.push(userId);
}

export class MonthOfRefreshing extends IdentitySettings {
  readonly refreshTtl = 30 * 24 * 3_600_000;
  constructor(readonly staffMayRegister = false) {
    super();
  }
}

export class InMemoryLoginSessions extends LoginSessionRepository {
  readonly tokens = new Map<string, RefreshToken>();

  open = async (session: { id: string; userId: string; refreshHash: string; expiresAt: Date }) => {
    const { id: sessionId, userId, refreshHash: hash, expiresAt } = session;
    this.tokens.set(hash, { hash, sessionId, userId, expiresAt, usedAt: null, successorHash: null, ended: false });
  };

  lockRefreshToken = async (hash: string) => this.tokens.get(hash) ?? null;

  rotate = async (token: RefreshToken, successor: { hash: string; at: Date; expiresAt: Date }) => {
    const { hash, at, expiresAt } = successor;
    this.tokens.set(token.hash, { ...token, usedAt: at, successorHash: hash });
    this.tokens.set(hash, { ...token, hash, expiresAt, usedAt: null, successorHash: null });
  };

  end = async (sessionId: string) => this.endWhere((token) => token.sessionId === sessionId);

  endAllOf = async (userId: string, _at: Date, except?: string) =>
    void this.endWhere((token) => token.userId === userId && token.sessionId !== except);

  private endWhere(isMeant: (token: RefreshToken) => boolean): boolean {
    const ending = [...this.tokens.values()].filter((token) => isMeant(token) && !token.ended);
    for (const token of ending) this.tokens.set(token.hash, { ...token, ended: true });
    return ending.length > 0;
  }
}

import { JobQueue, type NewJob, rateLimited, type UserRole } from '#libs/kernel';

import {
  AccessChanges,
  CommonPasswords,
  EmailChanges,
  LoginSessionRepository,
  LoginThrottle,
  type NewLoginSession,
  SecretHasher,
  type SecretNote,
  SecurityLog,
  TokenMint,
} from '../core/identity.ports.js';
import type { RefreshToken } from '../core/model/refresh-token.js';
import type { SecretKind, SecretTry } from '../core/model/secret-tries.js';

export class KeptJobs extends JobQueue {
  readonly jobs: NewJob[] = [];
  enqueue = async (job: NewJob) => void this.jobs.push(job);
}

export class OneCommonPassword extends CommonPasswords {
  has = async (password: string) => password === 'password';
}

export class KeptEmailChanges extends EmailChanges {
  readonly changes: Parameters<EmailChanges['record']>[0][] = [];
  record = async (change: (typeof this.changes)[number]) => void this.changes.push(change);
  recipientOf = () => Promise.reject(new Error('not asked here'));
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
  readonly refreshTtlMs = 30 * 24 * 3_600_000;
  private made = 0;
  accessToken = ({ userId, role }: { userId: string; role: UserRole }) => `access of ${userId} as ${role}`;
  refreshToken = () => `refresh-${++this.made}`;
  successorOf = (token: string) => `${token}+`;
  passwordResetToken = (id: string) => `reset ${id}`;
  digest = (text: string) => `digest of ${text}`;
}

/** Five wrong tries at each secret, until a right one. */
export class CountingThrottle extends LoginThrottle {
  readonly tries = new Map<string, number>();
  open = async ({ kind, account }: SecretTry) => {
    const key = `${kind} ${account}`;
    if ((this.tries.get(key) ?? 0) >= 5) throw rateLimited('Too many requests.', 20);
    return {
      right: async () => void this.tries.delete(key),
      wrong: async () => {
        this.tries.set(key, (this.tries.get(key) ?? 0) + 1);
        return { locks: this.tries.get(key) === 5 };
      },
    };
  };
}

export class KeptSecurityLog extends SecurityLog {
  readonly notes: SecretNote[] = [];
  note = async (note: SecretNote) => void this.notes.push(note);
}

export class KeptAccessChanges extends AccessChanges {
  readonly userIds: string[] = [];
  announce = async (userId: string) => void this.userIds.push(userId);
}

export class InMemoryLoginSessions extends LoginSessionRepository {
  readonly tokens = new Map<string, RefreshToken>();

  readonly proofs = new Map<string, { by: SecretKind; at: Date }>();

  open = async ({ id: sessionId, userId, refreshHash: hash, expiresAt, provedBy: by, at }: NewLoginSession) => {
    this.proofs.set(sessionId, { by, at });
    this.tokens.set(hash, { hash, sessionId, userId, expiresAt, usedAt: null, successorHash: null, ended: false });
  };

  proofOf = async (sessionId: string) => this.proofs.get(sessionId) ?? null;

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

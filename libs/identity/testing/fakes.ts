import { JobQueue, type NewJob, rateLimited, type UserRole } from '#libs/kernel';

import {
  AccessChanges,
  CommonPasswords,
  EmailChanges,
  LoginThrottle,
  SecretHasher,
  type SecretNote,
  SecurityLog,
  TokenMint,
} from '../core/identity.ports.js';
import type { SecretTry } from '../core/model/secret-tries.js';

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
  private codes = 0;
  accessToken = ({ userId, role }: { userId: string; role: UserRole }) => `access of ${userId} as ${role}`;
  refreshToken = () => `refresh-${++this.made}`;
  deviceToken = () => `dv_${++this.made}`;
  pairingSecret = () => `dp_${++this.made}`;
  pairingCode = () => ['K7Q4X2', 'K7Q4X2', 'PARB4R'][this.codes++] ?? 'ZZZZZZ';
  successorOf = (token: string) => `${token}+`;
  passwordResetToken = (id: string) => `reset ${id}`;
  approvalGrant = (id: string) => `grant ${id}`;
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
      done: () => undefined,
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

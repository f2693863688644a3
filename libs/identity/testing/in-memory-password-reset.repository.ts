import { PasswordResetRepository, type UserRepository } from '../core/identity.ports.js';
import { MOST_RESETS_AN_HOUR } from '../core/model/password-reset.js';

interface Reset {
  readonly id: string;
  readonly userId: string | null;
  readonly requestedAt: Date;
  readonly tokenHash: string | null;
  readonly expiresAt: Date;
  readonly isUsed: boolean;
}

const HOUR_MS = 3_600_000;

export class InMemoryPasswordResetRepository extends PasswordResetRepository {
  readonly resets = new Map<string, Reset>();

  constructor(private readonly users: Pick<UserRepository, 'find' | 'accountByName'>) {
    super();
  }

  async request({ id, email, at, expiresAt }: Parameters<PasswordResetRepository['request']>[0]) {
    const userId = (await this.users.accountByName({ email }))?.user.id ?? null;
    this.resets.set(id, { id, userId, requestedAt: at, tokenHash: null, expiresAt, isUsed: false });
    return { userId };
  }

  async recipientOf(id: string) {
    const reset = this.resets.get(id);
    const user = reset?.userId ? await this.users.find(reset.userId) : null;
    if (!reset || reset.isUsed || !user || user.email === null) return null;
    const since = reset.requestedAt.getTime() - HOUR_MS;
    const within = [...this.resets.values()].filter(
      ({ userId, requestedAt }) =>
        userId === user.id && requestedAt.getTime() >= since && requestedAt <= reset.requestedAt,
    );
    if (within.length > MOST_RESETS_AN_HOUR) return null;
    return { userId: user.id, email: user.email, name: user.name, locale: user.locale };
  }

  async arm(id: string, tokenHash: string, expiresAt: Date): Promise<void> {
    const reset = this.resets.get(id);
    if (reset && !reset.isUsed) this.resets.set(id, { ...reset, tokenHash, expiresAt });
  }

  async isGood(tokenHash: string, at: Date): Promise<boolean> {
    return this.good(tokenHash, at) !== undefined;
  }

  async spend(tokenHash: string, at: Date): Promise<string | null> {
    const spent = this.good(tokenHash, at);
    if (!spent) return null;
    for (const reset of this.resets.values()) {
      if (reset.userId === spent.userId) this.resets.set(reset.id, { ...reset, isUsed: true });
    }
    return spent.userId;
  }

  private good(tokenHash: string, at: Date): Reset | undefined {
    return [...this.resets.values()].find(
      (reset) => reset.tokenHash === tokenHash && !reset.isUsed && reset.expiresAt > at,
    );
  }
}

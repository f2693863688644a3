import { emailTaken, usernameTaken, userNotFound, versionConflict } from '../core/model/identity.errors.js';
import { type Account, type LoginName, type SecretHashes, UserRepository } from '../core/identity.ports.js';
import type { User } from '../core/model/user.js';

const same = (a: string | null, b: string | null): boolean => a !== null && a.toLowerCase() === b?.toLowerCase();

/** The port's promises without a database; the contract suite holds it and the real one to the same. */
export class InMemoryUserRepository extends UserRepository {
  private readonly accounts = new Map<string, Account>();

  find = async (id: string) => this.accounts.get(id)?.user ?? null;

  accountById = async (id: string) => this.accounts.get(id) ?? null;

  accountByName = async (name: LoginName) =>
    [...this.accounts.values()].find(({ user }) =>
      'username' in name ? same(user.username, name.username) : same(user.email, name.email),
    ) ?? null;

  add = async (user: User, secrets: SecretHashes) => {
    this.assertNamesFree(user);
    this.accounts.set(user.id, {
      user,
      passwordHash: secrets.passwordHash ?? null,
      pinHash: secrets.pinHash ?? null,
    });
  };

  save = async (user: User, secrets: SecretHashes = {}) => {
    const account = this.accounts.get(user.id);
    if (!account) throw userNotFound();
    if (account.user.version !== user.version - 1) throw versionConflict(account.user.version);
    this.assertNamesFree(user);
    this.accounts.set(user.id, {
      user,
      passwordHash: secrets.passwordHash ?? account.passwordHash,
      pinHash: secrets.pinHash === undefined ? account.pinHash : secrets.pinHash,
    });
  };

  rehash = async (userId: string, from: string, to: string) => {
    const account = this.accounts.get(userId);
    if (account?.passwordHash === from) this.accounts.set(userId, { ...account, passwordHash: to });
  };

  remove = async (userId: string) => this.accounts.delete(userId);

  lockAdmins = async () =>
    [...this.accounts.values()].filter(({ user }) => user.role === 'ADMIN').map(({ user }) => user.id);

  lock = async (userId: string) => this.accounts.has(userId);

  private assertNamesFree(user: User): void {
    for (const { user: other } of this.accounts.values()) {
      if (other.id === user.id) continue;
      if (same(user.username, other.username)) throw usernameTaken();
      if (same(user.email, other.email)) throw emailTaken();
    }
  }
}

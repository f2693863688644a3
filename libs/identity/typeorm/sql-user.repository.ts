import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { Database, violates } from '#libs/platform';

import { emailTaken, usernameTaken, userNotFound, versionConflict } from '../core/model/identity.errors.js';
import { type Account, type LoginName, type SecretHashes, UserRepository } from '../core/identity.ports.js';
import type { User } from '../core/model/user.js';
import { IS_PERSON, toRow, toUser, USER_COLUMNS, type UserWithOutletsRow } from './user-rows.js';
import { UserSchema } from './user.schema.js';

type AccountRow = UserWithOutletsRow & { password_hash: string | null; pin_hash: string | null };

/** Reads a user with their outlets in one question, and locks accounts, by SQL; writes the row through its schema. */
@Injectable()
export class SqlUserRepository extends UserRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(id: string): Promise<User | null> {
    const [row] = await this.database.query<UserWithOutletsRow>({
      name: 'users.find',
      text: `SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL AND ${IS_PERSON}`,
      values: [id],
    });
    return row ? toUser(row) : null;
  }

  async accountById(id: string): Promise<Account | null> {
    const [row] = await this.database.query<AccountRow>({
      name: 'users.account-by-id',
      text: `SELECT ${USER_COLUMNS}, u.password_hash, u.pin_hash FROM users u
             WHERE u.id = $1 AND u.deleted_at IS NULL AND ${IS_PERSON}`,
      values: [id],
    });
    return row ? toAccount(row) : null;
  }

  async accountByName(name: LoginName): Promise<Account | null> {
    const column = 'username' in name ? 'username' : 'email';
    const [row] = await this.database.query<AccountRow>({
      name: `users.account-by-${column}`,
      text: `SELECT ${USER_COLUMNS}, u.password_hash, u.pin_hash FROM users u
             WHERE lower(u.${column}) = lower($1) AND u.deleted_at IS NULL`,
      values: ['username' in name ? name.username : name.email],
    });
    return row ? toAccount(row) : null;
  }

  async add(user: User, { passwordHash, pinHash }: SecretHashes): Promise<void> {
    const secrets = { password_hash: passwordHash ?? null, pin_hash: pinHash ?? null };
    await withOwnName(this.rows.insert({ ...toRow(user), ...secrets, created_at: user.createdAt }));
    await this.saveOutlets(user);
  }

  async save(user: User, { passwordHash, pinHash }: SecretHashes = {}): Promise<void> {
    const { id, ...columns } = toRow(user);
    const { affected } = await withOwnName(
      this.rows.update(
        { id, version: user.version - 1, deleted_at: IsNull() },
        {
          ...columns,
          ...(passwordHash !== undefined && { password_hash: passwordHash }),
          ...(pinHash !== undefined && { pin_hash: pinHash }),
        },
      ),
    );
    if (affected !== 1) throw await this.staleness(user.id);
    await this.saveOutlets(user);
  }

  async rehash(userId: string, from: string, to: string): Promise<void> {
    await this.rows.update({ id: userId, password_hash: from }, { password_hash: to });
  }

  async remove(userId: string, at: Date, anonymise: boolean): Promise<boolean> {
    const { affected } = await this.rows.update(
      { id: userId, deleted_at: IsNull() },
      {
        ...(anonymise && NOBODY),
        deleted_at: at,
        updated_at: at,
        version: () => 'version + 1',
        password_hash: null,
        pin_hash: null,
      },
    );
    if (anonymise) await this.forgetBelongings(userId);
    return affected === 1;
  }

  async lockAdmins(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>({
      name: 'users.lock-admins',
      text: "SELECT id FROM users WHERE role = 'ADMIN' AND deleted_at IS NULL ORDER BY id FOR UPDATE",
    });
    return rows.map((row) => row.id);
  }

  async lock(userId: string): Promise<boolean> {
    const locked = await this.database.execute({
      name: 'users.lock',
      text: 'SELECT FROM users WHERE id = $1 AND deleted_at IS NULL FOR UPDATE',
      values: [userId],
    });
    return locked === 1;
  }

  private async saveOutlets(user: User): Promise<void> {
    await this.database.execute({
      name: 'users.save-outlets',
      text: `WITH gone AS (DELETE FROM user_outlets WHERE user_id = $1 AND outlet_id <> ALL ($2::uuid[]))
             INSERT INTO user_outlets (user_id, outlet_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`,
      values: [user.id, user.outletIds],
    });
  }

  private async staleness(userId: string): Promise<Error> {
    const user = await this.find(userId);
    return user ? versionConflict(user.version) : userNotFound();
  }

  private async forgetBelongings(userId: string): Promise<void> {
    await this.database.execute({
      name: 'users.forget-belongings',
      // Kept answers may say who somebody is: to their own requests, and to those of staff who wrote them down.
      text: `WITH addresses AS (DELETE FROM addresses WHERE user_id = $1),
             answers AS (DELETE FROM idempotency_keys WHERE caller = 'user:' || $2 OR body::text LIKE '%' || $2 || '%'),
             former AS (DELETE FROM email_changes WHERE user_id = $1),
             places AS (UPDATE login_sessions SET network = NULL WHERE user_id = $1 AND network IS NOT NULL)
             DELETE FROM password_reset_tokens WHERE user_id = $1`,
      values: [userId, userId],
    });
  }

  private get rows() {
    return this.database.rows(UserSchema);
  }
}

/** What is left of somebody who is erased. */
const NOBODY = {
  username: null,
  email: null,
  name: null,
  phone: null,
  cpf: null,
  cnpj: null,
  state_registration: null,
};

async function withOwnName<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (violates(error, 'users_username_taken')) throw usernameTaken();
    if (violates(error, 'users_email_taken')) throw emailTaken();
    throw error;
  }
}

const toAccount = (row: AccountRow): Account => ({
  user: toUser(row),
  passwordHash: row.password_hash,
  pinHash: row.pin_hash,
});

import { Injectable } from '@nestjs/common';

import { Database, violates } from '#libs/platform';

import { emailTaken, usernameTaken, userNotFound, versionConflict } from '../core/model/identity.errors.js';
import { type Account, type LoginName, type SecretHashes, UserRepository } from '../core/identity.ports.js';
import type { User } from '../core/model/user.js';
import { toUser, USER_COLUMNS, type UserWithOutletsRow } from './user-rows.js';

type AccountRow = UserWithOutletsRow & { password_hash: string | null; pin_hash: string | null };

@Injectable()
export class SqlUserRepository extends UserRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(id: string): Promise<User | null> {
    const [row] = await this.database.query<UserWithOutletsRow>({
      name: 'users.find',
      text: `SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
      values: [id],
    });
    return row ? toUser(row) : null;
  }

  async accountById(id: string): Promise<Account | null> {
    const [row] = await this.database.query<AccountRow>({
      name: 'users.account-by-id',
      text: `SELECT ${USER_COLUMNS}, u.password_hash, u.pin_hash FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
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

  async add(user: User, secrets: SecretHashes): Promise<void> {
    await this.naming(() =>
      this.database.execute({
        name: 'users.add',
        text: `INSERT INTO users
                 (id, username, email, name, password_hash, pin_hash, role, cpf, locale, version, created_at, updated_at, phone,
                  cnpj, state_registration)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        values: [
          user.id,
          user.username,
          user.email,
          user.name,
          secrets.passwordHash ?? null,
          secrets.pinHash ?? null,
          user.role,
          user.cpf,
          user.locale,
          user.version,
          user.createdAt,
          user.updatedAt,
          user.phone,
          user.cnpj,
          user.stateRegistration,
        ],
      }),
    );
    await this.saveOutlets(user);
  }

  async save(user: User, secrets: SecretHashes = {}): Promise<void> {
    const saved = await this.naming(() =>
      this.database.execute({
        name: 'users.save',
        text: `UPDATE users SET username = $3, email = $4, name = $5, role = $6, cpf = $7, locale = $8, version = $9, updated_at = $10,
                 password_hash = coalesce($11, password_hash), pin_hash = CASE WHEN $12 THEN $13 ELSE pin_hash END, phone = $14,
                 cnpj = $15, state_registration = $16
               WHERE id = $1 AND version = $2 AND deleted_at IS NULL`,
        values: [
          user.id,
          user.version - 1,
          user.username,
          user.email,
          user.name,
          user.role,
          user.cpf,
          user.locale,
          user.version,
          user.updatedAt,
          secrets.passwordHash ?? null,
          secrets.pinHash !== undefined,
          secrets.pinHash ?? null,
          user.phone,
          user.cnpj,
          user.stateRegistration,
        ],
      }),
    );
    if (saved === 0) throw await this.staleness(user.id);
    await this.saveOutlets(user);
  }

  async rehash(userId: string, from: string, to: string): Promise<void> {
    await this.database.execute({
      name: 'users.rehash',
      text: 'UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2',
      values: [userId, from, to],
    });
  }

  async remove(userId: string, at: Date, anonymise: boolean): Promise<boolean> {
    const removed = await this.database.execute({
      name: 'users.remove',
      text: `UPDATE users SET deleted_at = $2, updated_at = $2, version = version + 1, password_hash = NULL, pin_hash = NULL,
               username = CASE WHEN $3 THEN NULL ELSE username END, email = CASE WHEN $3 THEN NULL ELSE email END,
               name = CASE WHEN $3 THEN NULL ELSE name END, cpf = CASE WHEN $3 THEN NULL ELSE cpf END,
               cnpj = CASE WHEN $3 THEN NULL ELSE cnpj END,
               state_registration = CASE WHEN $3 THEN NULL ELSE state_registration END,
               phone = CASE WHEN $3 THEN NULL ELSE phone END
             WHERE id = $1 AND deleted_at IS NULL`,
      values: [userId, at, anonymise],
    });
    if (anonymise) {
      await this.database.execute({
        name: 'users.forget-belongings',
        // Kept answers may say who somebody is: to their own requests, and to those of staff who wrote them down.
        text: `WITH addresses AS (DELETE FROM addresses WHERE user_id = $1),
               answers AS (DELETE FROM idempotency_keys WHERE caller = 'user:' || $2 OR body::text LIKE '%' || $2 || '%'),
               former AS (DELETE FROM email_changes WHERE user_id = $1),
               places AS (UPDATE login_sessions SET network = NULL WHERE user_id = $1 AND network IS NOT NULL),
               traces AS (
                 UPDATE audit_log SET client_address = NULL
                 WHERE (actor_id = $1 OR (subject_type = 'user' AND subject_id = $2)) AND client_address IS NOT NULL
               )
               DELETE FROM password_reset_tokens WHERE user_id = $1`,
        values: [userId, userId],
      });
    }
    return removed === 1;
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

  private async naming<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (violates(error, 'users_username_taken')) throw usernameTaken();
      if (violates(error, 'users_email_taken')) throw emailTaken();
      throw error;
    }
  }
}

const toAccount = (row: AccountRow): Account => ({
  user: toUser(row),
  passwordHash: row.password_hash,
  pinHash: row.pin_hash,
});

import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import { type Colleague, type UserFilter, UserQueries } from '../core/identity.ports.js';
import { userNotFound } from '../core/model/identity.errors.js';
import type { User } from '../core/model/user.js';
import { IS_PERSON, toUser, USER_COLUMNS, type UserWithOutletsRow } from './user-rows.js';

const FILTER = `
  u.deleted_at IS NULL AND ${IS_PERSON}
  AND ($1::text IS NULL OR u.role = $1)
  AND ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM user_outlets o WHERE o.user_id = u.id AND o.outlet_id = $2))
  AND ($3::text IS NULL OR u.name ILIKE $3 OR u.username ILIKE $3 OR u.email ILIKE $3)`;

const COLLEAGUE = `
  u.deleted_at IS NULL AND u.role <> 'CUSTOMER' AND u.pin_hash IS NOT NULL
  AND ($1 OR u.role = 'ADMIN' OR EXISTS (SELECT 1 FROM user_outlets o WHERE o.user_id = u.id AND o.outlet_id = ANY ($2::uuid[])))`;

@Injectable()
export class SqlUserQueries extends UserQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(userId: string): Promise<User> {
    const [row] = await this.database.query<UserWithOutletsRow>({
      name: 'users.get',
      text: `SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
      values: [userId],
    });
    if (!row) throw userNotFound();
    return toUser(row);
  }

  async list({ role, outletId, q }: UserFilter, { limit, offset }: PageRequest): Promise<Page<User>> {
    const filter = [role ?? null, outletId ?? null, q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null];
    const rows = await this.database.query<UserWithOutletsRow>({
      text: `SELECT ${USER_COLUMNS} FROM users u WHERE ${FILTER} ORDER BY u.created_at DESC, u.id DESC LIMIT $4 OFFSET $5`,
      values: [...filter, limit, offset],
    });
    const [count] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM users u WHERE ${FILTER}`,
      values: filter,
    });
    return { data: rows.map(toUser), total: count?.total ?? 0, limit, offset };
  }

  async colleagues(scope: OutletScope, { limit, offset }: PageRequest): Promise<Page<Colleague>> {
    const filter = [scope === 'all', scope === 'all' ? [] : scope];
    const rows = await this.database.query<{ id: string; name: string; role: Colleague['role'] }>({
      name: 'users.colleagues',
      text: `SELECT u.id, coalesce(u.name, u.username, u.email) AS name, u.role
             FROM users u WHERE ${COLLEAGUE} ORDER BY lower(coalesce(u.name, u.username, u.email)), u.id LIMIT $3 OFFSET $4`,
      values: [...filter, limit, offset],
    });
    const [count] = await this.database.query<{ total: number }>({
      name: 'users.count-colleagues',
      text: `SELECT count(*) AS total FROM users u WHERE ${COLLEAGUE}`,
      values: filter,
    });
    return { data: rows.map(({ id, name, role }) => ({ id, name, role })), total: count?.total ?? 0, limit, offset };
  }

  async namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ id: string; called: string }>({
      name: 'users.names-of',
      text: `SELECT id, coalesce(name, username, email) AS called FROM users
             WHERE id = ANY ($1::uuid[]) AND coalesce(name, username, email) IS NOT NULL`,
      values: [userIds],
    });
    return new Map(rows.map((row) => [row.id, row.called]));
  }

  async emailAddressesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ id: string; email: string }>({
      name: 'users.addresses-of',
      text: 'SELECT id, email FROM users WHERE id = ANY ($1::uuid[]) AND email IS NOT NULL AND deleted_at IS NULL',
      values: [userIds],
    });
    return new Map(rows.map(({ id, email }) => [id, email]));
  }

  async sessionsOf(userId: string): Promise<{ createdAt: Date; endedAt: Date | null }[]> {
    const rows = await this.database.query<{ created_at: Date; ended_at: Date | null }>({
      text: 'SELECT created_at, ended_at FROM login_sessions WHERE user_id = $1 ORDER BY created_at, id',
      values: [userId],
    });
    return rows.map((row) => ({ createdAt: row.created_at, endedAt: row.ended_at }));
  }
}

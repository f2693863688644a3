import jwt from 'jsonwebtoken';

import { newId, type UserRole } from '#libs/kernel';

import { TEST_JWT_SECRET } from './api.js';
import type { TestDatabase } from './database.js';

export interface TestAccount {
  readonly id: string;
  readonly username: string;
  readonly token: string;
}

/** A user who is logged in, made without the hour-glass of Argon2: they have no password. */
export async function createAccount(
  database: TestDatabase,
  role: UserRole,
  outletIds: readonly string[] = [],
): Promise<TestAccount> {
  const [id, sessionId] = [newId(), newId()];
  const username = `${role.toLowerCase()}-${id.slice(-12)}`;
  await database.query(
    `INSERT INTO users (id, username, role, locale, created_at, updated_at) VALUES ($1, $2, $3, 'en', now(), now())`,
    [id, username, role],
  );
  await database.query(`INSERT INTO user_outlets (user_id, outlet_id) SELECT $1, unnest($2::uuid[])`, [id, outletIds]);
  // In one statement: a session without refresh tokens is over, and identity's clean-up may come at any moment.
  await database.query(
    `WITH opened AS (INSERT INTO login_sessions (id, user_id, created_at) VALUES ($1, $2, now()) RETURNING id)
     INSERT INTO refresh_tokens (hash, session_id, created_at, expires_at)
     SELECT 'test-' || id, id, now(), now() + interval '1 day' FROM opened`,
    [sessionId, id],
  );
  const token = jwt.sign({ sid: sessionId, role, typ: 'access' }, Buffer.from(TEST_JWT_SECRET), {
    algorithm: 'HS256',
    subject: id,
    audience: 'comanda',
    issuer: 'comanda',
    expiresIn: '1h',
  });
  return { id, username, token };
}

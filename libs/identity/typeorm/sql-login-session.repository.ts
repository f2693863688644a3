import { Injectable } from '@nestjs/common';

import { currentRequest, Database } from '#libs/platform';

import { LoginSessionRepository, type NewLoginSession } from '../core/identity.ports.js';
import type { RefreshToken } from '../core/model/refresh-token.js';
import type { SecretKind } from '../core/model/secret-tries.js';

interface LockedTokenRow {
  hash: string;
  session_id: string;
  user_id: string;
  expires_at: Date;
  used_at: Date | null;
  successor_hash: string | null;
  ended: boolean;
}

@Injectable()
export class SqlLoginSessionRepository extends LoginSessionRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async open(session: NewLoginSession): Promise<void> {
    await this.database.execute({
      name: 'login_sessions.open',
      text: `WITH session AS (INSERT INTO login_sessions (id, user_id, created_at, proved_by, network)
                              VALUES ($1, $2, $3, $6, $7))
             INSERT INTO refresh_tokens (hash, session_id, created_at, expires_at) VALUES ($4, $1, $3, $5)`,
      values: [
        session.id,
        session.userId,
        session.at,
        session.refreshHash,
        session.expiresAt,
        session.provedBy,
        currentRequest()?.network ?? null,
      ],
    });
  }

  async proofOf(sessionId: string): Promise<{ by: SecretKind; at: Date } | null> {
    const [row] = await this.database.query<{ proved_by: SecretKind; created_at: Date }>({
      name: 'login_sessions.proof',
      text: 'SELECT proved_by, created_at FROM login_sessions WHERE id = $1 AND ended_at IS NULL',
      values: [sessionId],
    });
    return row ? { by: row.proved_by, at: row.created_at } : null;
  }

  async lockRefreshToken(hash: string): Promise<RefreshToken | null> {
    const [row] = await this.database.query<LockedTokenRow>({
      name: 'refresh_tokens.lock',
      text: `SELECT r.hash, r.session_id, s.user_id, r.expires_at, r.used_at, r.successor_hash, s.ended_at IS NOT NULL AS ended
             FROM refresh_tokens r JOIN login_sessions s ON s.id = r.session_id
             WHERE r.hash = $1 FOR UPDATE`,
      values: [hash],
    });
    return row ? toRefreshToken(row) : null;
  }

  async rotate(token: RefreshToken, successor: { hash: string; at: Date; expiresAt: Date }): Promise<void> {
    await this.database.execute({
      name: 'refresh_tokens.rotate',
      text: `WITH spent AS (
               UPDATE refresh_tokens SET used_at = $3, successor_hash = $2 WHERE hash = $1 AND used_at IS NULL RETURNING session_id
             )
             , moved AS (
               UPDATE login_sessions SET network = $5 FROM spent
               WHERE id = spent.session_id AND $5::text IS NOT NULL AND network IS DISTINCT FROM $5
             )
             INSERT INTO refresh_tokens (hash, session_id, created_at, expires_at) SELECT $2, session_id, $3, $4 FROM spent`,
      values: [token.hash, successor.hash, successor.at, successor.expiresAt, currentRequest()?.network ?? null],
    });
  }

  async end(sessionId: string, at: Date): Promise<boolean> {
    const ended = await this.database.execute({
      name: 'login_sessions.end',
      text: 'UPDATE login_sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL',
      values: [sessionId, at],
    });
    return ended === 1;
  }

  async endAllOf(userId: string, at: Date, except?: string): Promise<void> {
    await this.database.execute({
      name: 'login_sessions.end-all',
      text: 'UPDATE login_sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid',
      values: [userId, at, except ?? null],
    });
  }
}

const toRefreshToken = (row: LockedTokenRow): RefreshToken => ({
  hash: row.hash,
  sessionId: row.session_id,
  userId: row.user_id,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
  successorHash: row.successor_hash,
  ended: row.ended,
});

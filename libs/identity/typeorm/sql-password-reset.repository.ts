import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { PasswordResetRepository } from '../core/identity.ports.js';
import { MOST_RESETS_AN_HOUR } from '../core/model/password-reset.js';
import type { Locale } from '../core/model/user.js';

@Injectable()
export class SqlPasswordResetRepository extends PasswordResetRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async request(request: { id: string; email: string; at: Date; expiresAt: Date }): Promise<{ userId: string | null }> {
    const [row] = await this.database.query<{ user_id: string | null }>({
      name: 'password_resets.request',
      text: `INSERT INTO password_reset_tokens (id, user_id, requested_at, expires_at)
             VALUES ($1, (SELECT id FROM users WHERE lower(email) = lower($2) AND deleted_at IS NULL), $3, $4)
             RETURNING user_id`,
      values: [request.id, request.email, request.at, request.expiresAt],
    });
    return { userId: row?.user_id ?? null };
  }

  async recipientOf(
    id: string,
  ): Promise<{ userId: string; email: string; name: string | null; locale: Locale } | null> {
    const [row] = await this.database.query<{ id: string; email: string; name: string | null; locale: Locale }>({
      name: 'password_resets.recipient',
      text: `SELECT u.id, u.email, u.name, u.locale
             FROM password_reset_tokens r JOIN users u ON u.id = r.user_id
             WHERE r.id = $1 AND r.used_at IS NULL AND u.deleted_at IS NULL AND u.email IS NOT NULL
               AND $2 >= (SELECT count(*) FROM password_reset_tokens a WHERE a.user_id = r.user_id
                          AND a.requested_at BETWEEN r.requested_at - interval '1 hour' AND r.requested_at)`,
      values: [id, MOST_RESETS_AN_HOUR],
    });
    return row ? { userId: row.id, email: row.email, name: row.name, locale: row.locale } : null;
  }

  async arm(id: string, tokenHash: string, expiresAt: Date): Promise<void> {
    await this.database.execute({
      name: 'password_resets.arm',
      text: 'UPDATE password_reset_tokens SET token_hash = $2, expires_at = $3 WHERE id = $1 AND used_at IS NULL',
      values: [id, tokenHash, expiresAt],
    });
  }

  async isGood(tokenHash: string, at: Date): Promise<boolean> {
    const found = await this.database.execute({
      name: 'password_resets.is-good',
      text: 'SELECT FROM password_reset_tokens WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2',
      values: [tokenHash, at],
    });
    return found === 1;
  }

  async spend(tokenHash: string, at: Date): Promise<string | null> {
    const [row] = await this.database.query<{ user_id: string }>({
      name: 'password_resets.spend',
      text: `UPDATE password_reset_tokens SET used_at = $2
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING user_id`,
      values: [tokenHash, at],
    });
    if (!row) return null;
    await this.database.execute({
      name: 'password_resets.spend-others',
      text: 'UPDATE password_reset_tokens SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL',
      values: [row.user_id, at],
    });
    return row.user_id;
  }
}

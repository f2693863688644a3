import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { EmailChanges } from '../core/identity.ports.js';
import type { Locale } from '../core/model/user.js';

@Injectable()
export class SqlEmailChanges extends EmailChanges {
  constructor(private readonly database: Database) {
    super();
  }

  async record(change: { id: string; userId: string; oldEmail: string; at: Date }): Promise<void> {
    await this.database.execute({
      name: 'email_changes.record',
      text: 'INSERT INTO email_changes (id, user_id, old_email, changed_at) VALUES ($1, $2, $3, $4)',
      values: [change.id, change.userId, change.oldEmail, change.at],
    });
  }

  async recipientOf(id: string) {
    const [row] = await this.database.query<{ user_id: string; email: string; name: string | null; locale: Locale }>({
      name: 'email_changes.recipient',
      text: `SELECT c.user_id, c.old_email AS email, u.name, u.locale
             FROM email_changes c JOIN users u ON u.id = c.user_id WHERE c.id = $1 AND u.deleted_at IS NULL`,
      values: [id],
    });
    return row ? { userId: row.user_id, email: row.email, name: row.name, locale: row.locale } : null;
  }
}

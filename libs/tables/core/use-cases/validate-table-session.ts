import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { isOpen, type TableSession } from '../model/table-session.js';
import { TableSecrets, TableSessionRepository } from '../tables.ports.js';

/** The open session of a token; null for every other text. */
@Injectable()
export class ValidateTableSession {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly secrets: TableSecrets,
    private readonly clock: Clock,
  ) {}

  async execute({ token }: { token: string }): Promise<TableSession | null> {
    const session = await this.sessions.findByToken(this.secrets.hash(token));
    return session && isOpen(session, this.clock.now()) ? session : null;
  }
}

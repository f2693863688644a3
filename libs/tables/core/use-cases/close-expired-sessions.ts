import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork } from '#libs/kernel';

import { SessionEndings } from '../services/session-endings.js';
import { TableSessionRepository } from '../tables.ports.js';

const BATCH = 200;
/** So long a phone with the token of an ended session is told that it has ended, and not that it never was. */
const REMEMBER_TOKENS_MS = 24 * 3_600_000;

/** Says of every session past its time that it has ended, and forgets the tokens of those that ended long ago. */
@Injectable()
export class CloseExpiredSessions {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly endings: SessionEndings,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    while ((await this.closeBatch(now)) === BATCH);
    await this.sessions.forgetTokens(new Date(now.getTime() - REMEMBER_TOKENS_MS));
  }

  private closeBatch(now: Date): Promise<number> {
    return this.unitOfWork.run(async () => {
      const closed = await this.sessions.closeExpired(now, { limit: BATCH });
      await this.endings.tell(closed, now);
      return closed.length;
    });
  }
}

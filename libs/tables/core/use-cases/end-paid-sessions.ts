import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { isOpen } from '../model/table-session.js';
import { SessionEndings } from '../services/session-endings.js';
import { TableBills, TableMarkRepository, TableSessionRepository } from '../tables.ports.js';

const BATCH = 200;
const MINUTE_MS = 60_000;

/** Ends sittings whose bills have all been paid for so long as their outlet lets guests linger (`linger_minutes`). */
@Injectable()
export class EndPaidSessions {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly marks: TableMarkRepository,
    private readonly sessions: TableSessionRepository,
    private readonly bills: TableBills,
    private readonly endings: SessionEndings,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    for (const { id, lingerMinutes } of await this.outlets.list('all')) {
      if (lingerMinutes === null) continue;
      const paidBy = new Date(now.getTime() - lingerMinutes * MINUTE_MS);
      for (const sessionId of await this.marks.paidSince(id, paidBy, BATCH)) await this.end(sessionId, paidBy, now);
    }
  }

  /** Looks again once nobody can order there any more. */
  private end(sessionId: string, paidBy: Date, now: Date): Promise<void> {
    return this.unitOfWork.run(async () => {
      const [session] = await this.sessions.lock([sessionId]);
      if (!session || !isOpen(session, now)) return;
      const bills = (await this.bills.of([session])).get(sessionId);
      if (!bills || bills.amountDue > 0 || (bills.settledAt ?? bills.firstAt) > paidBy) return;
      const closed = await this.sessions.close([session.outletId], sessionId, now);
      if (closed) await this.endings.tell([closed], now);
    });
  }
}

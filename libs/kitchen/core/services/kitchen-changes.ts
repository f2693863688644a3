import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, EventLog, UnitOfWork } from '#libs/kernel';

import { KitchenSettingsChanged } from '../model/kitchen.events.js';
import { KitchenBook } from './kitchen-book.js';

/** What every change of a kitchen's stations and rules leaves behind: an audit entry, and an event that has every process forget what it keeps. */
@Injectable()
export class KitchenChanges {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly events: EventLog,
    private readonly book: KitchenBook,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async record(actor: Actor, outletId: string, action: string, details: Record<string, unknown> = {}): Promise<void> {
    const subject = { subjectType: 'kitchen', subjectId: outletId };
    await this.auditLog.record({ outletId, actor: actorRef(actor), action: `kitchen.${action}`, ...subject, details });
    await this.events.append([KitchenSettingsChanged.of({ outletId, payload: {} })]);
    this.unitOfWork.afterCommit(() => this.book.forget(outletId));
  }
}

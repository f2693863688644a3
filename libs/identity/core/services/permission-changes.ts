import { Injectable } from '@nestjs/common';

import { EventLog, UnitOfWork } from '#libs/kernel';

import { PermissionsChanged } from '../model/identity.events.js';
import { PermissionBook } from './permission-book.js';

/** Tells every process that the rules have changed: in this one by the end of the commit. */
@Injectable()
export class PermissionChanges {
  constructor(
    private readonly events: EventLog,
    private readonly book: PermissionBook,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async announce(outletId: string | null, version: number): Promise<void> {
    await this.events.append([PermissionsChanged.of({ outletId, payload: { outlet_id: outletId, version } })]);
    this.unitOfWork.afterCommit(() => this.book.forget());
  }
}

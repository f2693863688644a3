import { Injectable } from '@nestjs/common';

import { EventLog, UnitOfWork } from '#libs/kernel';

import { AccessChanges } from '../core/identity.ports.js';
import { UserChanged } from '../core/model/identity.events.js';
import { CachedAccountSessions } from './cached-account-sessions.js';
import { CachedDeviceSessions } from './cached-device-sessions.js';

/** By event to every process, and at once to this one's caches. */
@Injectable()
export class LoggedAccessChanges extends AccessChanges {
  constructor(
    private readonly events: EventLog,
    private readonly sessions: CachedAccountSessions,
    private readonly devices: CachedDeviceSessions,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  async announce(userId: string): Promise<void> {
    await this.events.append([UserChanged.of({ outletId: null, payload: { user_id: userId } })]);
    this.unitOfWork.afterCommit(() => {
      this.sessions.forget(userId);
      this.devices.forget(userId);
    });
  }
}

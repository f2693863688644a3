import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { AuditLog, EventLog } from '#libs/kernel';

import { EventListeners } from './event-listeners.js';
import { EventSequencer } from './event-sequencer.js';
import { EventTail } from './event-tail.js';
import { SqlAuditLog } from './sql-audit-log.js';
import { SqlEventLog } from './sql-event-log.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    EventTail,
    EventListeners,
    EventSequencer,
    SqlEventLog,
    { provide: EventLog, useExisting: SqlEventLog },
    { provide: AuditLog, useClass: SqlAuditLog },
  ],
  exports: [EventTail, SqlEventLog, EventLog, AuditLog],
})
export class EventsModule {}

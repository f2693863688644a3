import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { AuditLog, EventLog } from '#libs/kernel';

import { AuditMetrics } from './audit-metrics.js';
import { AuditSealer } from './audit-sealer.js';
import { CommittedEvents } from './committed-events.js';
import { EventListeners } from './event-listeners.js';
import { EventMetrics } from './event-metrics.js';
import { EventSequencer } from './event-sequencer.js';
import { EventTail } from './event-tail.js';
import { SqlAuditLog } from './sql-audit-log.js';
import { SqlEventLog } from './sql-event-log.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    AuditMetrics,
    AuditSealer,
    CommittedEvents,
    EventTail,
    EventListeners,
    EventMetrics,
    EventSequencer,
    SqlEventLog,
    { provide: EventLog, useExisting: SqlEventLog },
    { provide: AuditLog, useClass: SqlAuditLog },
  ],
  exports: [CommittedEvents, EventTail, SqlEventLog, EventLog, AuditLog],
})
export class EventsModule {}

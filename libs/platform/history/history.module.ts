import { Global, Module } from '@nestjs/common';

import { Archive } from './archive.js';
import { EventLogFollowers } from './event-log-followers.js';
import { EventMonths } from './event-months.js';
import { HistoryArchive } from './history-archive.js';
import { KeepAuditLog } from './keep-audit-log.js';
import { KeepEventLog } from './keep-event-log.js';

@Global()
@Module({
  providers: [Archive, EventLogFollowers, EventMonths, HistoryArchive, KeepAuditLog, KeepEventLog],
  exports: [EventLogFollowers, HistoryArchive],
})
export class HistoryModule {}

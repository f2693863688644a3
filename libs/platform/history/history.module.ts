import { Global, Module } from '@nestjs/common';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { Archive } from './archive.js';
import { ArchiveHealth } from './archive-health.js';
import { ArchiveStore } from './archive-store.js';
import { chosenStore } from './chosen-store.js';
import { EventLogFollowers } from './event-log-followers.js';
import { EventMonths } from './event-months.js';
import { HistoryArchive } from './history-archive.js';
import { KeepAuditLog } from './keep-audit-log.js';
import { KeepEventLog } from './keep-event-log.js';

@Global()
@Module({
  providers: [
    Archive,
    ArchiveHealth,
    { provide: ArchiveStore, useFactory: (env: Env) => chosenStore(env), inject: [ENV] },
    EventLogFollowers,
    EventMonths,
    HistoryArchive,
    KeepAuditLog,
    KeepEventLog,
  ],
  exports: [ArchiveHealth, EventLogFollowers, HistoryArchive],
})
export class HistoryModule {}

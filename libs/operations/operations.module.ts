import { Module } from '@nestjs/common';

import { IdentityModule } from '#module/identity';

import { AuditLogQueries, AuditSeals, JobQueries } from './core/operations.ports.js';
import { AuditChainVerifier } from './core/services/audit-chain-verifier.js';
import { AuditLogViews } from './core/services/audit-log-views.js';
import { RetryJob } from './core/use-cases/retry-job.js';
import { AuditLogController } from './http/audit-log.controller.js';
import { JobsController } from './http/jobs.controller.js';
import { BusinessJournal } from './telemetry/business-journal.js';
import { SqlAuditLogQueries } from './typeorm/sql-audit-log.queries.js';
import { SqlAuditSeals } from './typeorm/sql-audit-seals.js';
import { SqlJobQueries } from './typeorm/sql-job.queries.js';

@Module({
  imports: [IdentityModule],
  controllers: [AuditLogController, JobsController],
  providers: [
    { provide: AuditLogQueries, useClass: SqlAuditLogQueries },
    { provide: JobQueries, useClass: SqlJobQueries },
    { provide: AuditSeals, useClass: SqlAuditSeals },
    AuditChainVerifier,
    AuditLogViews,
    RetryJob,
    BusinessJournal,
  ],
})
export class OperationsModule {}

import { Module } from '@nestjs/common';

import { AuditTrail } from './core/audit-trail.js';
import { ListAuditLog } from './core/use-cases/list-audit-log.js';
import { AuditLogController } from './http/audit-log.controller.js';
import { SqlAuditTrail } from './typeorm/sql-audit-trail.js';

@Module({
  controllers: [AuditLogController],
  providers: [ListAuditLog, { provide: AuditTrail, useClass: SqlAuditTrail }],
})
export class ReportingModule {}

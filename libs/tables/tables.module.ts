import { Module } from '@nestjs/common';

import { AuditLog, Clock, EventLog } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { ENV, type Env, GuestSessions } from '#libs/platform';
import { OutletsModule } from '#module/outlets';

import { Moving } from './core/moving.js';
import { OpenTables } from './core/open-tables.js';
import { Seating } from './core/seating.js';
import { TablesApi } from './core/tables.api.js';
import { DiningTableRepository, TableSecrets, TableSessionRepository, TableSettings } from './core/tables.ports.js';
import { CloseExpiredSessions } from './core/use-cases/close-expired-sessions.js';
import { CloseTableSession } from './core/use-cases/close-table-session.js';
import { CreateTable } from './core/use-cases/create-table.js';
import { DeleteTable } from './core/use-cases/delete-table.js';
import { GetTable } from './core/use-cases/get-table.js';
import { GetTableSession } from './core/use-cases/get-table-session.js';
import { ListTableSessions } from './core/use-cases/list-table-sessions.js';
import { ListTables } from './core/use-cases/list-tables.js';
import { OpenTableSession } from './core/use-cases/open-table-session.js';
import { RotateTableQr } from './core/use-cases/rotate-table-qr.js';
import { UpdateTable } from './core/use-cases/update-table.js';
import { ValidateGuestToken } from './core/use-cases/validate-guest-token.js';
import { GuestPages } from './http/guest-pages.js';
import { TableQrController } from './http/table-qr.controller.js';
import { TableSessionsController } from './http/table-sessions.controller.js';
import { TablesController } from './http/tables.controller.js';
import { CloseExpiredSessionsJob } from './jobs/close-expired-sessions.job.js';
import { RandomTableSecrets } from './secrets/random-table-secrets.js';
import { SqlGuestSessions } from './typeorm/sql-guest-sessions.js';
import { SqlTableSessionRepository } from './typeorm/sql-table-session.repository.js';
import { TypeOrmDiningTableRepository } from './typeorm/typeorm-dining-table.repository.js';

const useCases = [
  ListTables,
  GetTable,
  CreateTable,
  UpdateTable,
  DeleteTable,
  RotateTableQr,
  OpenTableSession,
  ValidateGuestToken,
  CloseTableSession,
  ListTableSessions,
  GetTableSession,
  CloseExpiredSessions,
];

const ports = [
  { provide: DiningTableRepository, useClass: TypeOrmDiningTableRepository },
  { provide: TableSessionRepository, useClass: SqlTableSessionRepository },
  { provide: TableSecrets, useClass: RandomTableSecrets },
  {
    provide: TableSettings,
    useFactory: (env: Env): TableSettings => ({ sessionTtlMs: env.TABLE_SESSION_TTL }),
    inject: [ENV],
  },
  SqlGuestSessions,
  {
    provide: TablesApi,
    useFactory: (...parts: ConstructorParameters<typeof OpenTables>) => new OpenTables(...parts),
    inject: [DiningTableRepository, TableSessionRepository, TableSecrets, Clock, Moving, Seating],
  },
  {
    provide: Moving,
    useFactory: (...parts: ConstructorParameters<typeof Moving>) => new Moving(...parts),
    inject: [DiningTableRepository, TableSessionRepository, EventLog, AuditLog, Clock],
  },
  {
    provide: Seating,
    useFactory: (...parts: ConstructorParameters<typeof Seating>) => new Seating(...parts),
    inject: [TableSessionRepository, EventLog, OutletsApi, Clock, TableSettings],
  },
];

@Module({
  imports: [OutletsModule],
  controllers: [TablesController, TableQrController, TableSessionsController],
  providers: [...useCases, ...ports, GuestPages, CloseExpiredSessionsJob],
  exports: [TablesApi, SqlGuestSessions],
})
export class TablesModule {}

/** What the platform’s guards, which know no module, ask about a guest’s token. */
@Module({
  imports: [TablesModule],
  providers: [{ provide: GuestSessions, useExisting: SqlGuestSessions }],
  exports: [GuestSessions],
})
export class TablesPorts {}

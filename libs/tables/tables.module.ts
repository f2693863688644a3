import { Module } from '@nestjs/common';

import { Clock, EventLog } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { ENV, type Env, GuestSessions } from '#libs/platform';
import { OutletsModule } from '#module/outlets';

import {
  DiningTableRepository,
  FloorRepository,
  ServiceCallRepository,
  TableLinkRepository,
  TableMarkRepository,
  TableQueries,
  TableSecrets,
  TableSessionRepository,
} from './core/tables.ports.js';
import { FloorChanges } from './core/services/floor-changes.js';
import { FloorViews } from './core/services/floor-views.js';
import { ArrangeFloor } from './core/use-cases/arrange-floor.js';
import { CreateFloor } from './core/use-cases/create-floor.js';
import { DeleteFloor } from './core/use-cases/delete-floor.js';
import { UpdateFloor } from './core/use-cases/update-floor.js';
import { FloorsController } from './http/floors.controller.js';
import { SqlFloorRepository } from './typeorm/sql-floor.repository.js';
import { TableStates } from './core/services/table-states.js';
import { TableLeaving } from './core/services/table-leaving.js';
import { SessionTerm } from './core/model/session-term.js';
import { ServiceCalls } from './core/services/service-calls.js';
import { SessionEndings } from './core/services/session-endings.js';
import { SessionMoves } from './core/services/session-moves.js';
import { TablesFacade } from './core/tables.facade.js';
import { Seating } from './core/services/seating.js';
import { TableViews } from './core/services/table-views.js';
import { TablesApi } from './core/tables.api.js';
import { BlockTable } from './core/use-cases/block-table.js';
import { CleanTable } from './core/use-cases/clean-table.js';
import { EndPaidSessions } from './core/use-cases/end-paid-sessions.js';
import { FollowSittings } from './core/use-cases/follow-sittings.js';
import { LinkTables } from './core/use-cases/link-tables.js';
import { UnblockTable } from './core/use-cases/unblock-table.js';
import { UnlinkTable } from './core/use-cases/unlink-table.js';
import { WatchTableStates } from './core/use-cases/watch-table-states.js';
import { AcknowledgeCall } from './core/use-cases/acknowledge-call.js';
import { FinishCall } from './core/use-cases/finish-call.js';
import { CallService } from './core/use-cases/call-service.js';
import { CloseExpiredSessions } from './core/use-cases/close-expired-sessions.js';
import { CloseTableSession } from './core/use-cases/close-table-session.js';
import { CreateTable } from './core/use-cases/create-table.js';
import { DeleteTable } from './core/use-cases/delete-table.js';
import { OpenTableSession } from './core/use-cases/open-table-session.js';
import { ReplaceTable } from './core/use-cases/replace-table.js';
import { RotateTableQr } from './core/use-cases/rotate-table-qr.js';
import { UpdateTable } from './core/use-cases/update-table.js';
import { ValidateTableSession } from './core/use-cases/validate-table-session.js';
import { CallsController } from './http/calls.controller.js';
import { GuestPages } from './http/guest-pages.js';
import { TablePlaces } from './http/table-places.js';
import { TableQrController } from './http/table-qr.controller.js';
import { TableLinksController } from './http/table-links.controller.js';
import { TableStatesController } from './http/table-states.controller.js';
import { TableSessionsController } from './http/table-sessions.controller.js';
import { TablesController } from './http/tables.controller.js';
import { FollowTables } from './jobs/follow-tables.js';
import { WatchTablesJob } from './jobs/watch-tables.job.js';
import { CloseExpiredSessionsJob } from './jobs/close-expired-sessions.job.js';
import { RandomTableSecrets } from './secrets/random-table-secrets.js';
import { SqlGuestSessions } from './typeorm/sql-guest-sessions.js';
import { SqlServiceCallRepository } from './typeorm/sql-service-call.repository.js';
import { SqlTableLinkRepository } from './typeorm/sql-table-link.repository.js';
import { SqlTableMarkRepository } from './typeorm/sql-table-mark.repository.js';
import { SqlTableSessionRepository } from './typeorm/sql-table-session.repository.js';
import { TypeOrmDiningTableRepository } from './typeorm/typeorm-dining-table.repository.js';
import { TypeOrmTableQueries } from './typeorm/typeorm-table.queries.js';

const useCases = [
  CreateTable,
  UpdateTable,
  ReplaceTable,
  DeleteTable,
  RotateTableQr,
  OpenTableSession,
  ValidateTableSession,
  CloseTableSession,
  CloseExpiredSessions,
  CallService,
  AcknowledgeCall,
  FinishCall,
  CleanTable,
  BlockTable,
  UnblockTable,
  LinkTables,
  UnlinkTable,
  WatchTableStates,
  EndPaidSessions,
  FollowSittings,
  CreateFloor,
  UpdateFloor,
  DeleteFloor,
  ArrangeFloor,
];

const providers = [
  { provide: DiningTableRepository, useClass: TypeOrmDiningTableRepository },
  { provide: TableSessionRepository, useClass: SqlTableSessionRepository },
  { provide: ServiceCallRepository, useClass: SqlServiceCallRepository },
  { provide: TableLinkRepository, useClass: SqlTableLinkRepository },
  { provide: TableMarkRepository, useClass: SqlTableMarkRepository },
  { provide: FloorRepository, useClass: SqlFloorRepository },
  { provide: TableQueries, useClass: TypeOrmTableQueries },
  { provide: TableSecrets, useClass: RandomTableSecrets },
  SqlGuestSessions,
  { provide: TablesApi, useClass: TablesFacade },
  TableLeaving,
  TableStates,
  {
    provide: SessionTerm,
    useFactory: ({ TABLE_SESSION_TTL }: Env) => new SessionTerm(TABLE_SESSION_TTL),
    inject: [ENV],
  },
  SessionEndings,
  SessionMoves,
  TableViews,
  FloorChanges,
  FloorViews,
  ServiceCalls,
  {
    provide: Seating,
    useFactory: (
      sessions: TableSessionRepository,
      events: EventLog,
      endings: SessionEndings,
      outlets: OutletsApi,
      clock: Clock,
      { TABLE_SESSION_TTL }: Env,
    ) => new Seating(sessions, events, endings, outlets, clock, TABLE_SESSION_TTL),
    inject: [TableSessionRepository, EventLog, SessionEndings, OutletsApi, Clock, ENV],
  },
];

/** Its port `TableBills` is filled by ordering (`OrderingPorts`). */
@Module({
  imports: [OutletsModule],
  controllers: [
    TablesController,
    TableStatesController,
    TableQrController,
    TableSessionsController,
    TableLinksController,
    FloorsController,
    CallsController,
  ],
  providers: [
    ...useCases,
    ...providers,
    GuestPages,
    TablePlaces,
    CloseExpiredSessionsJob,
    WatchTablesJob,
    FollowTables,
  ],
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

import { Module } from '@nestjs/common';

import { AuditLog, BusinessCalendar, Clock, EventLog, UnitOfWork } from '#libs/kernel';

import { OutletCalendar } from './core/services/outlet-calendar.js';
import { OutletChangeLog } from './core/services/outlet-change-log.js';
import { OutletsApi, ReasonsApi } from './core/outlets.api.js';
import { OutletsFacade } from './core/outlets.facade.js';
import { OutletQueries, OutletRepository, ReasonRepository, ScheduleRepository } from './core/outlets.ports.js';
import { OutletReasons } from './core/services/outlet-reasons.js';
import { ScheduleChangeLog } from './core/services/schedule-change-log.js';
import { CreateOutlet } from './core/use-cases/create-outlet.js';
import { CreateReason } from './core/use-cases/create-reason.js';
import { CreateSchedule } from './core/use-cases/create-schedule.js';
import { DeleteOutlet } from './core/use-cases/delete-outlet.js';
import { DeleteReason } from './core/use-cases/delete-reason.js';
import { DeleteSchedule } from './core/use-cases/delete-schedule.js';
import { ReplaceOutlet } from './core/use-cases/replace-outlet.js';
import { UpdateOutlet } from './core/use-cases/update-outlet.js';
import { UpdateReason } from './core/use-cases/update-reason.js';
import { UpdateSchedule } from './core/use-cases/update-schedule.js';
import { OutletsController } from './http/outlets.controller.js';
import { ReasonPlaces } from './http/reason-places.js';
import { ReasonsController } from './http/reasons.controller.js';
import { SchedulesController } from './http/schedules.controller.js';
import { FollowOutletEvents } from './jobs/follow-outlet-events.js';
import { SqlScheduleRepository } from './typeorm/sql-schedule.repository.js';
import { TypeOrmOutletQueries } from './typeorm/typeorm-outlet.queries.js';
import { TypeOrmOutletRepository } from './typeorm/typeorm-outlet.repository.js';
import { TypeOrmReasonRepository } from './typeorm/typeorm-reason.repository.js';

@Module({
  controllers: [OutletsController, SchedulesController, ReasonsController],
  providers: [
    { provide: OutletRepository, useClass: TypeOrmOutletRepository },
    { provide: OutletQueries, useClass: TypeOrmOutletQueries },
    {
      provide: OutletsFacade,
      useFactory: (...parts: ConstructorParameters<typeof OutletsFacade>) => new OutletsFacade(...parts),
      inject: [OutletRepository, Clock],
    },
    { provide: OutletsApi, useExisting: OutletsFacade },
    FollowOutletEvents,
    {
      provide: OutletCalendar,
      useFactory: (outlets: OutletsApi) => new OutletCalendar(outlets),
      inject: [OutletsApi],
    },
    {
      provide: OutletChangeLog,
      useFactory: (...parts: ConstructorParameters<typeof OutletChangeLog>) => new OutletChangeLog(...parts),
      inject: [AuditLog, EventLog, OutletsFacade, UnitOfWork],
    },
    { provide: ScheduleRepository, useClass: SqlScheduleRepository },
    ScheduleChangeLog,
    { provide: ReasonRepository, useClass: TypeOrmReasonRepository },
    OutletReasons,
    { provide: ReasonsApi, useExisting: OutletReasons },
    ReasonPlaces,
    CreateReason,
    UpdateReason,
    DeleteReason,
    CreateSchedule,
    UpdateSchedule,
    DeleteSchedule,
    CreateOutlet,
    UpdateOutlet,
    ReplaceOutlet,
    DeleteOutlet,
  ],
  exports: [OutletCalendar, OutletsApi, ReasonsApi],
})
export class OutletsModule {}

/** The days of business that the kernel’s calendar asks for, which knows no outlet. */
@Module({
  imports: [OutletsModule],
  providers: [{ provide: BusinessCalendar, useExisting: OutletCalendar }],
  exports: [BusinessCalendar],
})
export class OutletsPorts {}

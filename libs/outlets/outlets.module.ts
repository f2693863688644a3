import { Module } from '@nestjs/common';

import { AuditLog, BusinessCalendar, EventLog, UnitOfWork } from '#libs/kernel';

import { OutletCalendar } from './core/services/outlet-calendar.js';
import { OutletChangeLog } from './core/services/outlet-change-log.js';
import { OutletsApi } from './core/outlets.api.js';
import { OutletMemory, OutletRepository } from './core/outlets.ports.js';
import { CreateOutlet } from './core/use-cases/create-outlet.js';
import { DeleteOutlet } from './core/use-cases/delete-outlet.js';
import { UpdateOutlet } from './core/use-cases/update-outlet.js';
import { OutletsController } from './http/outlets.controller.js';
import { RememberedOutlets } from './core/outlets.facade.js';
import { TypeOrmOutletRepository } from './typeorm/typeorm-outlet.repository.js';

@Module({
  controllers: [OutletsController],
  providers: [
    RememberedOutlets,
    { provide: OutletRepository, useClass: TypeOrmOutletRepository },
    { provide: OutletsApi, useExisting: RememberedOutlets },
    { provide: OutletMemory, useExisting: RememberedOutlets },
    {
      provide: OutletCalendar,
      useFactory: (outlets: OutletsApi) => new OutletCalendar(outlets),
      inject: [OutletsApi],
    },
    {
      provide: OutletChangeLog,
      useFactory: (...parts: ConstructorParameters<typeof OutletChangeLog>) => new OutletChangeLog(...parts),
      inject: [AuditLog, EventLog, OutletMemory, UnitOfWork],
    },
    CreateOutlet,
    UpdateOutlet,
    DeleteOutlet,
  ],
  exports: [OutletCalendar, OutletsApi],
})
export class OutletsModule {}

/** The days of business that the kernel’s calendar asks for, which knows no outlet. */
@Module({
  imports: [OutletsModule],
  providers: [{ provide: BusinessCalendar, useExisting: OutletCalendar }],
  exports: [BusinessCalendar],
})
export class OutletsPorts {}

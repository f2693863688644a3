import { Inject, Module, type OnModuleInit } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { KitchenDemand } from '#libs/ordering';
import { IdentityModule } from '#module/identity';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';

import { KitchenApi } from './core/kitchen.api.js';
import { KitchenFacade } from './core/kitchen.facade.js';
import { KitchenLoads, KitchenSetup, KitchenWatch, TicketQueries, TicketRepository } from './core/kitchen.ports.js';
import { ChosenLines } from './core/services/chosen-lines.js';
import { KitchenBook } from './core/services/kitchen-book.js';
import { KitchenChanges } from './core/services/kitchen-changes.js';
import { KitchenOutlets } from './core/services/kitchen-outlets.js';
import { KitchenPaces } from './core/services/kitchen-paces.js';
import { KitchenRecords } from './core/services/kitchen-records.js';
import { KitchenScreens } from './core/services/kitchen-screens.js';
import { TicketChanges } from './core/services/ticket-changes.js';
import { TicketedDemand } from './core/services/ticketed-demand.js';
import { TicketViews } from './core/services/ticket-views.js';
import { BumpTickets } from './core/use-cases/bump-tickets.js';
import { FireTickets } from './core/use-cases/fire-tickets.js';
import { RecallTickets } from './core/use-cases/recall-tickets.js';
import { RemakeLines } from './core/use-cases/remake-lines.js';
import { RushTickets } from './core/use-cases/rush-tickets.js';
import { SeeTicket } from './core/use-cases/see-ticket.js';
import { AdoptOrders } from './core/use-cases/adopt-orders.js';
import { DeleteStation } from './core/use-cases/delete-station.js';
import { PutOutletKitchen } from './core/use-cases/put-outlet-kitchen.js';
import { PutStation } from './core/use-cases/put-station.js';
import { TellLateTickets } from './core/use-cases/tell-late-tickets.js';
import { WatchKitchens } from './core/use-cases/watch-kitchens.js';
import { ScreensController } from './http/screens.controller.js';
import { StationsController } from './http/stations.controller.js';
import { TicketsController } from './http/tickets.controller.js';
import { FollowKitchenEvents } from './jobs/follow-kitchen-events.js';
import { WatchKitchensJob } from './jobs/watch-kitchens.job.js';
import { SqlKitchenLoads } from './typeorm/sql-kitchen-loads.js';
import { SqlKitchenSetup } from './typeorm/sql-kitchen-setup.js';
import { SqlKitchenWatch } from './typeorm/sql-kitchen-watch.js';
import { SqlTicketQueries } from './typeorm/sql-ticket.queries.js';
import { SqlTicketRepository } from './typeorm/sql-ticket.repository.js';

@Module({
  imports: [IdentityModule, OrderingModule, OutletsModule],
  controllers: [TicketsController, ScreensController, StationsController],
  providers: [
    { provide: TicketRepository, useClass: SqlTicketRepository },
    { provide: TicketQueries, useClass: SqlTicketQueries },
    { provide: KitchenLoads, useClass: SqlKitchenLoads },
    { provide: KitchenWatch, useClass: SqlKitchenWatch },
    { provide: KitchenSetup, useClass: SqlKitchenSetup },
    {
      provide: KitchenBook,
      useFactory: (...parts: ConstructorParameters<typeof KitchenBook>) => new KitchenBook(...parts),
      inject: [KitchenSetup, Clock],
    },
    {
      provide: KitchenRecords,
      useFactory: (tickets: TicketRepository) => new KitchenRecords(tickets),
      inject: [TicketRepository],
    },
    { provide: KitchenApi, useClass: KitchenFacade },
    KitchenOutlets,
    ChosenLines,
    TicketChanges,
    TicketedDemand,
    TicketViews,
    BumpTickets,
    RecallTickets,
    RemakeLines,
    RushTickets,
    SeeTicket,
    FireTickets,
    AdoptOrders,
    TellLateTickets,
    WatchKitchens,
    KitchenChanges,
    KitchenScreens,
    KitchenPaces,
    PutStation,
    DeleteStation,
    PutOutletKitchen,
    WatchKitchensJob,
    FollowKitchenEvents,
  ],
  exports: [KitchenApi, TicketedDemand],
})
export class KitchenModule implements OnModuleInit {
  constructor(
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(KitchenRecords) private readonly records: KitchenRecords,
  ) {}

  onModuleInit(): void {
    this.personalData.register('kitchen', this.records);
  }
}

/** What ordering, which must not know the kitchen, tells it. */
@Module({
  imports: [KitchenModule],
  providers: [{ provide: KitchenDemand, useExisting: TicketedDemand }],
  exports: [KitchenDemand],
})
export class KitchenPorts {}

import { Module, type OnModuleInit } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { Database, ENV, type Env, Logger, OutboundHttp } from '#libs/platform';
import { CatalogModule } from '#module/catalog';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { carrierOf } from './carriers/chosen-carrier.js';
import { BookedDestinations } from './core/booked-destinations.js';
import { CarrierQuotes } from './core/carrier-quotes.js';
import { ShipmentsOfAPerson } from './core/shipments-of-a-person.js';
import { ChosenCarrier } from './core/shipping-carrier.js';
import { ParcelDestinations, ParcelTracking, ShippingApi } from './core/shipping.api.js';
import { QuoteBook, RateRepository, ShipmentRepository } from './core/shipping.ports.js';
import { ChangeRate } from './core/use-cases/change-rate.js';
import { CheckShipment } from './core/use-cases/check-shipment.js';
import { CreateRate } from './core/use-cases/create-rate.js';
import { DeleteRate } from './core/use-cases/delete-rate.js';
import { EndParcel } from './core/use-cases/end-parcel.js';
import { FollowParcels } from './core/use-cases/follow-parcels.js';
import { ListRates } from './core/use-cases/list-rates.js';
import { ListShipments } from './core/use-cases/list-shipments.js';
import { ParcelDoor } from './core/use-cases/parcel-door.js';
import { QuoteShipping } from './core/use-cases/quote-shipping.js';
import { ShippingDoor } from './core/use-cases/shipping-door.js';
import { ShowRate } from './core/use-cases/show-rate.js';
import { ShowShipment } from './core/use-cases/show-shipment.js';
import { TidyShipping } from './core/use-cases/tidy-shipping.js';
import { RatesController } from './http/rates.controller.js';
import { ShipmentsController } from './http/shipments.controller.js';
import { ShippingController } from './http/shipping.controller.js';
import { EndParcelJob } from './jobs/end-parcel.job.js';
import { FollowParcelsJob } from './jobs/follow-parcels.job.js';
import { TidyShippingJob } from './jobs/tidy-shipping.job.js';
import { SqlQuoteBook } from './typeorm/sql-quote-book.js';
import { SqlShipmentRepository } from './typeorm/sql-shipment.repository.js';
import { TypeOrmRateRepository } from './typeorm/typeorm-rate.repository.js';

const useCases = [
  QuoteShipping,
  ListRates,
  ShowRate,
  CreateRate,
  ChangeRate,
  DeleteRate,
  ListShipments,
  ShowShipment,
  CheckShipment,
  FollowParcels,
  EndParcel,
  TidyShipping,
];

const ports = [
  { provide: ShippingApi, useClass: ShippingDoor },
  { provide: ParcelTracking, useClass: ParcelDoor },
  {
    provide: ParcelDestinations,
    useFactory: (shipments: ShipmentRepository) => new BookedDestinations(shipments),
    inject: [ShipmentRepository],
  },
  { provide: RateRepository, useClass: TypeOrmRateRepository },
  { provide: ShipmentRepository, useClass: SqlShipmentRepository },
  {
    provide: QuoteBook,
    useFactory: (database: Database, env: Env) => new SqlQuoteBook(database, env.CACHE_L1_MAX_SIZE),
    inject: [Database, ENV],
  },
  {
    provide: ChosenCarrier,
    useFactory: (env: Env, http: OutboundHttp, logger: Logger) => carrierOf(env, http, logger),
    inject: [ENV, OutboundHttp, Logger],
  },
  {
    provide: CarrierQuotes,
    useFactory: (...parts: ConstructorParameters<typeof CarrierQuotes>) => new CarrierQuotes(...parts),
    inject: [ChosenCarrier, QuoteBook, Clock],
  },
];

/** Global as its neighbours are: cart and ordering ask for prices and tell of parcels. */
@Module({
  imports: [CatalogModule, IdentityModule, OutletsModule],
  controllers: [ShippingController, RatesController, ShipmentsController],
  providers: [...useCases, ...ports, FollowParcelsJob, EndParcelJob, TidyShippingJob],
  exports: [ShippingApi, ParcelTracking, ParcelDestinations],
})
export class ShippingModule implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly shipments: ShipmentRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.personalData.register('shipments', new ShipmentsOfAPerson(this.shipments, this.clock));
  }
}

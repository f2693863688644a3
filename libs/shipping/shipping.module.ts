import { Module, type OnModuleInit } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { Database, ENV, type Env, Logger } from '#libs/platform';
import { OutboundHttp } from '#libs/platform/outbound';
import { CatalogModule } from '#module/catalog';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { carrierOf } from './carriers/chosen-carrier.js';
import { CarrierQuotes } from './core/services/carrier-quotes.js';
import { OutletScopes } from './core/services/outlet-scopes.js';
import { ParcelChecks } from './core/services/parcel-checks.js';
import { ShipmentsOfAPerson } from './core/services/shipments-of-a-person.js';
import { ShippingApi } from './core/shipping.api.js';
import { ShippingFacade } from './core/shipping.facade.js';
import {
  ChosenCarrier,
  QuoteBook,
  RateQueries,
  RateRepository,
  ShipmentQueries,
  ShipmentRepository,
} from './core/shipping.ports.js';
import { CalculateShipping } from './core/use-cases/calculate-shipping.js';
import { CreateShippingRate } from './core/use-cases/create-shipping-rate.js';
import { DeleteShippingRate } from './core/use-cases/delete-shipping-rate.js';
import { EndParcel } from './core/use-cases/end-parcel.js';
import { FollowParcels } from './core/use-cases/follow-parcels.js';
import { ReplaceShippingRate } from './core/use-cases/replace-shipping-rate.js';
import { SyncShipment } from './core/use-cases/sync-shipment.js';
import { TidyShipping } from './core/use-cases/tidy-shipping.js';
import { UpdateShippingRate } from './core/use-cases/update-shipping-rate.js';
import { RatesController } from './http/rates.controller.js';
import { ShipmentsController } from './http/shipments.controller.js';
import { ShippingController } from './http/shipping.controller.js';
import { EndParcelJob } from './jobs/end-parcel.job.js';
import { FollowParcelsJob } from './jobs/follow-parcels.job.js';
import { TidyShippingJob } from './jobs/tidy-shipping.job.js';
import { SqlQuoteBook } from './typeorm/sql-quote-book.js';
import { SqlShipmentQueries } from './typeorm/sql-shipment.queries.js';
import { SqlShipmentRepository } from './typeorm/sql-shipment.repository.js';
import { TypeOrmRateQueries } from './typeorm/typeorm-rate.queries.js';
import { TypeOrmRateRepository } from './typeorm/typeorm-rate.repository.js';

const useCases = [
  CalculateShipping,
  CreateShippingRate,
  ReplaceShippingRate,
  UpdateShippingRate,
  DeleteShippingRate,
  SyncShipment,
  FollowParcels,
  EndParcel,
  TidyShipping,
];

const services = [CarrierQuotes, OutletScopes, ParcelChecks, ShipmentsOfAPerson];

const ports = [
  { provide: ShippingApi, useClass: ShippingFacade },
  { provide: RateRepository, useClass: TypeOrmRateRepository },
  { provide: RateQueries, useClass: TypeOrmRateQueries },
  { provide: ShipmentRepository, useClass: SqlShipmentRepository },
  { provide: ShipmentQueries, useClass: SqlShipmentQueries },
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
];

@Module({
  imports: [CatalogModule, IdentityModule, OutletsModule],
  controllers: [ShippingController, RatesController, ShipmentsController],
  providers: [...useCases, ...services, ...ports, FollowParcelsJob, EndParcelJob, TidyShippingJob],
  exports: [ShippingApi],
})
export class ShippingModule implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly shipments: ShipmentsOfAPerson,
  ) {}

  onModuleInit(): void {
    this.personalData.register('shipments', this.shipments);
  }
}

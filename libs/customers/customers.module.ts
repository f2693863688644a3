import { Module, type OnModuleInit } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { CustomersApi } from './core/customers.api.js';
import { CustomersFacade } from './core/customers.facade.js';
import { CustomerOutletRepository, CustomerQueries } from './core/customers.ports.js';
import { CustomerRecords } from './core/services/customer-records.js';
import { CustomerViews } from './core/services/customer-views.js';
import { CreateCustomer } from './core/use-cases/create-customer.js';
import { DeleteCustomer } from './core/use-cases/delete-customer.js';
import { RememberOutlet } from './core/use-cases/remember-outlet.js';
import { ReplaceCustomer } from './core/use-cases/replace-customer.js';
import { UpdateCustomer } from './core/use-cases/update-customer.js';
import { CustomersController } from './http/customers.controller.js';
import { PurchasesController } from './http/purchases.controller.js';
import { RememberOutletJob } from './jobs/remember-outlet.job.js';
import { SqlCustomerQueries } from './typeorm/sql-customer.queries.js';
import { TypeOrmCustomerOutletRepository } from './typeorm/typeorm-customer-outlet.repository.js';

/** Its port `PurchaseHistory` is filled by ordering (`OrderingPorts`). */
@Module({
  imports: [IdentityModule, OutletsModule],
  controllers: [CustomersController, PurchasesController],
  providers: [
    CreateCustomer,
    DeleteCustomer,
    RememberOutlet,
    ReplaceCustomer,
    UpdateCustomer,
    CustomerRecords,
    CustomerViews,
    RememberOutletJob,
    { provide: CustomerOutletRepository, useClass: TypeOrmCustomerOutletRepository },
    { provide: CustomerQueries, useClass: SqlCustomerQueries },
    CustomersFacade,
    { provide: CustomersApi, useExisting: CustomersFacade },
  ],
  exports: [CustomersApi],
})
export class CustomersModule implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly records: CustomerRecords,
  ) {}

  onModuleInit(): void {
    this.personalData.register('customers', this.records);
  }
}

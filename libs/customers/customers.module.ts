import { Inject, Module, type OnModuleInit } from '@nestjs/common';

import { IdentityApi, PersonalData } from '#libs/identity';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { CustomerRecords } from './core/customer-records.js';
import { CustomersApi } from './core/customers.api.js';
import { CustomerBook, CustomerQueries } from './core/customers.ports.js';
import { LocalCustomers } from './core/local-customers.js';
import { CreateCustomer } from './core/use-cases/create-customer.js';
import { DeleteCustomer } from './core/use-cases/delete-customer.js';
import { GetCustomer } from './core/use-cases/get-customer.js';
import { ListCustomers } from './core/use-cases/list-customers.js';
import { ListPurchases } from './core/use-cases/list-purchases.js';
import { RememberOutlet } from './core/use-cases/remember-outlet.js';
import { UpdateCustomer } from './core/use-cases/update-customer.js';
import { CustomersController } from './http/customers.controller.js';
import { PurchasesController } from './http/purchases.controller.js';
import { RememberOutletJob } from './jobs/remember-outlet.job.js';
import { SqlCustomerBook } from './typeorm/sql-customer-book.js';
import { SqlCustomerQueries } from './typeorm/sql-customer.queries.js';

/** Its port `PurchaseHistory` is filled by ordering (`OrderingPorts`). */
@Module({
  imports: [IdentityModule, OutletsModule],
  controllers: [CustomersController, PurchasesController],
  providers: [
    CreateCustomer,
    DeleteCustomer,
    GetCustomer,
    ListCustomers,
    ListPurchases,
    RememberOutlet,
    UpdateCustomer,
    RememberOutletJob,
    { provide: CustomerBook, useClass: SqlCustomerBook },
    { provide: CustomerQueries, useClass: SqlCustomerQueries },
    {
      provide: CustomersApi,
      useFactory: (identity: IdentityApi) => new LocalCustomers(identity),
      inject: [IdentityApi],
    },
  ],
  exports: [CustomersApi],
})
export class CustomersModule implements OnModuleInit {
  constructor(
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(CustomerBook) private readonly book: CustomerBook,
  ) {}

  onModuleInit(): void {
    this.personalData.register('customers', new CustomerRecords(this.book));
  }
}

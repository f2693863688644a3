import { CartModule } from '#module/cart';
import { CatalogModule } from '#module/catalog';
import { CustomersModule } from '#module/customers';
import { FiscalModule } from '#module/fiscal';
import { IdentityModule } from '#module/identity';
import { InventoryModule } from '#module/inventory';
import { NotificationsModule } from '#module/notifications';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';
import { PromotionsModule } from '#module/promotions';
import { ReportingModule } from '#module/reporting';
import { ShiftsModule } from '#module/shifts';
import { ShippingModule } from '#module/shipping';
import { TablesModule } from '#module/tables';
import { WebhooksModule } from '#module/webhooks';

/** Everything that is business; the API shows it over HTTP, the worker runs its jobs. Sockets are the API's alone. */
export const BUSINESS_MODULES = [
  IdentityModule,
  OutletsModule,
  CatalogModule,
  CustomersModule,
  TablesModule,
  InventoryModule,
  PromotionsModule,
  CartModule,
  PaymentsModule,
  ShippingModule,
  OrderingModule,
  ShiftsModule,
  FiscalModule,
  ReportingModule,
  WebhooksModule,
  NotificationsModule,
];

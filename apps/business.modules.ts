import { CartModule } from '#module/cart';
import { CatalogModule } from '#module/catalog';
import { CustomersModule } from '#module/customers';
import { FiscalModule, FiscalPorts } from '#module/fiscal';
import { IdentityModule, IdentityPorts } from '#module/identity';
import { InventoryModule, InventoryPorts } from '#module/inventory';
import { KitchenModule, KitchenPorts } from '#module/kitchen';
import { NotificationsModule } from '#module/notifications';
import { OperationsModule } from '#module/operations';
import { OrderingModule, OrderingPorts } from '#module/ordering';
import { OutletsModule, OutletsPorts } from '#module/outlets';
import { PaymentsModule } from '#module/payments';
import { PromotionsModule } from '#module/promotions';
import { ReportingModule } from '#module/reporting';
import { ShiftsModule, ShiftsPorts } from '#module/shifts';
import { ShippingModule } from '#module/shipping';
import { TablesModule, TablesPorts } from '#module/tables';
import { WebhooksModule } from '#module/webhooks';

/**
 * Ports that a module or the platform declares and a module above it fills: joined here, since whoever asks must not know who answers. They
 * alone are seen without an import.
 */
const PORTS = [
  OutletsPorts,
  IdentityPorts,
  TablesPorts,
  InventoryPorts,
  OrderingPorts,
  KitchenPorts,
  ShiftsPorts,
  FiscalPorts,
].map((module) => ({
  module,
  global: true,
}));

/** Everything that is business; the API shows it over HTTP, the worker runs its jobs. Sockets are the API's alone. */
export const BUSINESS_MODULES = [
  ...PORTS,
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
  KitchenModule,
  ShiftsModule,
  FiscalModule,
  ReportingModule,
  WebhooksModule,
  NotificationsModule,
  OperationsModule,
];

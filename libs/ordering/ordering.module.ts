import { Inject, Module, type OnModuleInit } from '@nestjs/common';

import { PurchaseHistory } from '#libs/customers';
import { PersonalData } from '#libs/identity';
import { Payables, PaymentsApi } from '#libs/payments';
import { ENV, type Env } from '#libs/platform';
import { CartModule } from '#module/cart';
import { CatalogModule } from '#module/catalog';
import { CustomersModule } from '#module/customers';
import { IdentityModule } from '#module/identity';
import { InventoryModule } from '#module/inventory';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';
import { PromotionsModule } from '#module/promotions';
import { ShippingModule } from '#module/shipping';
import { TableBills } from '#libs/tables';
import { TablesModule } from '#module/tables';

import { CustomerOrders, OrderRecords } from './core/services/customer-orders.js';
import { OrderPlacement } from './core/model/order-placement.js';
import { KitchenDemand } from './core/model/kitchen-demand.js';
import { KitchenWork } from './core/model/kitchen-work.js';
import { OrdersKitchenWork } from './core/services/orders-kitchen-work.js';
import { OrderingApi } from './core/ordering.api.js';
import {
  OrderNumbers,
  OrderQueries,
  OrderRepository,
  PersonalTraces,
  Placings,
  UnpaidOrders,
} from './core/ordering.ports.js';
import { PaymentTerm } from './core/model/payment-term.js';
import { ReceiptPrinter } from './presentation/receipt-printer.js';
import { AcceptOrder } from './core/use-cases/accept-order.js';
import { AddOrderItems } from './core/use-cases/add-order-items.js';
import { JoinOpenBill } from './core/use-cases/join-open-bill.js';
import { CancelOrder } from './core/use-cases/cancel-order.js';
import { ChangeOrderStatus } from './core/use-cases/change-order-status.js';
import { DiscountOrder } from './core/use-cases/discount-order.js';
import { ExpireOrder } from './core/use-cases/expire-order.js';
import { FireOrder } from './core/use-cases/fire-order.js';
import { MoveLines } from './core/use-cases/move-lines.js';
import { TellKitchen } from './core/use-cases/tell-kitchen.js';
import { BasketFinder } from './core/services/basket-finder.js';
import { DemandTellingOrders } from './core/services/demand-telling-orders.js';
import { BillParts } from './core/services/bill-parts.js';
import { OrderHolds } from './core/services/order-holds.js';
import { OrderTableBills } from './core/services/order-table-bills.js';
import { SittingBills } from './core/services/sitting-bills.js';
import { ParkedBills } from './core/services/parked-bills.js';
import { OrderReleases } from './core/services/order-releases.js';
import { OrderPayables } from './core/services/order-payables.js';
import { OrderLists } from './core/services/order-lists.js';
import { MergeOrders } from './core/use-cases/merge-orders.js';
import { OrderChanges } from './core/services/order-changes.js';
import { OrderingFacade } from './core/ordering.facade.js';
import { CreatePayment } from './core/use-cases/create-payment.js';
import { PayOrder } from './core/use-cases/pay-order.js';
import { CompOrderItem } from './core/use-cases/comp-order-item.js';
import { DiscountOrderItem } from './core/use-cases/discount-order-item.js';
import { PriceOrderItem } from './core/use-cases/price-order-item.js';
import { RepeatOrder } from './core/use-cases/repeat-order.js';
import { UncompOrderItem } from './core/use-cases/uncomp-order-item.js';
import { ChangeOrderItem } from './core/use-cases/change-order-item.js';
import { ChangeOrderItemStatus } from './core/use-cases/change-order-item-status.js';
import { CashPayments } from './core/services/cash-payments.js';
import { GatewayPayments } from './core/services/gateway-payments.js';
import { TipRecipients } from './core/services/tip-recipients.js';
import { TenderPayments } from './core/services/tender-payments.js';
import { PlaceOrder } from './core/use-cases/place-order.js';
import { PlacementParts } from './core/services/placement-parts.js';
import { ExtrasPricer } from './core/services/extras-pricer.js';
import { OrderPricer } from './core/services/order-pricer.js';
import { QuoteOrder } from './core/use-cases/quote-order.js';
import { OrderConsents } from './core/services/order-consents.js';
import { OrderDestinations } from './core/services/order-destinations.js';
import { RejectOrder } from './core/use-cases/reject-order.js';
import { SellAtCounter } from './core/use-cases/sell-at-counter.js';
import { ChangeOrderDetails } from './core/use-cases/change-order-details.js';
import { CorrectOrder } from './core/use-cases/correct-order.js';
import { SetOrderTracking } from './core/use-cases/set-order-tracking.js';
import { OrderViews } from './core/services/order-views.js';
import { Receipts } from './core/services/receipts.js';
import { Shops } from './core/services/shops.js';
import { SplitOrder } from './core/use-cases/split-order.js';
import { ParcelLookup } from './core/services/parcel-lookup.js';
import { TransferOrder } from './core/use-cases/transfer-order.js';
import { VoidOrderItem } from './core/use-cases/void-order-item.js';
import { VoidOrder } from './core/use-cases/void-order.js';
import { BillsController } from './http/bills.controller.js';
import { OrderChangesController } from './http/order-changes.controller.js';
import { FireOrderController } from './http/fire-order.controller.js';
import { LineTermsController } from './http/line-terms.controller.js';
import { OrderLinesController } from './http/order-lines.controller.js';
import { OrderPlaces } from './http/order-places.js';
import { OrdersController } from './http/orders.controller.js';
import { PayController } from './http/pay.controller.js';
import { ReceiptsController } from './http/receipts.controller.js';
import { SalesController } from './http/sales.controller.js';
import { CorrectionController } from './http/correction.controller.js';
import { ShopsController } from './http/shops.controller.js';
import { TrackingController } from './http/tracking.controller.js';
import { ExpireOrderJob } from './jobs/expire-order.job.js';
import { DocumentReceiptPrinter } from './receipts/document-receipt-printer.js';
import { PipelinedOrderPlacement } from './typeorm/pipelined-order-placement.js';
import { SqlOrderNumbers } from './typeorm/sql-order-numbers.js';
import { SqlOrderQueries } from './typeorm/sql-order.queries.js';
import { SqlOrderRepository } from './typeorm/sql-order.repository.js';
import { SqlPlacings } from './typeorm/sql-placings.js';
import { SqlUnpaidOrders } from './typeorm/sql-unpaid-orders.js';
import { SqlPersonalTraces } from './typeorm/sql-personal-traces.js';
import { RETURN_CONTROLLERS, RETURN_PROVIDERS } from './return-parts.js';
import { SITTING_CONTROLLERS, SITTING_PROVIDERS } from './sitting-parts.js';

@Module({
  imports: [
    CartModule,
    CatalogModule,
    CustomersModule,
    IdentityModule,
    InventoryModule,
    OutletsModule,
    PaymentsModule,
    PromotionsModule,
    ShippingModule,
    TablesModule,
  ],
  controllers: [
    OrdersController,
    OrderChangesController,
    OrderLinesController,
    LineTermsController,
    FireOrderController,
    BillsController,
    ...SITTING_CONTROLLERS,
    PayController,
    ...RETURN_CONTROLLERS,
    SalesController,
    ShopsController,
    TrackingController,
    CorrectionController,
    ReceiptsController,
  ],
  providers: [
    SqlOrderRepository,
    {
      provide: OrderRepository,
      useFactory: (orders: SqlOrderRepository, kitchen: KitchenDemand) => new DemandTellingOrders(orders, kitchen),
      inject: [SqlOrderRepository, KitchenDemand],
    },
    { provide: OrderPlacement, useClass: PipelinedOrderPlacement },
    { provide: OrderQueries, useClass: SqlOrderQueries },
    { provide: UnpaidOrders, useClass: SqlUnpaidOrders },
    { provide: Placings, useClass: SqlPlacings },
    { provide: OrderNumbers, useClass: SqlOrderNumbers },
    { provide: OrderingApi, useClass: OrderingFacade },
    { provide: KitchenWork, useClass: OrdersKitchenWork },
    OrderConsents,
    TipRecipients,
    OrderPayables,
    OrderPlaces,
    { provide: PersonalTraces, useClass: SqlPersonalTraces },
    {
      provide: CustomerOrders,
      useFactory: (queries: OrderQueries) => new CustomerOrders(queries),
      inject: [OrderQueries],
    },
    {
      provide: OrderRecords,
      useFactory: (...parts: ConstructorParameters<typeof OrderRecords>) => new OrderRecords(...parts),
      inject: [OrderQueries, PersonalTraces, PaymentsApi],
    },
    OrderReleases,
    ParkedBills,
    OrderChanges,
    BasketFinder,
    OrderDestinations,
    ExtrasPricer,
    OrderHolds,
    OrderPricer,
    PlacementParts,
    PlaceOrder,
    JoinOpenBill,
    SittingBills,
    QuoteOrder,
    AddOrderItems,
    ChangeOrderItem,
    DiscountOrderItem,
    CompOrderItem,
    UncompOrderItem,
    RepeatOrder,
    PriceOrderItem,
    VoidOrderItem,
    ChangeOrderStatus,
    ChangeOrderItemStatus,
    VoidOrder,
    AcceptOrder,
    RejectOrder,
    CancelOrder,
    DiscountOrder,
    ...SITTING_PROVIDERS,
    TransferOrder,
    SplitOrder,
    MergeOrders,
    PayOrder,
    CreatePayment,
    BillParts,
    CashPayments,
    GatewayPayments,
    TenderPayments,
    ...RETURN_PROVIDERS,
    SellAtCounter,
    OrderLists,
    { provide: PaymentTerm, useFactory: (env: Env) => new PaymentTerm(env.PAYMENT_TTL), inject: [ENV] },
    ExpireOrder,
    ExpireOrderJob,
    FireOrder,
    MoveLines,
    TellKitchen,
    OrderTableBills,
    SetOrderTracking,
    CorrectOrder,
    ChangeOrderDetails,
    ParcelLookup,
    OrderViews,
    Receipts,
    Shops,
    { provide: ReceiptPrinter, useClass: DocumentReceiptPrinter },
  ],
  exports: [OrderingApi, KitchenWork, OrderPayables, CustomerOrders, OrderTableBills],
})
export class OrderingModule implements OnModuleInit {
  constructor(
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(OrderRecords) private readonly records: OrderRecords,
  ) {}

  onModuleInit(): void {
    this.personalData.register('orders', this.records);
  }
}

/** What modules that must not know ordering need of it: payments tell it of money, customers ask it what somebody bought, tables what is due. */
@Module({
  imports: [OrderingModule],
  providers: [
    { provide: Payables, useExisting: OrderPayables },
    { provide: PurchaseHistory, useExisting: CustomerOrders },
    { provide: TableBills, useExisting: OrderTableBills },
  ],
  exports: [Payables, PurchaseHistory, TableBills],
})
export class OrderingPorts {}

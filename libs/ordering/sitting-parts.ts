import { MoveTableSession } from './core/use-cases/move-table-session.js';
import { OrderTableCart } from './core/use-cases/order-table-cart.js';
import { TellBillPrinted } from './core/use-cases/tell-bill-printed.js';
import { BillPrints } from './core/ordering.ports.js';
import { BillPrintedController } from './http/bill-printed.controller.js';
import { SqlBillPrints } from './typeorm/sql-bill-prints.js';
import { SittingsController } from './http/sittings.controller.js';
import { TableCartOrderController } from './http/table-cart-order.controller.js';

/** What happens with the bills of parties at tables. */
export const SITTING_PROVIDERS = [
  MoveTableSession,
  OrderTableCart,
  TellBillPrinted,
  { provide: BillPrints, useClass: SqlBillPrints },
];

export const SITTING_CONTROLLERS = [SittingsController, TableCartOrderController, BillPrintedController];

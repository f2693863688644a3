import { Injectable } from '@nestjs/common';

import { conflict } from '#libs/kernel';
import { Database, refusalIn } from '#libs/platform';

import { ALWAYS_HELD } from '../core/model/order-limits.js';
import { type UnpaidClaim, UnpaidOrders } from '../core/ordering.ports.js';

interface Excess {
  readonly items: readonly { readonly product_id: string; readonly limit: number; readonly held: number }[];
}

@Injectable()
export class SqlUnpaidOrders extends UnpaidOrders {
  constructor(private readonly database: Database) {
    super();
  }

  async admit({ outletId, buyer, mostOrders, heldStockPercent, demand }: UnpaidClaim): Promise<void> {
    const pieces = new Map<string, number>();
    const counted = heldStockPercent < 100 ? demand : [];
    for (const { productId, quantity } of counted) pieces.set(productId, (pieces.get(productId) ?? 0) + quantity);
    if (pieces.size === 0 && mostOrders === null) return;
    try {
      await this.database.execute({
        name: 'orders.admit-unpaid',
        text: 'SELECT admit_unpaid($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        values: [
          outletId,
          buyer.customerId,
          buyer.network,
          buyer.sessionId,
          mostOrders,
          heldStockPercent,
          ALWAYS_HELD,
          [...pieces.keys()],
          [...pieces.values()],
        ],
      });
    } catch (error) {
      throw refusalOf(error, demand, mostOrders) ?? error;
    }
  }
}

function refusalOf(error: unknown, demand: UnpaidClaim['demand'], mostOrders: number | null) {
  const tooMany = refusalIn<{ unpaid: number }>(error, 'TOO_MANY_UNPAID_ORDERS');
  if (tooMany) {
    return conflict('TOO_MANY_UNPAID_ORDERS', 'You have unpaid orders here: pay or cancel one of them first.', {
      limit: mostOrders,
      unpaid: tooMany.unpaid,
    });
  }
  const excess = refusalIn<Excess>(error, 'STOCK_HELD_LIMIT');
  const first = excess?.items[0];
  if (!excess || !first) return undefined;
  const name = demand.find(({ productId }) => productId === first.product_id)?.name ?? 'a product';
  const left = Math.max(0, first.limit - first.held);
  return conflict('STOCK_HELD_LIMIT', `Unpaid orders may hold ${left} more of ${name}: pay, or order less.`, {
    items: excess.items,
  });
}

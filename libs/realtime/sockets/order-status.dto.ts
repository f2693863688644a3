import { IsIn, IsOptional, IsUUID } from 'class-validator';

import { ORDER_STATUSES, type OrderStatus } from '../core/model/order-words.js';

/** What a tablet sends to bump an order, or one line of it. */
export class OrderStatusMessage {
  @IsUUID()
  order_id!: string;

  @IsOptional()
  @IsUUID()
  item_id?: string | null;

  @IsIn(ORDER_STATUSES)
  status!: OrderStatus;
}

import { IsIn, IsOptional, IsUUID } from 'class-validator';

import { BUMP_STATUSES, type BumpStatus } from '../core/model/order-bump.js';

/** What a tablet sends to bump an order, or one line of it. */
export class OrderStatusMessage {
  @IsUUID()
  order_id!: string;

  @IsOptional()
  @IsUUID()
  item_id?: string | null;

  @IsIn(BUMP_STATUSES)
  status!: BumpStatus;
}

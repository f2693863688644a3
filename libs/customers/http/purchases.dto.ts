import { CursorPageResponse } from '#libs/platform';

export class PurchasedItemResponse {
  product_id!: string;
  name!: string;
  quantity!: number;
  total!: number;
  status!: string;
}

export class PurchaseResponse {
  /** The order's id: GET /orders/:id shows it whole. */
  id!: string;
  number!: string;
  outlet_id!: string;
  type!: string;
  status!: string;
  payment_status!: string;
  items!: PurchasedItemResponse[];
  total_amount!: number;
  paid_amount!: number;
  refunded_amount!: number;
  currency!: string;
  created_at!: string;
}

export class PurchasesPage extends CursorPageResponse {
  data!: PurchaseResponse[];
}

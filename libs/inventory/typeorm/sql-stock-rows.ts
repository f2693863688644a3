export interface StockLevelRow {
  outlet_id: string;
  product_id: string;
  on_hand: number;
  updated_at: Date;
}

export interface StockMovementRow {
  position: number;
  id: string;
  outlet_id: string;
  product_id: string;
  type: string;
  quantity: number;
  balance_after: number;
  reason: string | null;
  reference_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  occurred_at: Date;
}

export interface StockCountRow {
  id: string;
  outlet_id: string;
  note: string | null;
  actor_kind: string;
  actor_id: string | null;
  counted_at: Date;
}

export interface StockCountItemRow {
  outlet_id: string;
  count_id: string;
  product_id: string;
  line: number;
  before: number;
  after: number;
}

import { EntitySchema } from 'typeorm';

import type { OrderStatus, OrderType } from '../core/model/order-words.js';
import type { Expo, StationKind } from '../core/model/station.js';
import type { FormerLine, KitchenLine, TicketMark, TicketState } from '../core/model/ticket.js';

export interface TicketRow {
  outlet_id: string;
  id: string;
  order_id: string;
  order_number: string;
  order_type: OrderType;
  table_name: string | null;
  is_guests: boolean;
  customer_id: string | null;
  number: string;
  round: number;
  course: number;
  station: string;
  state: TicketState;
  rush: boolean;
  remake: boolean;
  note: string | null;
  created_at: Date;
  fired_at: Date | null;
  fire_at: Date | null;
  due_at: Date | null;
  warn_at: Date | null;
  late_at: Date | null;
  promised_at: Date | null;
  late_told_at: Date | null;
  marks: TicketMark[];
  bumped_at: Date | null;
  closed_at: Date | null;
  version: number;
}

export interface KitchenLineRow {
  outlet_id: string;
  id: string;
  ticket_id: string;
  order_id: string;
  item_id: string;
  component: number;
  position: number;
  product_id: string;
  name: string;
  quantity: number;
  modifiers: KitchenLine['modifiers'];
  note: string | null;
  status: OrderStatus;
  fired: number | null;
  fired_at: Date | null;
  started_at: Date | null;
  ready_at: Date | null;
  served_at: Date | null;
  void_reason: string | null;
  was: FormerLine | null;
  is_gone: boolean;
  remade_from: string | null;
  prep_seconds: number | null;
}

export interface StationRow {
  outlet_id: string;
  code: string;
  name: string;
  kind: StationKind;
  expo: Expo;
  parallel: number;
  prep_seconds: number;
  thresholds: { order_type: OrderType | null; warn_seconds: number; late_seconds: number }[];
  version: number;
  created_at: Date;
  updated_at: Date;
}

export interface KitchenSettingsRow {
  outlet_id: string;
  recall_minutes: number;
  ready_is_served: boolean;
  version: number;
  updated_at: Date;
}

export interface KitchenMoveRow {
  outlet_id: string;
  id: string;
  ticket_id: string;
  order_id: string;
  line_id: string | null;
  act: string;
  pieces: number | null;
  from_status: string | null;
  to_status: string | null;
  actor_kind: string;
  actor_id: string | null;
  actor_role: string | null;
  reason: string | null;
  occurred_at: Date;
}

const id = { type: 'uuid' } as const;
const key = { type: 'uuid', primary: true } as const;
const maybeId = { type: 'uuid', nullable: true } as const;
const words = { type: 'text' } as const;
const maybeWords = { type: 'text', nullable: true } as const;
const count = { type: 'integer' } as const;
const maybeCount = { type: 'integer', nullable: true } as const;
const time = { type: 'timestamptz' } as const;
const maybeTime = { type: 'timestamptz', nullable: true } as const;
const flag = { type: 'boolean' } as const;

export const TicketSchema = new EntitySchema<TicketRow>({
  name: 'TicketRow',
  tableName: 'kitchen_tickets',
  columns: {
    outlet_id: key,
    id: key,
    order_id: id,
    order_number: words,
    order_type: words,
    table_name: maybeWords,
    is_guests: flag,
    customer_id: maybeId,
    number: words,
    round: count,
    course: { type: 'smallint' },
    station: words,
    state: words,
    rush: flag,
    remake: flag,
    note: maybeWords,
    created_at: time,
    fired_at: maybeTime,
    fire_at: maybeTime,
    due_at: maybeTime,
    warn_at: maybeTime,
    late_at: maybeTime,
    promised_at: maybeTime,
    late_told_at: maybeTime,
    marks: { type: 'jsonb' },
    bumped_at: maybeTime,
    closed_at: maybeTime,
    version: count,
  },
});

export const KitchenLineSchema = new EntitySchema<KitchenLineRow>({
  name: 'KitchenLineRow',
  tableName: 'kitchen_lines',
  columns: {
    outlet_id: key,
    id: key,
    ticket_id: id,
    order_id: id,
    item_id: id,
    component: { type: 'smallint' },
    position: count,
    product_id: id,
    name: words,
    quantity: count,
    modifiers: { type: 'jsonb' },
    note: maybeWords,
    status: words,
    fired: maybeCount,
    fired_at: maybeTime,
    started_at: maybeTime,
    ready_at: maybeTime,
    served_at: maybeTime,
    void_reason: maybeWords,
    was: { type: 'jsonb', nullable: true },
    is_gone: flag,
    remade_from: maybeId,
    prep_seconds: maybeCount,
  },
});

export const StationSchema = new EntitySchema<StationRow>({
  name: 'StationRow',
  tableName: 'kitchen_stations',
  columns: {
    outlet_id: key,
    code: { type: 'text', primary: true },
    name: words,
    kind: words,
    expo: words,
    parallel: count,
    prep_seconds: count,
    thresholds: { type: 'jsonb' },
    version: count,
    created_at: time,
    updated_at: time,
  },
});

export const KitchenSettingsSchema = new EntitySchema<KitchenSettingsRow>({
  name: 'KitchenSettingsRow',
  tableName: 'kitchen_settings',
  columns: {
    outlet_id: key,
    recall_minutes: count,
    ready_is_served: flag,
    version: count,
    updated_at: time,
  },
});

export const KitchenMoveSchema = new EntitySchema<KitchenMoveRow>({
  name: 'KitchenMoveRow',
  tableName: 'kitchen_moves',
  columns: {
    outlet_id: key,
    id: key,
    ticket_id: id,
    order_id: id,
    line_id: maybeId,
    act: words,
    pieces: maybeCount,
    from_status: maybeWords,
    to_status: maybeWords,
    actor_kind: words,
    actor_id: maybeId,
    actor_role: maybeWords,
    reason: maybeWords,
    occurred_at: time,
  },
});

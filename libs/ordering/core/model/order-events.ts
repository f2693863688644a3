import { type MinorUnits, type NewEvent, sum } from '#libs/kernel';

import {
  GuestOrderWaiting,
  LEFT_SITTING,
  NewOrder,
  OrderItemStatusChanged,
  OrderStatusChanged,
  type OrderUpdate,
  OrderUpdated,
  OrderVoided,
  PaymentUpdated,
} from './ordering.events.js';
import type { OrderLine } from './order-line.js';
import type { LeavingPieces } from './order-returns.js';
import type { OrderState } from './order-state.js';
import type { Loss } from './settlement.js';
import type { OrderStatus } from './order-status.js';

/** Money that a bill took, or gave back, by what an event tells of. */
interface MovedMoney {
  readonly method?: string;
  readonly received_amount?: MinorUnits;
  readonly returned_amount?: MinorUnits;
}

/** What clients hear of an order. `items` are always lines that a station has to look at, so that a tablet can be shown its own alone. */
export const orderEvents = {
  placed: (order: OrderState, lines: readonly OrderLine[]): NewEvent => NewOrder.of(placing(order, lines)),

  /** To the floor: guests at a table wait for it. */
  waiting: (order: OrderState, lines: readonly OrderLine[]): NewEvent =>
    GuestOrderWaiting.of({
      ...audienceOf(order),
      payload: { ...heading(order), pieces: sum(lines.map(({ quantity }) => quantity)) },
    }),

  /** To stations alone, that knew nothing of it while it was HELD. Everybody else hears that its status changed. */
  fired: (order: OrderState, lines: readonly OrderLine[]): NewEvent => {
    const { payload, ...audience } = placing(order, lines);
    return NewOrder.of({ ...audience, payload: { ...payload, fired: true } });
  },

  updated: (order: OrderState, change: OrderUpdate, lines: readonly OrderLine[]): NewEvent =>
    OrderUpdated.of({
      ...audienceOf(order),
      payload: { ...heading(order), change, ...(lines.length > 0 && { items: lines.map(item) }) },
    }),

  /** A line is other than before: so many pieces more or fewer, another note, other modifiers. */
  lineChanged: (order: OrderState, line: OrderLine, was: OrderLine): NewEvent =>
    OrderUpdated.of({
      ...audienceOf(order),
      payload: {
        ...heading(order),
        change: 'LINE_CHANGED',
        items: [
          {
            ...item(line),
            quantity_delta: line.quantity - was.quantity,
            remaining_quantity: line.quantity,
            previous: { quantity: was.quantity, note: was.note, modifiers: modifiersOf(was) },
          },
        ],
      },
    }),

  /** Pieces that nobody has begun are not wanted any more: a tablet takes so many off its lines. */
  returned: (order: OrderState, leaving: readonly LeavingPieces[]): NewEvent =>
    OrderUpdated.of({
      ...audienceOf(order),
      payload: {
        ...heading(order),
        change: 'REFUNDED',
        items: leaving.map(({ line, quantity }) => ({
          ...item(line),
          quantity_delta: -quantity,
          remaining_quantity: line.quantity - line.refundedQuantity,
        })),
      },
    }),

  /** Its parcel is on the way, under this number. */
  shipped: (order: OrderState, parcel: { trackingNumber: string; carrier: string | null }): NewEvent =>
    OrderUpdated.of({
      ...audienceOf(order),
      payload: {
        ...heading(order),
        change: 'SHIPPED',
        tracking_number: parcel.trackingNumber,
        carrier: parcel.carrier,
      },
    }),

  /** To a sitting whose bill is another's from now on: with where it went. For its phones alone; everybody else hears what was done. */
  left: (from: OrderState, to: OrderState): NewEvent =>
    OrderUpdated.of({
      ...audienceOf(from),
      customerId: null,
      payload: {
        ...heading(to),
        id: from.id,
        order_id: from.id,
        number: from.number,
        change: LEFT_SITTING,
        from_table_id: from.tableId,
        from_table_name: from.tableName,
      },
    }),

  /** Lines changed their bill, not their life: a tablet shows them under another order and must not cook them again. */
  linesMoved: (from: OrderState, to: OrderState, lines: readonly OrderLine[]): NewEvent =>
    OrderUpdated.of({
      ...audienceOf(to),
      payload: {
        ...heading(to),
        change: 'LINES_MOVED',
        from_order_id: from.id,
        from_number: from.number,
        items: lines.map((line) => ({ ...item(line), split_from: line.splitFrom })),
      },
    }),

  statusChanged: (order: OrderState, previous: OrderStatus): NewEvent =>
    OrderStatusChanged.of({ ...audienceOf(order), payload: { ...heading(order), previous_status: previous } }),

  lineStatusChanged: (order: OrderState, line: OrderLine, previous: OrderStatus): NewEvent =>
    OrderItemStatusChanged.of({
      ...audienceOf(order),
      payload: {
        id: line.id,
        order_id: order.id,
        item_id: line.id,
        number: order.number,
        station: line.station,
        status: line.status,
        previous_status: previous,
      },
    }),

  /** Its last bump was taken back. */
  lineRecalled: (order: OrderState, line: OrderLine, previous: OrderStatus): NewEvent => {
    const { payload, ...event } = orderEvents.lineStatusChanged(order, line, previous);
    return { ...event, payload: { ...payload, recalled: true } };
  },

  /** `loss`: it was served, and nobody paid so much for it. */
  voided: (order: OrderState, reason: string | null, loss: Loss | null = null): NewEvent =>
    OrderVoided.of({ ...audienceOf(order), payload: { ...heading(order), reason, ...loss } }),

  paymentUpdated: (order: OrderState, paymentId: string | null, moved: MovedMoney = {}): NewEvent =>
    PaymentUpdated.of({
      ...audienceOf(order),
      payload: {
        id: paymentId ?? order.id,
        order_id: order.id,
        payment_id: paymentId,
        ...moved,
        number: order.number,
        status: order.paymentStatus,
        payment_status: order.paymentStatus,
        hold_reason: order.holdReason,
        total_amount: order.totalAmount,
        paid_amount: order.paidAmount,
        refunded_amount: order.refundedAmount,
        late_amount: order.lateAmount,
        late_refunded_amount: order.lateRefunded,
        currency: order.currency,
        ...(order.settlement > 1 && { settlement: order.settlement }),
      },
    }),
};

const audienceOf = ({ outletId, tableSessionId, customerId }: OrderState) => ({
  outletId,
  sessionId: tableSessionId,
  customerId,
});

const placing = (order: OrderState, lines: readonly OrderLine[]) => ({
  ...audienceOf(order),
  payload: {
    ...heading(order),
    note: order.note,
    items: lines.map(item),
    created_at: order.createdAt.toISOString(),
  },
});

const heading = (order: OrderState) => ({
  id: order.id,
  order_id: order.id,
  number: order.number,
  type: order.type,
  status: order.status,
  hold_reason: order.holdReason,
  payment_status: order.paymentStatus,
  table_id: order.tableId,
  table_name: order.tableName,
  total_amount: order.totalAmount,
  currency: order.currency,
  version: order.version,
});

const item = (line: OrderLine) => ({
  id: line.id,
  product_id: line.productId,
  name: line.name,
  quantity: line.quantity,
  refunded_quantity: line.refundedQuantity,
  modifiers: modifiersOf(line),
  note: line.note,
  station: line.station,
  status: line.status,
});

const modifiersOf = ({ modifiers }: OrderLine) =>
  modifiers.map(({ group, name, quantity }) => ({ group, name, quantity }));

import { defineEvent, json, type PayloadOf } from '#libs/kernel';

import { ORDER_CHANGES } from './order-update-kinds.js';

export { BillPrinted } from './bill-printed.event.js';

/** The `change` of an `ORDER_UPDATED` that the phones of a table session alone hear: a bill of theirs is another session's from now on. */
export const LEFT_SITTING = 'LEFT_SITTING';

const status = { enum: ['HELD', 'NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'] } as const;
const paymentStatus = {
  enum: ['PENDING', 'PARTIALLY_PAID', 'PAID', 'FAILED', 'PARTIALLY_REFUNDED', 'REFUNDED'],
} as const;
const holdReason = { enum: ['PAYMENT', 'APPROVAL', 'PARKED', null] } as const;

const heading = {
  id: json.id,
  order_id: json.id,
  number: json.text,
  type: { enum: ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'] },
  status,
  hold_reason: holdReason,
  payment_status: paymentStatus,
  table_id: json.idOrNull,
  table_name: json.textOrNull,
  total_amount: json.integer,
  currency: json.currency,
  version: json.integer,
} as const;
const HEADING = [
  'id',
  'order_id',
  'number',
  'type',
  'status',
  'hold_reason',
  'payment_status',
  'table_id',
  'table_name',
  'total_amount',
  'currency',
  'version',
] as const;

const modifiers = {
  type: 'array',
  items: {
    type: 'object',
    properties: { group: json.text, name: json.text, quantity: json.integer },
    required: ['group', 'name', 'quantity'],
    additionalProperties: false,
  },
} as const;

/** A line that a station has to look at. */
const item = {
  id: json.id,
  product_id: json.id,
  name: json.text,
  quantity: json.integer,
  refunded_quantity: json.integer,
  modifiers,
  note: json.textOrNull,
  station: json.textOrNull,
  status,
} as const;
const ITEM = [
  'id',
  'product_id',
  'name',
  'quantity',
  'refunded_quantity',
  'modifiers',
  'note',
  'station',
  'status',
] as const;

export const NewOrder = defineEvent('NEW_ORDER', {
  owner: 'ordering',
  audience: 'concerned',
  summary: 'An order was placed. With `fired`, an order that was held reaches the kitchen, which alone hears of it.',
  payload: {
    type: 'object',
    properties: {
      ...heading,
      note: json.textOrNull,
      items: {
        type: 'array',
        items: { type: 'object', properties: item, required: ITEM, additionalProperties: false },
      },
      created_at: json.instant,
      fired: { const: true },
    },
    required: [...HEADING, 'note', 'items', 'created_at'],
    additionalProperties: false,
  },
});

export const GuestOrderWaiting = defineEvent('GUEST_ORDER_WAITING', {
  owner: 'ordering',
  audience: 'staff',
  reachesStations: false,
  summary:
    'Guests at a table ordered `pieces` that wait for a yes of the staff, or for their payment. The kitchen does not hear of it.',
  payload: {
    type: 'object',
    properties: { ...heading, pieces: json.integer },
    required: [...HEADING, 'pieces'],
    additionalProperties: false,
  },
});

export const OrderStatusChanged = defineEvent('ORDER_STATUS_CHANGED', {
  owner: 'ordering',
  audience: 'concerned',
  summary: 'An order as a whole has moved on.',
  payload: {
    type: 'object',
    properties: { ...heading, previous_status: status },
    required: [...HEADING, 'previous_status'],
    additionalProperties: false,
  },
});

export const OrderItemStatusChanged = defineEvent('ORDER_ITEM_STATUS_CHANGED', {
  owner: 'ordering',
  audience: 'concerned',
  summary: 'One line of an order has moved on; with `recalled`, back.',
  payload: {
    type: 'object',
    properties: {
      id: json.id,
      order_id: json.id,
      item_id: json.id,
      number: json.text,
      station: json.textOrNull,
      status,
      previous_status: status,
      recalled: { const: true },
    },
    required: ['id', 'order_id', 'item_id', 'number', 'station', 'status', 'previous_status'],
    additionalProperties: false,
  },
});

export const OrderUpdated = defineEvent('ORDER_UPDATED', {
  owner: 'ordering',
  audience: 'concerned',
  summary:
    'An order was changed: `change` says how. `items` are the lines that a station has to look at, with the members that the change needs.',
  payload: {
    type: 'object',
    properties: {
      ...heading,
      change: {
        enum: [...ORDER_CHANGES, LEFT_SITTING],
      },
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            ...item,
            /**
             * REFUNDED: pieces that nobody has begun and that are not wanted any more, below 0; and what is left of the line. LINE_CHANGED: pieces
             * that came to the line or left it.
             */
            quantity_delta: json.integer,
            remaining_quantity: json.integer,
            /** LINE_CHANGED: what the line was before. */
            previous: {
              type: 'object',
              properties: { quantity: json.integer, note: json.textOrNull, modifiers },
              required: ['quantity', 'note', 'modifiers'],
              additionalProperties: false,
            },
            /** LINES_MOVED: the line that this one was split from. */
            split_from: json.idOrNull,
          },
          required: ITEM,
          additionalProperties: false,
        },
      },
      /** SHIPPED. */
      tracking_number: json.text,
      carrier: json.textOrNull,
      /** LINES_MOVED. */
      from_order_id: json.id,
      from_number: json.text,
      /** LEFT_SITTING. */
      from_table_id: json.idOrNull,
      from_table_name: json.textOrNull,
    },
    required: [...HEADING, 'change'],
    additionalProperties: false,
  },
});

export const OrderVoided = defineEvent('ORDER_VOIDED', {
  owner: 'ordering',
  audience: 'concerned',
  summary: 'An order has ended without being sold. `loss`: it was served, and nobody paid `amount` of it.',
  payload: {
    type: 'object',
    properties: { ...heading, reason: json.textOrNull, loss: { const: true }, amount: json.integer },
    required: [...HEADING, 'reason'],
    additionalProperties: false,
  },
});

export const PaymentUpdated = defineEvent('PAYMENT_UPDATED', {
  owner: 'ordering',
  audience: 'concerned',
  reachesStations: false,
  summary: 'Money came for an order, went back, or came late: how its bill stands now.',
  payload: {
    type: 'object',
    properties: {
      id: json.id,
      order_id: json.id,
      payment_id: json.idOrNull,
      /** What the bill took by this payment, and how it was paid; absent when the event tells of no new money. */
      method: json.text,
      received_amount: json.integer,
      /** What went back of the bill's money; absent when nothing did. */
      returned_amount: json.integer,
      number: json.text,
      status: paymentStatus,
      payment_status: paymentStatus,
      hold_reason: holdReason,
      total_amount: json.integer,
      paid_amount: json.integer,
      refunded_amount: json.integer,
      late_amount: json.integer,
      late_refunded_amount: json.integer,
      currency: json.currency,
      /** Of a bill that was reopened: which settlement it is. */
      settlement: json.integer,
    },
    required: [
      'id',
      'order_id',
      'payment_id',
      'number',
      'status',
      'payment_status',
      'hold_reason',
      'total_amount',
      'paid_amount',
      'refunded_amount',
      'late_amount',
      'late_refunded_amount',
      'currency',
    ],
    additionalProperties: false,
  },
});

/** How an order was changed. */
export type OrderUpdate = PayloadOf<typeof OrderUpdated>['change'];

import { defineEvent, json } from '#libs/kernel';

const instantOrNull = { type: ['string', 'null'], format: 'date-time' } as const;
const modifiers = {
  type: 'array',
  items: {
    type: 'object',
    properties: { group: json.text, name: json.text, quantity: json.integer },
    required: ['group', 'name', 'quantity'],
    additionalProperties: false,
  },
} as const;

const line = {
  id: json.id,
  item_id: json.id,
  order_id: json.id,
  product_id: json.id,
  component: { type: ['integer', 'null'] },
  name: json.text,
  quantity: json.integer,
  modifiers,
  note: json.textOrNull,
  status: { enum: ['HELD', 'NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'] },
  fired_at: instantOrNull,
  started_at: instantOrNull,
  ready_at: instantOrNull,
  served_at: instantOrNull,
  void_reason: json.textOrNull,
  was: {
    anyOf: [
      {
        type: 'object',
        properties: { quantity: json.integer, note: json.textOrNull, modifiers },
        required: ['quantity', 'note', 'modifiers'],
        additionalProperties: false,
      },
      { type: 'null' },
    ],
  },
} as const;

const ticket = {
  type: 'object',
  properties: {
    id: json.id,
    number: json.text,
    order_id: json.id,
    order_number: json.text,
    order_type: { enum: ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'] },
    table_name: json.textOrNull,
    guest: json.flag,
    round: json.integer,
    course: json.integer,
    station: json.text,
    state: { enum: ['HELD', 'OPEN', 'READY', 'SERVED', 'VOIDED'] },
    rush: json.flag,
    remake: json.flag,
    note: json.textOrNull,
    fired_at: instantOrNull,
    fire_at: instantOrNull,
    due_at: instantOrNull,
    warn_at: instantOrNull,
    late_at: instantOrNull,
    promised_at: instantOrNull,
    also_at: {
      type: 'array',
      items: {
        type: 'object',
        properties: { station: json.text, open: json.integer, ready: json.integer },
        required: ['station', 'open', 'ready'],
        additionalProperties: false,
      },
    },
    marks: { type: 'array', items: { enum: ['VOID', 'CHANGED', 'MOVED'] } },
    prints: json.integer,
    version: json.integer,
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: line,
        required: [
          'id',
          'item_id',
          'order_id',
          'product_id',
          'component',
          'name',
          'quantity',
          'modifiers',
          'note',
          'status',
          'fired_at',
          'started_at',
          'ready_at',
          'served_at',
          'void_reason',
          'was',
        ],
        additionalProperties: false,
      },
    },
  },
  required: [
    'id',
    'number',
    'order_id',
    'order_number',
    'order_type',
    'table_name',
    'guest',
    'round',
    'course',
    'station',
    'state',
    'rush',
    'remake',
    'note',
    'fired_at',
    'fire_at',
    'due_at',
    'warn_at',
    'late_at',
    'promised_at',
    'also_at',
    'marks',
    'prints',
    'version',
    'lines',
  ],
  additionalProperties: false,
} as const;

export const TicketsChanged = defineEvent('TICKETS_CHANGED', {
  owner: 'kitchen',
  audience: 'staff',
  summary:
    'Tickets of the kitchen have changed, and are told whole: one replaces the one of the same id whose `version` is lower. A station hears of its own.',
  payload: {
    type: 'object',
    properties: {
      change: { enum: ['FIRED', 'STATUS', 'RECALLED', 'VOIDED', 'CHANGED', 'MOVED', 'RUSH', 'SEEN', 'REMADE'] },
      tickets: { type: 'array', items: ticket },
    },
    required: ['change', 'tickets'],
    additionalProperties: false,
  },
});

export const TicketLate = defineEvent('TICKET_LATE', {
  owner: 'kitchen',
  audience: 'staff',
  summary: 'A ticket has been in the kitchen for longer than its station allows. Told once a ticket.',
  payload: {
    type: 'object',
    properties: { ticket },
    required: ['ticket'],
    additionalProperties: false,
  },
});

export const KitchenSettingsChanged = defineEvent('KITCHEN_SETTINGS_CHANGED', {
  owner: 'kitchen',
  audience: 'processes',
  summary: 'Stations, or rules of an outlet’s kitchen, have changed: what processes keep of them is old.',
  payload: { type: 'object', properties: {}, additionalProperties: false },
});

import { defineEvent, json } from '#libs/kernel';

const session = {
  id: json.id,
  table_id: json.id,
  table_name: json.text,
  outlet_id: json.id,
  expires_at: json.instant,
} as const;
const SESSION = ['id', 'table_id', 'table_name', 'outlet_id', 'expires_at'] as const;

export const TableSessionOpened = defineEvent('TABLE_SESSION_OPENED', {
  owner: 'tables',
  audience: 'concerned',
  reachesStations: false,
  summary: 'Guests have sat down at a table.',
  payload: { type: 'object', properties: session, required: SESSION, additionalProperties: false },
});

export const TableSessionClosed = defineEvent('TABLE_SESSION_CLOSED', {
  owner: 'tables',
  audience: 'concerned',
  reachesStations: false,
  summary: 'A table session has ended: its phones may order no more.',
  payload: { type: 'object', properties: session, required: SESSION, additionalProperties: false },
});

export const TableSessionMoved = defineEvent('TABLE_SESSION_MOVED', {
  owner: 'tables',
  audience: 'concerned',
  reachesStations: false,
  summary:
    'Guests sit at another table now, on their own or as a part of the session there (`joined`), whose id their phones have from here on.',
  payload: {
    type: 'object',
    properties: {
      ...session,
      from_session_id: json.id,
      from_table_id: json.id,
      from_table_name: json.text,
      joined: json.flag,
      /** Where they sit besides. */
      linked_table_ids: { type: 'array', items: json.id },
    },
    required: [...SESSION, 'from_session_id', 'from_table_id', 'from_table_name', 'joined'],
    additionalProperties: false,
  },
});

export const TableStateChanged = defineEvent('TABLE_STATE_CHANGED', {
  owner: 'tables',
  audience: 'staff',
  reachesStations: false,
  summary: 'A table is in another state, or in the same one with other guests.',
  payload: {
    type: 'object',
    properties: {
      id: json.id,
      table_id: json.id,
      table_name: json.text,
      state: { enum: ['FREE', 'DIRTY', 'SEATED', 'ORDERED', 'BILL_PRINTED', 'PAID', 'BLOCKED'] },
      previous_state: { enum: ['FREE', 'DIRTY', 'SEATED', 'ORDERED', 'BILL_PRINTED', 'PAID', 'BLOCKED'] },
      state_since: json.instant,
      session_id: json.idOrNull,
      linked_to: json.idOrNull,
    },
    required: ['id', 'table_id', 'table_name', 'state', 'previous_state', 'state_since', 'session_id', 'linked_to'],
    additionalProperties: false,
  },
});

const call = {
  id: json.id,
  table_session_id: json.id,
  table_id: json.id,
  table_name: json.text,
  kind: { enum: ['WAITER', 'BILL', 'OTHER'] },
  note: json.textOrNull,
  method: json.textOrNull,
  status: { enum: ['OPEN', 'ACKNOWLEDGED', 'DONE'] },
  created_at: json.instant,
} as const;
const CALL = [
  'id',
  'table_session_id',
  'table_id',
  'table_name',
  'kind',
  'note',
  'method',
  'status',
  'created_at',
] as const;

export const ServiceCalled = defineEvent('SERVICE_CALLED', {
  owner: 'tables',
  audience: 'concerned',
  reachesStations: false,
  summary: 'Guests at a table want somebody to come, or their bill.',
  payload: { type: 'object', properties: call, required: CALL, additionalProperties: false },
});

export const ServiceCallAcknowledged = defineEvent('SERVICE_CALL_ACKNOWLEDGED', {
  owner: 'tables',
  audience: 'concerned',
  reachesStations: false,
  summary: 'Somebody said that they are coming to the table that called.',
  payload: { type: 'object', properties: call, required: CALL, additionalProperties: false },
});

export const ServiceCallClosed = defineEvent('SERVICE_CALL_CLOSED', {
  owner: 'tables',
  audience: 'concerned',
  reachesStations: false,
  summary: 'A call from a table is over: somebody came, or its guests have left.',
  payload: { type: 'object', properties: call, required: CALL, additionalProperties: false },
});

import { defineEvent, json } from '#libs/kernel';

/** Events never carry an amount: cashiers' own tablets hear them, and cashiers count blind. */
const shift = {
  id: json.id,
  outlet_id: json.id,
  user_id: json.id,
  status: { enum: ['OPEN', 'ENDED', 'CLOSED'] },
} as const;

export const ShiftOpened = defineEvent('SHIFT_OPENED', {
  owner: 'shifts',
  audience: 'till',
  reachesStations: false,
  summary: 'A drawer was opened.',
  payload: {
    type: 'object',
    properties: { ...shift, opened_at: json.instant },
    required: ['id', 'outlet_id', 'user_id', 'status', 'opened_at'],
    additionalProperties: false,
  },
});

export const ShiftClosed = defineEvent('SHIFT_CLOSED', {
  owner: 'shifts',
  audience: 'till',
  reachesStations: false,
  summary: 'A drawer was counted and closed.',
  payload: {
    type: 'object',
    properties: { ...shift, closed_at: json.instant },
    required: ['id', 'outlet_id', 'user_id', 'status', 'closed_at'],
    additionalProperties: false,
  },
});

export const ShiftEnded = defineEvent('SHIFT_ENDED', {
  owner: 'shifts',
  audience: 'till',
  reachesStations: false,
  summary: 'A drawer was counted, and waits for its audit.',
  payload: {
    type: 'object',
    properties: { ...shift, ended_at: json.instant },
    required: ['id', 'outlet_id', 'user_id', 'status', 'ended_at'],
    additionalProperties: false,
  },
});

export const DrawerOpened = defineEvent('DRAWER_OPENED', {
  owner: 'shifts',
  audience: 'supervisors',
  reachesStations: false,
  summary: 'A drawer was opened without a sale.',
  payload: {
    type: 'object',
    properties: { id: json.id, shift_id: json.id, outlet_id: json.id, opened_by: json.id, reason: { type: 'string' } },
    required: ['id', 'shift_id', 'outlet_id', 'opened_by', 'reason'],
    additionalProperties: false,
  },
});

export const ShiftReportReady = defineEvent('SHIFT_REPORT_READY', {
  owner: 'shifts',
  audience: 'till',
  reachesStations: false,
  summary: 'The Z report of a closed shift can be read.',
  payload: {
    type: 'object',
    properties: { shift_id: json.id, outlet_id: json.id, number: { type: 'integer', minimum: 1 } },
    required: ['shift_id', 'outlet_id', 'number'],
    additionalProperties: false,
  },
});

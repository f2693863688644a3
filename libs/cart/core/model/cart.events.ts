import { defineEvent, json, type NewEvent } from '#libs/kernel';

import type { TableCart } from './table-cart.js';

export const TableCartUpdated = defineEvent('TABLE_CART_UPDATED', {
  owner: 'cart',
  audience: 'sitting',
  reachesStations: false,
  summary: 'What the phones at a table put together is another than before, or was ordered.',
  payload: {
    type: 'object',
    properties: { id: json.id, table_session_id: json.id, version: json.integer, pieces: json.integer },
    required: ['id', 'table_session_id', 'version', 'pieces'],
    additionalProperties: false,
  },
});

/** What is in it, and who put it in, is asked for: the log keeps no names of guests. */
export const tableCartUpdated = ({ outletId, sessionId, version, lines }: TableCart): NewEvent =>
  TableCartUpdated.of({
    outletId,
    sessionId,
    payload: {
      id: sessionId,
      table_session_id: sessionId,
      version,
      pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    },
  });

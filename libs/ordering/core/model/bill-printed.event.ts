import { defineEvent, json } from '#libs/kernel';

export const BillPrinted = defineEvent('BILL_PRINTED', {
  owner: 'ordering',
  audience: 'staff',
  reachesStations: false,
  summary: 'A bill was handed over on paper.',
  payload: {
    type: 'object',
    properties: {
      id: json.id,
      order_id: json.id,
      number: json.text,
      table_session_id: json.idOrNull,
      printed_at: json.instant,
    },
    required: ['id', 'order_id', 'number', 'table_session_id', 'printed_at'],
    additionalProperties: false,
  },
});

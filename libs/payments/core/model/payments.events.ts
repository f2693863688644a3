import { defineEvent, json } from '#libs/kernel';

export const PayerForgotten = defineEvent('PAYER_FORGOTTEN', {
  owner: 'payments',
  audience: 'processes',
  summary: 'The payer of these payments was erased: whoever keeps something personal of them erases it too.',
  payload: {
    type: 'object',
    properties: { payment_ids: { type: 'array', items: json.id } },
    required: ['payment_ids'],
    additionalProperties: false,
  },
});

import { defineEvent, json } from '#libs/kernel';

export const LowStock = defineEvent('LOW_STOCK', {
  owner: 'inventory',
  audience: 'staff',
  summary: 'A product has fallen to its threshold, or below it. Told once, when it crosses.',
  payload: {
    type: 'object',
    properties: { product_id: json.id, stock: json.integer, threshold: json.integer },
    required: ['product_id', 'stock', 'threshold'],
    additionalProperties: false,
  },
});

import { defineEvent, json } from '#libs/kernel';

export const CatalogChanged = defineEvent('CATALOG_CHANGED', {
  owner: 'catalog',
  audience: 'processes',
  summary: 'Products or categories were changed by a person: what a process remembers of the catalogue is old.',
  payload: {
    type: 'object',
    properties: { product_ids: { type: 'array', items: json.id } },
    required: ['product_ids'],
    additionalProperties: false,
  },
});

export const ProductAvailabilityChanged = defineEvent('PRODUCT_AVAILABILITY_CHANGED', {
  owner: 'catalog',
  audience: 'outlet',
  summary: 'A product can be sold at an outlet from now on, or cannot be any more.',
  payload: {
    type: 'object',
    properties: {
      product_id: json.id,
      name: json.text,
      available: json.flag,
      unavailable_reason: { enum: ['SOLD_OUT', 'NO_CHOICE', 'STOPPED', 'OFF_MENU', 'HIDDEN', null] },
      outlet_id: json.id,
    },
    required: ['product_id', 'name', 'available', 'unavailable_reason', 'outlet_id'],
    additionalProperties: false,
  },
});

export const MenuChanged = defineEvent('MENU_CHANGED', {
  owner: 'catalog',
  audience: 'outlet',
  summary: 'The menu of an outlet is another one from now on: a menu begins, ends, or was changed.',
  payload: {
    type: 'object',
    properties: { outlet_id: json.id, changes_at: { type: ['string', 'null'], format: 'date-time' } },
    required: ['outlet_id', 'changes_at'],
    additionalProperties: false,
  },
});

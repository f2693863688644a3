import type { Address, AddressDetails } from '../core/model/address.js';
import type { AddressRow } from './address.schema.js';

export const detailColumns = (details: AddressDetails) => ({
  label: details.label,
  recipient: details.recipient,
  phone: details.phone,
  street: details.street,
  number: details.number,
  complement: details.complement,
  district: details.district,
  city: details.city,
  state: details.state,
  postal_code: details.postalCode,
  country: details.country,
});

export const toAddress = (row: AddressRow): Address => ({
  id: row.id,
  userId: row.user_id,
  label: row.label,
  recipient: row.recipient,
  phone: row.phone,
  street: row.street,
  number: row.number,
  complement: row.complement,
  district: row.district,
  city: row.city,
  state: row.state,
  postalCode: row.postal_code,
  country: row.country,
  version: row.version,
  isDefault: row.is_default,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

import { newId } from '#libs/kernel';

import type { Address, AddressDetails } from '../core/model/address.js';

/** In São Paulo; a test states only what matters to it. */
export const addressDetails = (traits: Partial<AddressDetails> = {}): AddressDetails => ({
  label: null,
  recipient: null,
  phone: null,
  street: 'Rua Augusta',
  number: '1',
  complement: null,
  district: null,
  city: 'São Paulo',
  state: 'SP',
  postalCode: '01304000',
  country: 'BR',
  ...traits,
});

export function anAddress(traits: Partial<Address> = {}): Address {
  const at = new Date('2026-03-02T12:00:00Z');
  return {
    ...addressDetails(),
    id: newId(),
    userId: newId(),
    isDefault: false,
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...traits,
  };
}

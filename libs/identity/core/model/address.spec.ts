import { describe, expect, it } from '@jest/globals';

import type { UserActor } from '#libs/kernel';

import { type AddressDetails, assertOwnAddresses, normalAddress } from './address.js';

const address = (traits: Partial<AddressDetails>): AddressDetails => ({
  label: null,
  recipient: null,
  phone: null,
  street: 'Avenida Paulista',
  number: '1578',
  complement: null,
  district: null,
  city: 'São Paulo',
  state: 'SP',
  postalCode: '01310-200',
  country: 'BR',
  ...traits,
});

describe('an address', () => {
  it('keeps a CEP as eight digits', () => {
    expect(normalAddress(address({ postalCode: '01310-200' })).postalCode).toBe('01310200');
    expect(normalAddress(address({ postalCode: '01310200' })).postalCode).toBe('01310200');
  });

  it.each(['1310-200', '013102000', '01310-20a', '0131-0200', ''])('refuses %s as a CEP', (postalCode) => {
    expect(() => normalAddress(address({ postalCode }))).toThrow(
      expect.objectContaining({ kind: 'invalid', faults: [expect.objectContaining({ pointer: '/postal_code' })] }),
    );
  });

  it('leaves the postal codes of other countries alone', () => {
    expect(normalAddress(address({ country: 'ID', postalCode: '10110' })).postalCode).toBe('10110');
  });

  it('is for its owner and for an ADMIN to see', () => {
    const actor = (role: UserActor['role']): UserActor => ({ kind: 'user', id: 'me', role, outletIds: [] });

    expect(() => assertOwnAddresses(actor('CUSTOMER'), 'me')).not.toThrow();
    expect(() => assertOwnAddresses(actor('ADMIN'), 'you')).not.toThrow();
    expect(() => assertOwnAddresses(actor('SUPERVISOR'), 'you')).toThrow(
      expect.objectContaining({ kind: 'not_found' }),
    );
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { InMemoryAccounts } from '../testing/fakes.js';
import { CustomersFacade } from './customers.facade.js';

describe('customers', () => {
  let accounts: InMemoryAccounts;

  beforeEach(() => {
    accounts = new InMemoryAccounts();
  });

  it('are told to neighbours with the number for the invoice, and without what is not theirs to know', async () => {
    const { id } = accounts.register({ name: 'Ana', email: 'ana@mail.example', cpf: '52998224725', locale: 'pt-BR' });

    const api = new CustomersFacade(accounts.api);

    expect(await api.profileOf(id)).toEqual({
      id,
      name: 'Ana',
      email: 'ana@mail.example',
      phone: null,
      cpf: '52998224725',
      cnpj: null,
      stateRegistration: null,
      locale: 'pt-BR',
    });
    expect(await api.profileOf(newId())).toBeNull();
  });
});

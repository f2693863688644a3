import { describe, expect, it } from '@jest/globals';

import { translate } from './sentences.js';

describe('translate', () => {
  it('says a whole sentence in the reader’s language', () => {
    expect(translate('The cart is empty.', 'id')).toBe('Keranjang kosong.');
    expect(translate('The cart is empty.', 'pt-BR')).toBe('O carrinho está vazio.');
    expect(translate('The cart is empty.', 'en')).toBe('The cart is empty.');
  });

  it('keeps the values of a sentence', () => {
    expect(translate('Only 2 of Es Kopi Susu left.', 'id')).toBe('Hanya tersisa 2 Es Kopi Susu.');
    expect(translate('Only 2 of Pão de Queijo left.', 'pt-BR')).toBe('Restam apenas 2 de Pão de Queijo.');
  });

  it('keeps a value that looks like a pattern or like another sentence', () => {
    expect(translate('There is no $1 {0} (.*) left.', 'pt-BR')).toBe('Não há mais $1 {0} (.*).');
    expect(translate('There is no Bread\nand butter left.', 'id')).toBe('Bread\nand butter sudah habis.');
  });

  it('says what was not found, and the roles of a refusal, in words of the language', () => {
    expect(translate('There is no such order, or it is not yours.', 'pt-BR')).toBe(
      'Não encontrado, ou não pertence a você: pedido.',
    );
    expect(translate('A WAITER may not do this; it needs SUPERVISOR or ADMIN.', 'id')).toBe(
      'WAITER tidak boleh melakukan ini; perlu SUPERVISOR atau ADMIN.',
    );
  });

  it('knows what class-validator says of a field and of each value of a list', () => {
    expect(translate('quantity must not be less than 1', 'id')).toBe('quantity tidak boleh kurang dari 1');
    expect(translate('each value in outlet_ids must be a UUID', 'pt-BR')).toBe(
      'cada valor em outlet_ids deve ser um UUID',
    );
    expect(translate('type must be one of the following values: DINE_IN, TAKEAWAY', 'pt-BR')).toBe(
      'type deve ser um destes valores: DINE_IN, TAKEAWAY',
    );
  });

  it('leaves a sentence that it does not know as it is', () => {
    expect(translate('Something else entirely.', 'id')).toBe('Something else entirely.');
  });
});

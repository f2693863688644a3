import { describe, expect, it } from '@jest/globals';

import { found } from './finding.js';

const product = (name: string, sku: string | null = null, barcode: string | null = null) => ({ name, sku, barcode });
const products = [
  product('Es Kopi Susu', 'ESKOPI'),
  product('Kopi Tubruk', 'KOPI', '8991002101234'),
  product('Pão de Açúcar'),
  product('Teh Tarik'),
  product('Susu Kopiah'),
];
const names = (query: string) => found(products, query).map(({ name }) => name);

describe('a search on the menu', () => {
  it('puts first what begins so, then what has words that begin so, then the rest', () => {
    expect(names('kopi ')).toEqual(['Kopi Tubruk']);
    expect(names('kop')).toEqual(['Kopi Tubruk', 'Es Kopi Susu', 'Susu Kopiah']);
    expect(names('su ko')).toEqual(['Es Kopi Susu', 'Susu Kopiah']);
    expect(names('arik')).toEqual(['Teh Tarik']);
  });

  it('knows no accents and no case', () => {
    expect([names('PAO acu'), names('açúcar')]).toEqual([['Pão de Açúcar'], ['Pão de Açúcar']]);
  });

  it('finds a whole code before any name, and nothing where there is nothing', () => {
    expect([names('eskopi'), names('8991002101234'), names('nasi')]).toEqual([['Es Kopi Susu'], ['Kopi Tubruk'], []]);
  });
});

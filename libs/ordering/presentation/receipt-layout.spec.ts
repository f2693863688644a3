import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { aCafeReceipt, aShopBill } from '../testing/a-receipt.js';
import { displayWidth } from './display-width.js';
import { layOut, RECEIPT_COLUMNS } from './receipt-layout.js';
import { printedBlocks, type PrintedBlock } from './receipt-page.js';
import { receiptOf } from './receipt.js';
import { RECEIPT_LANGUAGES } from './receipt-words.js';

const texts = (blocks: readonly PrintedBlock[], columns: number) => layOut(blocks, columns).map(({ text }) => text);

describe('The layout of a receipt', () => {
  it('never makes a line wider than the paper, whatever the texts are', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('👩‍🍳', '日', 'W', ' ', '🇧🇷', 'é', '\u0301'), maxLength: 80 }),
    );
    const weight = fc.constantFrom('normal' as const, 'title' as const);
    const block: fc.Arbitrary<PrintedBlock> = fc.oneof(
      fc.record({ kind: fc.constant('centred' as const), text, weight }),
      fc.record({ kind: fc.constant('text' as const), text, indent: fc.integer({ min: 0, max: 4 }) }),
      fc.record({ kind: fc.constant('pair' as const), left: text, right: text, weight }),
      fc.constant({ kind: 'rule' as const }),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), fc.integer({ min: 16, max: 64 }), (blocks, columns) => {
        for (const line of texts(blocks, columns)) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 500 },
    );
  });

  it('loses no word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '日', '👍'), minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const lines = texts([{ kind: 'text', text: words.join(' '), indent: 2 }], 32);

        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
      }),
    );
  });

  it.each(RECEIPT_COLUMNS)('ends every amount at the right edge of %i columns', (columns) => {
    for (const language of RECEIPT_LANGUAGES) {
      const blocks = printedBlocks(receiptOf(aCafeReceipt()), language);
      const amounts = blocks.flatMap((block) => (block.kind === 'pair' ? [block.right] : []));

      const lines = texts(blocks, columns).filter((line) => amounts.some((amount) => line.endsWith(` ${amount}`)));

      expect(lines).toHaveLength(amounts.length);
      expect(new Set(lines.map(displayWidth))).toEqual(new Set([columns]));
    }
  });

  it('gives a name lines of its own when its amount leaves no room', () => {
    const pair = { kind: 'pair', left: 'Nasi goreng', right: 'R$ 100.000.000.000,00', weight: 'normal' } as const;

    expect(texts([pair], 33)).toEqual(['Nasi goreng R$ 100.000.000.000,00']);
    expect(texts([pair], 24)).toEqual(['Nasi goreng', '   R$ 100.000.000.000,00']);
  });

  it('counts columns as a fixed-width font draws them', () => {
    expect(['Açaí', '日本', '👍', '👩‍🍳', '🇧🇷', 'e\u0301', '©', '1️⃣', 'ﾗｰﾒﾝ'].map(displayWidth)).toEqual([
      4, 4, 2, 2, 2, 1, 1, 2, 4,
    ]);
  });

  it('prints a café’s receipt in Indonesian on 80 mm', () => {
    expect(`\n${texts(printedBlocks(receiptOf(aCafeReceipt()), 'id'), 42).join('\n')}\n`).toMatchInlineSnapshot(`
     "
                     Kopi Senja
                 Jl. Sabang No. 18
                Jakarta Pusat 10340
               Telp. +62 21 555 0101
             NPWP 01.234.567.8-021.000
     ------------------------------------------
                       STRUK
     ------------------------------------------
     Pesanan: JKT-0042 - Makan di tempat
     Meja: 4
     Tanggal: 21/11/2026, 14.03
     Dibayar: 21/11/2026, 14.48
     Dilayani oleh: Wayan
     Kasir: Siti Rahma
     ------------------------------------------
     2 x Es Kopi Susu                    76.000
       @ 38.000
       + Oat milk (+5.000)
       + 2 x Extra shot (+4.000)
       * sedikit es, tanpa gula
     1 x Nasi Goreng Kampung Spesial     48.500
     dengan Telur Mata Sapi
     3 x Air mineral                     24.000
       @ 8.000
     ------------------------------------------
     Subtotal                           148.500
     Diskon 10%                         -14.850
     Biaya layanan 5%                     6.683
     Pajak 10%                           11.765
     Pembulatan                             -98
     TOTAL                           Rp 152.000
     ------------------------------------------
     Tunai                              152.000
     Diterima                           200.000
     Kembali                             48.000
     ------------------------------------------
          Terima kasih, sampai jumpa lagi!
     "
    `);
  });

  it('prints the same in English on 58 mm', () => {
    expect(`\n${texts(printedBlocks(receiptOf(aCafeReceipt()), 'en'), 32).join('\n')}\n`).toMatchInlineSnapshot(`
     "
                Kopi Senja
            Jl. Sabang No. 18
           Jakarta Pusat 10340
          Phone +62 21 555 0101
        NPWP 01.234.567.8-021.000
     --------------------------------
                 RECEIPT
     --------------------------------
     Order: JKT-0042 - Dine in
     Table: 4
     Date: 21 Nov 2026, 14:03
     Paid: 21 Nov 2026, 14:48
     Served by: Wayan
     Cashier: Siti Rahma
     --------------------------------
     2 x Es Kopi Susu          76,000
       @ 38,000
       + Oat milk (+5,000)
       + 2 x Extra shot (+4,000)
       * sedikit es, tanpa gula
     1 x Nasi Goreng Kampung   48,500
     Spesial dengan Telur Mata
     Sapi
     3 x Air mineral           24,000
       @ 8,000
     --------------------------------
     Subtotal                 148,500
     Discount 10%             -14,850
     Service charge 5%          6,683
     Tax 10%                   11,765
     Rounding                     -98
     TOTAL                IDR 152,000
     --------------------------------
     Cash                     152,000
     Received                 200,000
     Change                    48,000
     --------------------------------
        Thank you, see you again!
     "
    `);
  });

  it('prints a Brazilian bill in Portuguese, and that it is no fiscal document', () => {
    expect(`\n${texts(printedBlocks(receiptOf(aShopBill()), 'pt-BR'), 48).join('\n')}\n`).toMatchInlineSnapshot(`
     "
                     Empório São João
                    Rua Augusta, 1500
                 CNPJ 11.222.333/0001-81
     ------------------------------------------------
                     CONTA - NÃO PAGA
                  NÃO É DOCUMENTO FISCAL
     ------------------------------------------------
     Pedido: SP-0042 - Para viagem
     Data: 21/11/2026, 04:03
     Atendido por: Wayan
     Caixa: Siti Rahma
     Observação: embalar para presente
     ------------------------------------------------
     4 x Pão de queijo                          26,00
       @ 6,50
     1 x Açaí na tigela 500 ml                  28,90
       * sem granola
     ------------------------------------------------
     TOTAL                                   R$ 54,90
     Impostos inclusos 12%                       3,10
     Impostos inclusos 8,25%                     1,98
     ------------------------------------------------
     Dinheiro                                   30,00
     A PAGAR                                 R$ 24,90
     "
    `);
  });

  it('says in any language that a Brazilian receipt is no fiscal document', () => {
    for (const language of RECEIPT_LANGUAGES) {
      expect(texts(printedBlocks(receiptOf(aShopBill()), language), 32).join('\n')).toContain('NÃO É DOCUMENTO FISCAL');
    }
  });

  it('shows what was given back', () => {
    const sources = aCafeReceipt();
    const payments = sources.payments.map((payment) => ({ ...payment, refundedAmount: 20_000 }));

    const lines = texts(printedBlocks(receiptOf({ ...sources, payments }), 'id'), 42);

    expect(lines).toContain('Pengembalian dana (Tunai)          -20.000');
  });
});

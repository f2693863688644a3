import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { printedBlocks, type PrintedBlock } from '../presentation/receipt-page.js';
import { receiptOf } from '../presentation/receipt.js';
import { aCafe, aDish, anOrderAt, aShopBill, sourcesOf } from '../testing/a-receipt.js';
import { receiptEscpos } from './receipt-escpos.js';

const CODE = '01900000-0000-7000-8000-0000000000c1';
const text = (content: string): PrintedBlock => ({ kind: 'text', text: content, indent: 0 });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Takes the commands out that a receipt is made of; what is left of its control characters came from somebody's text. */
const withoutCommands = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/\x1d\(k[^]{2}1[^]*?(?=\x1d|\n\r)/g, '')
    .replaceAll(/\x1b@|\x1c\.|\x1bM\x00|\x1b[Ea][\x00\x01]|\x1bt[\x02\x13]|\x1d![\x00\x01]|\x1dV\x01|\n\r/g, '');

describe('A receipt for an ESC/POS printer', () => {
  const bill = receiptOf(aShopBill());

  it('initialises the printer, prints, and cuts', () => {
    const bytes = receiptEscpos(printedBlocks(bill, 'pt-BR'), CODE, 42);

    expect(hex(bytes)).toMatch(/^1b40/);
    expect(hex(bytes)).toMatch(/1d56010a0d$/);
    expect(Buffer.from(bytes).toString('latin1')).toContain('Rua Augusta, 1500');
  });

  it('never opens the drawer', () => {
    expect(hex(receiptEscpos(printedBlocks(bill, 'pt-BR'), CODE, 42))).not.toContain('1b70');
  });

  it('carries a code that says the order’s id and nothing else', () => {
    const bytes = Buffer.from(receiptEscpos(printedBlocks(bill, 'en'), CODE, 42)).toString('latin1');

    expect(bytes).toContain(`1P0${CODE}\u001d(k`);
  });

  it('prints accents from the printer’s own code pages', () => {
    const bytes = Buffer.from(receiptEscpos([text('NÃO É açaí')], CODE, 42)).toString('latin1');

    expect(bytes).toContain('\x1bt\x02N\xc7O \x90 a\x87a\xa1');
  });

  it('knows a byte for every character that it lets through', () => {
    const latin = Array.from({ length: 0x160 }, (_, i) => String.fromCharCode(i)).filter((char) =>
      /[^\p{C}\s]/u.test(char),
    );
    const known = latin.filter((char) => char < '\u0100' && char !== '?');

    const bytes = Buffer.from(receiptEscpos([text(known.join(' '))], CODE, 48)).toString('latin1');

    expect(withoutCommands(Buffer.from(bytes, 'latin1'))).not.toContain('?');
  });

  it('changes to the page with the euro where there is one', () => {
    const bytes = Buffer.from(receiptEscpos([text('5 €'), text('ok')], CODE, 42)).toString('latin1');

    expect(bytes).toMatch(/\x1bt\x135 \xd5\n\r[^]*\x1bt\x02ok/);
  });

  it('drops accents that the printer lacks, and keeps the columns where it has no likeness at all', () => {
    const blocks: PrintedBlock[] = [{ kind: 'pair', left: 'Șoț „日本” 👍', right: '12.000', weight: 'normal' }];

    const bytes = Buffer.from(receiptEscpos(blocks, CODE, 32)).toString('latin1');

    expect(bytes).toContain(`Sot ???" ?${' '.repeat(16)}12.000\n\r`);
  });

  it('lets no text give the printer a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const hostile = `\u001bp\u0000\u0019\u00fa${typed}\u001d!\u0011`;
        const order = anOrderAt(aCafe, [aDish({ name: hostile, note: hostile })], { note: hostile });
        const outlet = { ...aCafe, name: hostile, address: hostile };

        const bytes = receiptEscpos(printedBlocks(receiptOf(sourcesOf(order, outlet)), 'en'), CODE, 42);

        expect(withoutCommands(bytes)).not.toMatch(/[\x00-\x1f\x7f]/);
      }),
      { numRuns: 100 },
    );
  });

  it('lets no text through that skipped the cleaning either', () => {
    const bytes = receiptEscpos([text('a\u001bp\u0000b')], CODE, 42);

    expect(withoutCommands(bytes)).toMatch(/^a\?p\?b/);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { invoiceText } from './invoice-text.js';

describe('a text on an invoice', () => {
  it.each([
    ['Café – “especial” ☕', 'Café - "especial"'],
    ['Pão d’água…', "Pão d'água..."],
    ['  two\n lines\t and   spaces ', 'two lines and spaces'],
    ['Cafe\u0301 Pin\u0303a', 'Café Piña'],
    ['Škoda Łódź œuf 5 m² ½', 'Skoda Lódz oeuf 5 m² ½'],
    ['ＡＢＣ １２', 'ABC 12'],
    ['👨‍👩‍👧 Família', 'Família'],
    ['珈琲', ''],
  ])('%j is %j', (text, plain) => {
    expect(invoiceText(text, 120)).toBe(plain);
  });

  it('is cut between characters, and leaves no space at its end', () => {
    expect(invoiceText(`${'x'.repeat(119)}☕☕`, 120)).toBe('x'.repeat(119));
    expect(invoiceText(`${'x'.repeat(119)} abc`, 120)).toBe('x'.repeat(119));
    expect(invoiceText(`${'x'.repeat(119)}e\u0301`, 120)).toBe(`${'x'.repeat(119)}é`);
    expect(invoiceText(`${'x'.repeat(119)}…`, 120)).toBe(`${'x'.repeat(119)}.`);
  });

  it('has the schema’s characters alone, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 120 }), (text, longest) => {
        const plain = invoiceText(text, longest);
        expect(plain === '' || /^[!-\u00ff]([ -\u00ff]*[!-\u00ff])?$/.test(plain)).toBe(true);
        expect(plain.length).toBeLessThanOrEqual(longest);
        expect(plain).not.toMatch(/\p{Cc}| {2}/u);
      }),
    );
  });
});

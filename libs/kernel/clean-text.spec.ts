import { describe, expect, it } from '@jest/globals';

import { cepDigits, cleanText, type TextKind } from './clean-text.js';

const COOK = '\u{1F469}\u200D\u{1F373}';
const SCOTLAND = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}';
/** Marks of direction and width that nobody sees. */
const UNSEEN = [
  '\u00AD', '\u061C', '\u180E', '\u200B', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E',
  '\u2060', '\u2061', '\u2066', '\u2067', '\u2068', '\u2069', '\uFEFF',
]; // prettier-ignore

describe('cleaning a text', () => {
  it.each(['name', 'code', 'phone', 'email'] as const)('takes what nobody sees out of a %s', (kind) => {
    for (const mark of UNSEEN) expect([mark, cleanText(kind, `${mark}a${mark}1${mark}`)]).toEqual([mark, 'a1']);
  });

  it.each<[TextKind, string, string]>([
    ['name', '  Siti \u00A0 Rahma\n', 'Siti   Rahma'],
    ['name', 'Kopi\nSusu', 'Kopi Susu'],
    ['name', 'Cafe\u0301', 'Caf\u00E9'],
    ['name', 'a\u0007b\u001B', 'ab'],
    ['name', `Chef ${COOK}`, `Chef ${COOK}`],
    ['name', `Haggis ${SCOTLAND}`, `Haggis ${SCOTLAND}`],
    ['name', '\u2764\uFE0F', '\u2764\uFE0F'],
    ['name', '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645', '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645'],
    ['name', '\u0D28\u0D4D\u200D', '\u0D28\u0D4D\u200D'],
    ['name', '\u200Da\u200D b\u200C', 'a b'],
    ['name', 'Kopi \u2013 Susu', 'Kopi \u2013 Susu'],
    ['name', '\u5E97', '\u5E97'],
    ['note', ' one\r\ntwo\rthree\u2028four\u0000 ', 'one\ntwo\nthree\nfour'],
    ['note', `no ice\u0008, ${COOK}\uFE0F`, `no ice, ${COOK}\uFE0F`],
    ['note', '\u200B \n', ''],
    ['code', '\u202AES\u2011042\u202C', 'ES-042'],
    ['code', 'A\u2010B\u2012C\u2013D\u2014E\u2015F\u2212G', 'A-B-C-D-E-F-G'],
    ['code', '\u3000A\u00A0B\u2009C ', 'A B C'],
    ['phone', '\u202A+55\u00A011 91234\u20115678\u202C', '+55 11 91234-5678'],
    ['phone', '+62\u200D812', '+62812'],
    ['email', ' \uFEFFsiti@warung.example\u200B', 'siti@warung.example'],
    ['email', '\uFF53iti@warung.example', 'siti@warung.example'],
    ['cep', '01.310-100', '01310100'],
    ['cep', '\u202A01310\u2011100\u202C', '01310100'],
    ['cep', '0131-0100', '0131-0100'],
  ])('of a %s: %j is %j', (kind, given, clean) => {
    expect(cleanText(kind, given)).toBe(clean);
    expect(cleanText(kind, clean)).toBe(clean);
  });

  it.each([
    '\u200B',
    '\u200D\u200C',
    '\u3164',
    '\u2800',
    '\u115F',
    '\uFFA0',
    '\uFE0F',
    '\u0301',
    ' \u00A0 ',
    '\u{E0061}',
    '\u034F',
  ])('leaves nothing of a name in which nothing can be seen: %j', (name) => {
    expect(cleanText('name', name)).toBe('');
    expect(cleanText('code', name)).toBe('');
  });

  it('knows a CEP', () => {
    expect(['01.310-100', '01310-100', '01310100', '01.310100'].map(cepDigits)).toEqual(Array(4).fill('01310100'));
    expect(['1310-100', '013101000', '01310-10a', '0131-0100', '', '01 310 100'].map(cepDigits)).toEqual(
      Array(6).fill(undefined),
    );
  });
});

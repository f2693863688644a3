import { describe, expect, it } from '@jest/globals';

import { layOutPdf } from './pdf-pages.js';
import { fontRuns, isInPdf } from './pdf-scripts.js';

const render = async (content: Parameters<typeof layOutPdf>[0]['content']) => {
  const bytes = await layOutPdf({ content, compress: false, defaultStyle: { font: 'Roboto', fontSize: 9 } });
  return Buffer.from(bytes).toString('latin1');
};

/** The glyph ids of all texts, by twos of bytes. */
const glyphs = (pdf: string): string[] =>
  [...pdf.matchAll(/\[((?:<[0-9a-f]*>|[-\d.\s])+)\]\s*TJ/g)].flatMap(([, shown = '']) =>
    [...shown.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []),
  );

/** What a reader gets when they copy the text: the codes that the fonts' tables give their glyphs. */
const copied = (pdf: string): Set<string> =>
  new Set(
    [...pdf.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)].flatMap(([, table = '']) =>
      [...table.matchAll(/<([0-9a-f ]+)>/g)].map(([, hex = '']) =>
        String.fromCharCode(...(hex.replace(/ /g, '').match(/.{4}/g) ?? []).map((code) => parseInt(code, 16))),
      ),
    ),
  );

describe('a PDF', () => {
  it.each([
    ['Japanese', '珈琲 ラーメン、ひらがな「￥」'],
    ['Chinese', '咖啡 繁體漢字'],
    ['Korean', '아메리카노 커피'],
    ['Thai', 'กาแฟเย็น น้ำแข็ง'],
    ['Arabic', 'قهوة عربية'],
    ['Latin beside it', 'Kopi 珈琲 – “Açaí” กาแฟ'],
  ])('has a glyph for each character of %s, which can be copied', async (_, text) => {
    const pdf = await render([
      text,
      { text, bold: true },
      { columns: [{ text }, text] },
      { table: { body: [[text]] } },
    ]);

    expect(glyphs(pdf).length).toBeGreaterThan(4);
    expect(glyphs(pdf)).not.toContain('0000');
    const letters = [...text].filter((letter) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(letter));
    for (const letter of letters) expect(copied(pdf)).toContain(letter);
  });

  it('reads no other font for Latin', () => {
    expect(fontRuns('Café coado – 5 €')).toBeUndefined();
  });

  it('has a question mark for what no font has, and never half a character', () => {
    expect(
      fontRuns('☕ 珈琲 👩‍🍳')
        ?.map(({ text }) => text)
        .join(''),
    ).toBe('? 珈琲 ?\u200d?');
    expect(isInPdf('☕')).toBe(false);
    expect(isInPdf('琲')).toBe(true);
  });

  it('sets Arabic words from right to left', () => {
    expect(fontRuns('قهوة عربية 2')).toEqual([{ text: 'عربية قهوة ', font: 'NotoSansArabic' }, { text: '2' }]);
  });
});

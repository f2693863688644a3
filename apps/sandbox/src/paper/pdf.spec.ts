import { describe, expect, it } from '@jest/globals';

import { pdfOf } from './pdf.js';

describe('a PDF', () => {
  const text = pdfOf(['Total R$ 67,98', 'Pão (1) \\ ☕']).toString('latin1');

  it('has a table of objects that says where each of them is', () => {
    const [, start = ''] = /startxref\n(\d+)\n%%EOF\n$/.exec(text) ?? [];
    const table = text.slice(Number(start));
    expect(table.startsWith('xref\n0 6\n')).toBe(true);
    const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset, at) => text.slice(offset).startsWith(`${at + 1} 0 obj\n`))).toEqual(
      Array<boolean>(5).fill(true),
    );
  });

  it('says how long its content is, and escapes what would end a text', () => {
    const [, length = '', content = ''] = /\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(text) ?? [];

    expect(content).toHaveLength(Number(length));
    expect(content).toContain('(Total R$ 67,98) Tj');
    expect(content).toContain('(Pão \\(1\\) \\\\ ?) Tj');
  });
});

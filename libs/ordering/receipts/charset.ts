import { graphemesOf } from '../presentation/display-width.js';
import type { PrintedBlock } from '../presentation/receipt-page.js';

/** Which single characters a medium has. */
export type Charset = Pick<RegExp, 'test'>;

/** Letters that no decomposition takes to their plain form, and the quotes and dashes of word processors. */
const SPELLED: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '•': '*',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
};

/**
 * The same blocks in the characters that a medium has: an accent that is missing is dropped, and what has no likeness becomes a question
 * mark. Before the layout, so that no column moves.
 */
export const inCharset = (blocks: readonly PrintedBlock[], charset: Charset): PrintedBlock[] =>
  blocks.map((block) => {
    if (block.kind === 'rule') return block;
    if (block.kind === 'pair') return { ...block, left: fit(block.left, charset), right: fit(block.right, charset) };
    return { ...block, text: fit(block.text, charset) };
  });

function fit(text: string, charset: Charset): string {
  if (covers(text, charset)) return text;
  return graphemesOf(text)
    .map((grapheme) => {
      const likeness = SPELLED[grapheme] ?? grapheme.normalize('NFKD').replace(/\p{M}/gu, '');
      return [grapheme, likeness].find((form) => form !== '' && covers(form, charset)) ?? '?';
    })
    .join('');
}

const covers = (text: string, charset: Charset): boolean => Array.from(text).every((char) => charset.test(char));

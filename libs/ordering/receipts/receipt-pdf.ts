import type { Content } from 'pdfmake';

import { isInPdf, type PdfDefinition } from '#libs/platform';

import { layOut } from '../presentation/receipt-layout.js';
import type { PrintedBlock, Weight } from '../presentation/receipt-page.js';
import { inCharset } from './charset.js';

const POINTS_PER_MM = 72 / 25.4;
const PAPER_WIDTH = 80 * POINTS_PER_MM;
const MARGIN = 4 * POINTS_PER_MM;
const INDENT = 4;
/** A page ends at 14,400 points, which is about this many lines; a longer receipt goes on on another page. */
const LONGEST_PAGE_LINES = 800;
const LONG_PAGE_HEIGHT = 5_000;
/** A longer word may be wider than the paper: it is broken wherever the paper ends. */
const LONGEST_WORD = 18;
const ARABIC = /\p{Script=Arabic}/u;

const STYLES = {
  normal: {},
  strong: { bold: true, fontSize: 10 },
  title: { bold: true, fontSize: 12 },
} as const satisfies Record<Weight, object>;

/** A receipt as one page of 80 mm, as long as it needs. */
export function receiptPdf(blocks: readonly PrintedBlock[], code: string, title: string): PdfDefinition {
  const isLong = layOut(blocks, 42).length > LONGEST_PAGE_LINES;
  return {
    pageSize: { width: PAPER_WIDTH, height: isLong ? LONG_PAGE_HEIGHT : 'auto' },
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN],
    info: { title, creator: 'Comanda', producer: 'Comanda' },
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.1 },
    content: [
      ...inCharset(blocks, { test: isInPdf }).map(contentOf),
      { qr: code, fit: 70, alignment: 'center', margin: [0, 10, 0, 0] },
    ],
  };
}

function contentOf(block: PrintedBlock): Content {
  switch (block.kind) {
    case 'rule':
      return {
        canvas: [
          { type: 'line', x1: 0, y1: 0, x2: PAPER_WIDTH - 2 * MARGIN, y2: 0, lineWidth: 0.5, dash: { length: 2 } },
        ],
        margin: [0, 4, 0, 4],
      };
    case 'centred':
      return { ...words(block.text), alignment: 'center', ...STYLES[block.weight] };
    case 'text':
      return { ...words(block.text), margin: [block.indent * INDENT, 0, 0, 0] };
    case 'pair':
      return {
        columns: [
          { ...words(block.left), width: '*' },
          { text: block.right, width: 'auto', alignment: 'right', noWrap: true },
        ],
        columnGap: 6,
        ...STYLES[block.weight],
      };
  }
}

/** Arabic words stand from right to left: they stay together. */
const words = (text: string) => ({
  text: (ARABIC.test(text) ? [text] : text.split(/(?<= )/)).map((word) => ({
    text: word,
    wordBreak: word.length > LONGEST_WORD ? ('break-all' as const) : undefined,
  })),
});

import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';

import { layOut, type ReceiptColumns } from '../presentation/receipt-layout.js';
import type { PrintedBlock } from '../presentation/receipt-page.js';
import { inCharset } from './charset.js';

/** Latin-1 and the euro: what code page 858 holds. No control character is in it, so no text can give a command. */
const LATIN = /^[\x20-\x7e\xa1-\xac\xae-\xff€]$/;
const LINES_BEFORE_CUT = 4;

/**
 * The bytes that an ESC/POS printer takes: the receipt, its code to find the order by, and a cut. They do not open the drawer: printing a
 * receipt again must not.
 */
export function receiptEscpos(blocks: readonly PrintedBlock[], code: string, columns: ReceiptColumns): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    codepageMapping: 'epson',
    feedBeforeCut: LINES_BEFORE_CUT,
  });
  encoder.initialize();
  for (const { text, weight } of layOut(inCharset(blocks, LATIN), columns)) {
    // Twice as high, never twice as wide: the layout counts columns.
    encoder
      .codepage(codePageOf(text))
      .height(weight === 'title' ? 2 : 1)
      .bold(weight !== 'normal')
      .line(text);
  }
  encoder.height(1).bold(false).newline().align('center');
  encoder.qrcode(code, { model: 2, size: 4, errorlevel: 'm' }).align('left');
  return encoder.cut('partial').encode();
}

/**
 * 858 is 850 with the euro, and fewer printers have it. The encoder could choose by itself (`auto`), but it copies a whole code page for
 * every character: a tenth of a second of the event loop for a receipt.
 */
const codePageOf = (text: string) => (text.includes('€') ? 'cp858' : 'cp850');

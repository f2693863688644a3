import type { Receipt } from './receipt.js';
import type { ReceiptColumns } from './receipt-layout.js';
import type { ReceiptLanguage } from './receipt-words.js';

export const RECEIPT_FORMATS = ['json', 'txt', 'pdf', 'escpos'] as const;
export type ReceiptFormat = (typeof RECEIPT_FORMATS)[number];
export type PrintedFormat = Exclude<ReceiptFormat, 'json'>;

export interface ReceiptPrint {
  readonly format: PrintedFormat;
  readonly language: ReceiptLanguage;
  /** Of the paper, for `txt` and `escpos`. */
  readonly columns: ReceiptColumns;
}

/**
 * Makes a receipt into a document: UTF-8 text, a PDF page of 80 mm, or the bytes that an ESC/POS printer takes. Throws
 * `DOCUMENTS_BUSY` (503) when too many PDFs are being made.
 */
export abstract class ReceiptPrinter {
  abstract print(receipt: Receipt, how: ReceiptPrint): Promise<Uint8Array>;
}

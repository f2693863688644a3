import { layOut, type ReceiptColumns } from '../presentation/receipt-layout.js';
import type { PrintedBlock } from '../presentation/receipt-page.js';

/** A receipt in a fixed-width font, each line ended by a newline. */
export const receiptText = (blocks: readonly PrintedBlock[], columns: ReceiptColumns): string =>
  layOut(blocks, columns)
    .map(({ text }) => `${text.trimEnd()}\n`)
    .join('');

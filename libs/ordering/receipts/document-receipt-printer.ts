import { Injectable } from '@nestjs/common';

import { PdfRenderer } from '#libs/platform';

import { ReceiptPrinter, type ReceiptPrint } from '../presentation/receipt-printer.js';
import type { Receipt } from '../presentation/receipt.js';
import { printedBlocks } from '../presentation/receipt-page.js';
import { receiptEscpos } from './receipt-escpos.js';
import { receiptPdf } from './receipt-pdf.js';
import { receiptText } from './receipt-text.js';

@Injectable()
export class DocumentReceiptPrinter extends ReceiptPrinter {
  constructor(private readonly pdf: PdfRenderer) {
    super();
  }

  async print(receipt: Receipt, { format, language, columns }: ReceiptPrint): Promise<Uint8Array> {
    const blocks = printedBlocks(receipt, language);
    switch (format) {
      case 'txt':
        return Buffer.from(receiptText(blocks, columns));
      case 'escpos':
        return receiptEscpos(blocks, receipt.orderId, columns);
      case 'pdf':
        return this.pdf.render(receiptPdf(blocks, receipt.orderId, receipt.number));
    }
  }
}

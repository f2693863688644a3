import { Injectable } from '@nestjs/common';

import { PdfRenderer } from '#libs/platform';

import { type ConsumerDanfe, DanfePrinter } from '../core/danfe.js';
import { danfePdf } from './danfe-pdf.js';

@Injectable()
export class PdfDanfePrinter extends DanfePrinter {
  constructor(private readonly renderer: PdfRenderer) {
    super();
  }

  print(danfe: ConsumerDanfe): Promise<Uint8Array> {
    return this.renderer.render(danfePdf(danfe));
  }
}

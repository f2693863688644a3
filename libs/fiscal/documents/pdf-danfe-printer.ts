import { Injectable } from '@nestjs/common';

import { PdfRenderer } from '#libs/platform';

import type { ConsumerDanfe } from '../core/model/danfe.js';
import { DanfePrinter } from '../core/fiscal.ports.js';
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

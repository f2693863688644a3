import { Injectable } from '@nestjs/common';

import { FiscalProvider } from '../fiscal-authority.js';
import { FiscalDesk } from '../fiscal-desk.js';
import { type FiscalDocument } from '../fiscal-document.js';
import { blocked } from '../fiscal-moves.js';
import { type InvoiceFault, invoiceOf } from '../invoice-of.js';
import { InvoiceSources } from '../invoice-sources.js';
import { TransmitDocument } from './transmit-document.js';

const NO_PROVIDER: InvoiceFault = {
  code: 'PROVIDER_MISSING',
  message: 'This installation has no fiscal provider any more: set NFE_PROVIDER.',
};

/** Puts a document together and sends it; what is missing for it is kept with it, all at once, for whoever can put it right. */
@Injectable()
export class SendDocument {
  constructor(
    private readonly desk: FiscalDesk,
    private readonly provider: FiscalProvider,
    private readonly sources: InvoiceSources,
    private readonly transmit: TransmitDocument,
  ) {}

  async execute(document: FiscalDocument): Promise<void> {
    const at = this.desk.clock.now();
    const { authority, installation } = this.provider;
    if (!authority || !installation) {
      await this.desk.write(document, blocked(document, [NO_PROVIDER], at));
      return;
    }
    const { needsCompanyId, takesOurNumbers } = authority;
    const facts = await this.sources.of(document);
    const draft = invoiceOf({ ...facts, installation, needsCompanyId, at });
    if ('faults' in draft) {
      await this.desk.write(document, blocked(document, draft.faults, at));
      return;
    }
    const invoice = takesOurNumbers ? draft.invoice : { ...draft.invoice, series: null };
    const sealed = await this.desk.seal(document, authority.name, invoice);
    if (sealed) await this.transmit.first(sealed, authority);
  }
}

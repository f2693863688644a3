import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { FiscalProvider } from '../fiscal.ports.js';
import { DocumentLedger } from './document-ledger.js';
import { type FiscalDocument } from '../model/fiscal-document.js';
import { blocked } from '../model/fiscal-moves.js';
import { type InvoiceFault, invoiceOf } from '../model/invoice-of.js';
import { InvoiceSources } from './invoice-sources.js';
import { TransmitDocument } from './transmit-document.js';

const NO_PROVIDER: InvoiceFault = {
  code: 'PROVIDER_MISSING',
  message: 'This installation has no fiscal provider any more: set NFE_PROVIDER.',
};

/** Puts a document together and sends it; what is missing for it is kept with it, all at once, for whoever can put it right. */
@Injectable()
export class SendDocument {
  constructor(
    private readonly ledger: DocumentLedger,
    private readonly provider: FiscalProvider,
    private readonly sources: InvoiceSources,
    private readonly transmit: TransmitDocument,
    private readonly clock: Clock,
  ) {}

  async send(document: FiscalDocument): Promise<void> {
    const at = this.clock.now();
    const { authority, installation } = this.provider;
    if (!authority || !installation) {
      await this.ledger.write(document, blocked(document, [NO_PROVIDER], at));
      return;
    }
    const { needsCompanyId, takesOurNumbers } = authority;
    const facts = await this.sources.of(document);
    const draft = invoiceOf({ ...facts, installation, needsCompanyId, at });
    if ('faults' in draft) {
      await this.ledger.write(document, blocked(document, draft.faults, at));
      return;
    }
    const invoice = takesOurNumbers ? draft.invoice : { ...draft.invoice, series: null };
    const sealed = await this.ledger.seal(document, authority.name, invoice);
    if (sealed) await this.transmit.first(sealed, authority);
  }
}

import { Injectable } from '@nestjs/common';

import { FiscalProvider } from '../fiscal.ports.js';
import { type FiscalDocument, refOf } from '../model/fiscal-document.js';
import { TransmitDocument } from './transmit-document.js';

/** Asks what became of a document that was sent, or may have been; sends it again only when the provider has nothing of it. */
@Injectable()
export class FollowDocument {
  constructor(
    private readonly provider: FiscalProvider,
    private readonly transmit: TransmitDocument,
  ) {}

  async follow(document: FiscalDocument): Promise<void> {
    const authority = this.provider.holderOf(document);
    if (!authority) return this.transmit.wait(document, 'PROVIDER_MISSING', null);
    const outcome = await authority.fetch(refOf(document));
    switch (outcome.kind) {
      case 'absent':
        return this.transmit.again(document, authority);
      case 'state':
        // What was rejected may be the try before this one, which nobody is known to have received.
        if (outcome.state.status === 'REJECTED' && !document.taken) return this.transmit.again(document, authority);
        return this.transmit.apply(document, outcome.state);
      default:
        return this.transmit.wait(document, 'code' in outcome ? outcome.code : 'NO_ANSWER', outcome.reason);
    }
  }
}

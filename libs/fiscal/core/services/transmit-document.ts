import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { AuthorityState } from '../model/authority-state.js';
import type { FiscalAuthority } from '../fiscal.ports.js';
import { DocumentLedger } from './document-ledger.js';
import { type FiscalDocument } from '../model/fiscal-document.js';
import { applied, failed, refused, waited } from '../model/fiscal-moves.js';
import { InvoiceSources } from './invoice-sources.js';
import { localInstant } from '../model/local-instant.js';

/** Hands a sealed document to the provider, and writes down what became of it. */
@Injectable()
export class TransmitDocument {
  constructor(
    private readonly ledger: DocumentLedger,
    private readonly sources: InvoiceSources,
    private readonly clock: Clock,
  ) {}

  /** Its first sending. Without an answer nothing is written: the next step, planned already, asks for it. */
  async first(document: FiscalDocument, authority: FiscalAuthority): Promise<void> {
    if (!document.invoice) return;
    const outcome = await authority.issue(document.invoice);
    if (outcome.kind === 'state') await this.apply(document, outcome.state);
    if (outcome.kind === 'refused') await this.refuse(document, outcome);
  }

  /** Once more, the provider having nothing of it: with the number that it has, and the time that it is now. */
  async again(document: FiscalDocument, authority: FiscalAuthority): Promise<void> {
    if (!document.invoice) return this.wait(document, 'NOTHING_TO_SEND', null);
    const timeZone = await this.sources.timeZoneOf(document.outletId);
    const invoice = { ...document.invoice, issuedAt: localInstant(this.clock.now(), timeZone) };
    const outcome = await authority.issue(invoice);
    const sent = { ...document, invoice };
    if (outcome.kind === 'state') return this.apply(sent, outcome.state);
    if (outcome.kind === 'refused') return this.refuse(sent, outcome);
    return this.wait(sent, outcome.kind === 'exists' ? null : outcome.reason, null);
  }

  async apply(document: FiscalDocument, state: AuthorityState): Promise<void> {
    const at = this.clock.now();
    await this.ledger.write(document, applied(document, state, at) ?? failed(document, at));
  }

  async wait(document: FiscalDocument, code: string | null, reason: string | null): Promise<void> {
    const at = this.clock.now();
    await this.ledger.write(document, waited(document, { code, reason }, at) ?? failed(document, at));
  }

  private async refuse(document: FiscalDocument, { code, reason }: { code: string; reason: string }): Promise<void> {
    await this.ledger.write(document, refused(document, code, reason, this.clock.now()));
  }
}

import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { AuthorityState } from '../model/authority-state.js';
import { type FiscalAuthority, FiscalProvider, FiscalSettingsRepository } from '../fiscal.ports.js';
import { DocumentLedger } from './document-ledger.js';
import { type FiscalDocument, refOf } from '../model/fiscal-document.js';
import { applied, cancelRefused, type Move, waited } from '../model/fiscal-moves.js';
import { cancelWindowMs } from '../model/fiscal-settings.js';

const GONE: readonly AuthorityState['status'][] = ['CANCELLED', 'CANCELLING'];

/** Cancels the document of a sale that was refunded whole, as long as the law lets it; what is too late is left to a person. */
@Injectable()
export class CancelDocument {
  constructor(
    private readonly ledger: DocumentLedger,
    private readonly provider: FiscalProvider,
    private readonly settings: FiscalSettingsRepository,
    private readonly clock: Clock,
  ) {}

  async cancel(document: FiscalDocument): Promise<void> {
    const authority = this.provider.holderOf(document);
    if (!authority) return this.wait(document, 'PROVIDER_MISSING', null);
    // Asked for before: it may have been done although nobody heard so.
    if (document.tries > 0) {
      const outcome = await authority.fetch(refOf(document));
      if (outcome.kind === 'state' && outcome.state.status !== 'AUTHORIZED') return this.apply(document, outcome.state);
      if (outcome.kind === 'no_answer') return this.wait(document, 'NO_ANSWER', outcome.reason);
    }
    return this.ask(document, authority);
  }

  private async ask(document: FiscalDocument, authority: FiscalAuthority): Promise<void> {
    const at = this.clock.now();
    const window = cancelWindowMs(await this.settings.get(document.outletId), document.model);
    const since = document.authorizedAt ? at.getTime() - document.authorizedAt.getTime() : 0;
    if (since > window) return this.write(document, cancelRefused(document, 'WINDOW_PASSED', null, at));
    const outcome = await authority.cancel(refOf(document));
    switch (outcome.kind) {
      case 'state':
        return this.apply(document, outcome.state);
      case 'refused':
        return this.believe(document, authority, outcome);
      case 'no_answer':
        return this.wait(document, 'NO_ANSWER', outcome.reason);
    }
  }

  /** A refusal, unless there is nothing left to cancel: a process that died may have asked before. */
  private async believe(
    document: FiscalDocument,
    authority: FiscalAuthority,
    { code, reason }: { code: string; reason: string },
  ): Promise<void> {
    const found = await authority.fetch(refOf(document));
    if (found.kind === 'state' && GONE.includes(found.state.status)) return this.apply(document, found.state);
    if (found.kind === 'no_answer') return this.wait(document, 'NO_ANSWER', found.reason);
    return this.write(document, cancelRefused(document, code, reason, this.clock.now()));
  }

  private async apply(document: FiscalDocument, state: AuthorityState): Promise<void> {
    const at = this.clock.now();
    await this.write(document, applied(document, state, at) ?? cancelRefused(document, 'NO_ANSWER', null, at));
  }

  private async wait(document: FiscalDocument, code: string, reason: string | null): Promise<void> {
    const at = this.clock.now();
    const move = waited(document, { code, reason }, at);
    await this.write(document, move ?? cancelRefused(document, 'NO_ANSWER', reason, at));
  }

  private async write(document: FiscalDocument, move: Move): Promise<void> {
    await this.ledger.write(document, move);
  }
}

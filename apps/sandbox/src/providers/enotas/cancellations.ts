import type { FiscalDocument, FiscalDocuments } from '../../fiscal/documents.js';
import type { SandboxClock } from '../../framework/clock.js';
import type { Settings } from '../../framework/provider.js';

const REASON = 'Cancelamento solicitado pelo emitente';

/** Wishes to cancel, on which the authority decides later: as slowly as on the invoices themselves. */
export class Cancellations {
  private waiting = new Map<FiscalDocument, number>();
  private refused = new Map<FiscalDocument, string>();

  constructor(
    private readonly documents: FiscalDocuments,
    private readonly clock: SandboxClock,
    private readonly settings: Settings,
    /** The authority has said no. */
    private readonly denied: (document: FiscalDocument) => void,
  ) {}

  ask(document: FiscalDocument): void {
    const { authorisationTakesPolls: polls = '', authorisationTakesMs: ms = '' } = this.settings;
    this.refused.delete(document);
    this.waiting.set(document, polls === '' ? Infinity : Number(polls));
    if (ms !== '') this.clock.after(Number(ms), () => this.decide(document));
  }

  poll(document: FiscalDocument): void {
    const left = this.waiting.get(document);
    if (left === undefined) return;
    if (left <= 0) this.decide(document);
    else this.waiting.set(document, left - 1);
  }

  isWaiting(document: FiscalDocument): boolean {
    return this.waiting.has(document);
  }

  /** Why the last wish was refused. */
  refusalOf(document: FiscalDocument): string | undefined {
    return this.refused.get(document);
  }

  decide(document: FiscalDocument): void {
    if (!this.waiting.delete(document)) return;
    const { code, message } = this.documents.cancel(document, REASON);
    if (document.state === 'cancelled') return;
    this.refused.set(document, `${code} ${message}`);
    this.denied(document);
  }

  reset(): void {
    this.waiting = new Map();
    this.refused = new Map();
  }
}

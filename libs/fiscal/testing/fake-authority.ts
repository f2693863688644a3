import {
  type AuthorityState,
  type CancelOutcome,
  type DocumentRef,
  type DownloadOutcome,
  type FetchOutcome,
  type FileKind,
  type IssueOutcome,
  NO_LINKS,
} from '../core/model/authority-state.js';
import { FiscalAuthority } from '../core/fiscal.ports.js';
import type { Invoice } from '../core/model/invoice.js';

const NOTHING: AuthorityState = {
  status: 'PROCESSING',
  code: null,
  reason: null,
  number: null,
  series: null,
  accessKey: null,
  protocol: null,
  authorizedAt: null,
  links: NO_LINKS,
};
const REJECTED: AuthorityState = {
  ...NOTHING,
  status: 'REJECTED',
  code: '591',
  reason: 'Rejeicao: informado CSOSN indevido',
};

/** `lost`: done there, and the answer never came. `down`: nothing arrived. */
export type Weather = 'fine' | 'lost' | 'down';

/** An authority in memory: NFC-e at once, NF-e after as many questions as `patience` says. REJ and DEN in a reference do what they say. */
export class FakeAuthority extends FiscalAuthority {
  readonly name = 'focusnfe';
  readonly needsCompanyId = false;
  takesOurNumbers = true;
  patience = 1;
  weather: Weather = 'fine';
  /** What the next issue is answered with, whatever is sent. */
  rejecting = false;
  refusing: { code: string; reason: string } | null = null;
  refusesToCancel = false;
  readonly issued: Invoice[] = [];
  readonly cancelled: string[] = [];
  private readonly documents = new Map<string, { state: AuthorityState; asked: number }>();
  private counted = 0;

  constructor(private readonly now: () => Date = () => new Date()) {
    super();
  }

  async issue(invoice: Invoice): Promise<IssueOutcome> {
    if (this.weather === 'down') return { kind: 'no_answer', reason: 'unreachable' };
    const { reference } = invoice;
    const known = this.documents.get(reference);
    if (known && known.state.status !== 'REJECTED') return { kind: 'exists' };
    this.issued.push(invoice);
    if (this.refusing) return { kind: 'refused', ...this.refusing };
    const state = this.decided(invoice);
    this.documents.set(reference, { state, asked: 0 });
    return this.weather === 'lost' ? { kind: 'no_answer', reason: 'timed_out' } : { kind: 'state', state };
  }

  async fetch({ reference }: DocumentRef): Promise<FetchOutcome> {
    if (this.weather === 'down') return { kind: 'no_answer', reason: 'unreachable' };
    const known = this.documents.get(reference);
    if (!known) return { kind: 'absent' };
    if (known.state.status === 'PROCESSING' && ++known.asked >= this.patience) {
      const invoice = this.issued.findLast((sent) => sent.reference === reference);
      if (invoice) known.state = this.authorised(invoice);
    }
    return { kind: 'state', state: known.state };
  }

  async cancel({ reference }: DocumentRef): Promise<CancelOutcome> {
    if (this.weather === 'down') return { kind: 'no_answer', reason: 'unreachable' };
    const known = this.documents.get(reference);
    if (!known || !['AUTHORIZED', 'CANCELLED'].includes(known.state.status)) {
      return { kind: 'refused', code: 'nfe_nao_autorizada', reason: 'There is nothing to cancel.' };
    }
    if (this.refusesToCancel) {
      return {
        kind: 'state',
        state: { ...known.state, status: 'CANCEL_REFUSED', code: '501', reason: 'Prazo vencido' },
      };
    }
    known.state = {
      ...known.state,
      status: 'CANCELLED',
      code: '135',
      links: { ...known.state.links, cancellationXml: `https://authority.example/${reference}-can.xml` },
    };
    this.cancelled.push(reference);
    return this.weather === 'lost' ? { kind: 'no_answer', reason: 'timed_out' } : { kind: 'state', state: known.state };
  }

  async download({ reference }: DocumentRef, kind: FileKind): Promise<DownloadOutcome> {
    if (this.weather !== 'fine') return { kind: 'no_answer', reason: 'unreachable' };
    if (!this.documents.has(reference)) return { kind: 'absent' };
    const isXml = kind !== 'DANFE';
    const content = new TextEncoder().encode(isXml ? `<nfeProc>${reference}</nfeProc>` : `%PDF-1.4 ${reference}`);
    return { kind: 'file', file: { kind, mediaType: isXml ? 'application/xml' : 'application/pdf', content } };
  }

  private decided(invoice: Invoice): AuthorityState {
    if (this.rejecting || invoice.reference.includes('REJ')) return REJECTED;
    if (invoice.reference.includes('DEN')) return { ...NOTHING, status: 'DENIED', code: '302', reason: 'Uso Denegado' };
    return invoice.model === 'NFCE' ? this.authorised(invoice) : NOTHING;
  }

  private authorised(invoice: Invoice): AuthorityState {
    const number = invoice.number ?? ++this.counted;
    const { reference } = invoice;
    return {
      ...NOTHING,
      status: 'AUTHORIZED',
      code: '100',
      number,
      series: invoice.series ?? 1,
      accessKey: `35${String(number).padStart(42, '0')}`,
      protocol: `1352600000${number}`,
      authorizedAt: this.now(),
      links: {
        ...NO_LINKS,
        xml: `https://authority.example/${reference}.xml`,
        danfe: `https://authority.example/${reference}.pdf`,
      },
    };
  }
}

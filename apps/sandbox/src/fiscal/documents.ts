import { NoSuchItem, NotPossible, type Premises, type Settings } from '../framework/provider.js';
import { accessKey } from './access-key.js';
import { reasonOf } from './reasons.js';
import { faultIn, type Model, type Sale } from './sale.js';

export type DocumentState = 'processing' | 'authorised' | 'rejected' | 'denied' | 'cancelled';

/** What the authority said: to the invoice, or to the wish to cancel it. */
export interface Verdict {
  readonly code: string;
  readonly message: string;
}

/** An invoice by the caller's own reference. What is optional is there once the authority has decided. */
export interface FiscalDocument {
  readonly ref: string;
  readonly model: Model;
  readonly createdAt: number;
  /** As it was handed in the last time. */
  sale: Sale;
  request: unknown;
  state: DocumentState;
  changedAt: number;
  verdict?: Verdict;
  /** What was said to earlier tries with this reference. */
  readonly earlier: Verdict[];
  number?: number;
  key?: string;
  protocol?: string;
  authorisedAt?: number;
  cancellation?: { readonly protocol: string; readonly reason: string; readonly at: number };
}

type Fate = { readonly state: 'rejected' | 'denied'; readonly code: string } | undefined;

const CANCEL_WITHIN_MS: Readonly<Record<Model, number>> = { 55: 24 * 3_600_000, 65: 30 * 60_000 };
const SAO_PAULO = '35';

/**
 * The invoices of one company and the authority that decides on them. It takes `authorisationTakesPolls` questions or
 * `authorisationTakesMs` of the sandbox's clock, whichever comes first; an empty setting never comes. A reference with `REJ` in it is
 * rejected (591) and one with `DEN` denied. Numbers run without a gap: only what is authorised or denied has one.
 */
export class FiscalDocuments {
  private documents = new Map<string, FiscalDocument>();
  private fates = new Map<FiscalDocument, Fate>();
  private polls = new Map<FiscalDocument, number>();
  private used = new Map<string, Set<number>>();
  private last = 0;

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
    /** The authority has decided, or the invoice was cancelled. */
    private readonly changed: (document: FiscalDocument) => void,
  ) {}

  /** For the first time, or again after a rejection. `isSync`: the authority decides at once. */
  submit(operation: string, ref: string, sale: Sale, request: unknown, isSync: boolean): FiscalDocument {
    const document = this.find(sale.model, ref) ?? this.add(ref, sale, request);
    if (document.verdict) document.earlier.push(document.verdict);
    Object.assign(document, { sale, request, state: 'processing', verdict: undefined });
    this.fates.set(document, this.fateOf(operation, document));
    if (isSync) this.decide(document, this.fates.get(document));
    else this.wait(document);
    return document;
  }

  all(): FiscalDocument[] {
    return [...this.documents.values()];
  }

  find(model: Model, ref: string): FiscalDocument | undefined {
    return this.documents.get(nameOf(model, ref));
  }

  /** By its id, its reference or its key. Throws `NoSuchItem`. */
  get(name: string): FiscalDocument {
    const found = this.documents.get(name) ?? this.all().find(({ ref, key }) => ref === name || key === name);
    if (!found) throw new NoSuchItem(name);
    return found;
  }

  /** Somebody asks how far it is. */
  poll(document: FiscalDocument): void {
    if (document.state !== 'processing') return;
    const left = this.polls.get(document) ?? Infinity;
    if (left <= 0) this.decide(document, this.fates.get(document));
    else this.polls.set(document, left - 1);
  }

  /** Throws `NotPossible` unless it waits. */
  force(document: FiscalDocument, state: 'authorised' | 'rejected' | 'denied', code: string): void {
    if (document.state !== 'processing') throw new NotPossible(`it is ${document.state}`);
    this.decide(document, state === 'authorised' ? undefined : { state, code });
  }

  /** What the authority says to the wish; the invoice is cancelled when that is 135. */
  cancel(document: FiscalDocument, reason: string): Verdict {
    const now = this.premises.clock.now();
    const refused = this.premises.faults.take(['cancel-refused'], 'cancel');
    const isLate = now - (document.authorisedAt ?? 0) > CANCEL_WITHIN_MS[document.model];
    if (refused || isLate) return verdictOf(refused?.code ?? '501');
    document.cancellation = { protocol: this.protocol(), reason, at: now };
    this.move(document, 'cancelled');
    return verdictOf('135');
  }

  /** Numbers that will never be used. 102 when the authority took it. */
  void(model: Model, series: number, from: number, to: number): Verdict {
    const used = this.numbersOf(model, series);
    const range = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    if (range.some((number) => used.has(number))) return verdictOf('256');
    for (const number of range) used.add(number);
    return verdictOf('102');
  }

  protocol(): string {
    return `1352600${String(++this.last).padStart(8, '0')}`;
  }

  reset(): void {
    this.documents = new Map();
    this.fates = new Map();
    this.polls = new Map();
    this.used = new Map();
    this.last = 0;
  }

  private add(ref: string, sale: Sale, request: unknown): FiscalDocument {
    const now = this.premises.clock.now();
    const { model } = sale;
    const common = { createdAt: now, changedAt: now, earlier: [] };
    const document: FiscalDocument = { ref, model, sale, request, state: 'processing', ...common };
    this.documents.set(nameOf(model, ref), document);
    return document;
  }

  private wait(document: FiscalDocument): void {
    const { authorisationTakesPolls: polls = '', authorisationTakesMs: ms = '' } = this.settings;
    this.polls.set(document, polls === '' ? Infinity : Number(polls));
    if (ms === '') return;
    const tries = document.earlier.length;
    this.premises.clock.after(Number(ms), () => {
      const isStillThisTry = document.state === 'processing' && document.earlier.length === tries;
      if (isStillThisTry) this.decide(document, this.fates.get(document));
    });
  }

  private fateOf(operation: string, { ref }: FiscalDocument): Fate {
    const fault = this.premises.faults.take(['document-rejected', 'document-denied'], operation);
    if (fault?.kind === 'document-denied' || (!fault && ref.includes('DEN'))) {
      return { state: 'denied', code: fault?.code ?? '301' };
    }
    if (fault || ref.includes('REJ')) return { state: 'rejected', code: fault?.code ?? '591' };
    return undefined;
  }

  /** Emission times are compared with the wall's clock: the caller lives by that. */
  private decide(document: FiscalDocument, fate: Fate): void {
    const { sale } = document;
    const wrong = fate?.state === 'rejected' ? fate.code : fate ? undefined : faultIn(sale, Date.now());
    const isTaken = sale.number !== undefined && this.numbersOf(sale.model, sale.series).has(sale.number);
    const code = wrong ?? (isTaken ? '539' : undefined);
    if (code !== undefined) {
      document.verdict = verdictOf(code);
      return this.move(document, 'rejected');
    }
    this.number(document);
    document.verdict = verdictOf(fate?.code ?? '100');
    if (!fate) Object.assign(document, { protocol: this.protocol(), authorisedAt: this.premises.clock.now() });
    this.move(document, fate ? 'denied' : 'authorised');
  }

  private number(document: FiscalDocument): void {
    const { model, series, cnpj, issuedAt, number: given } = document.sale;
    const used = this.numbersOf(model, series);
    let number = given ?? 1;
    while (used.has(number)) number++;
    used.add(number);
    document.number = number;
    document.key = accessKey({ state: SAO_PAULO, issuedAt, cnpj, model, series, number });
  }

  private numbersOf(model: Model, series: number): Set<number> {
    const name = `${model}/${series}`;
    const used = this.used.get(name) ?? new Set<number>();
    this.used.set(name, used);
    return used;
  }

  private move(document: FiscalDocument, state: DocumentState): void {
    document.state = state;
    document.changedAt = this.premises.clock.now();
    this.changed(document);
  }
}

const verdictOf = (code: string): Verdict => ({ code, message: reasonOf(code) });

/** `nfe-PED0001` */
export const nameOf = (model: Model, ref: string): string => `${model === 55 ? 'nfe' : 'nfce'}-${ref}`;

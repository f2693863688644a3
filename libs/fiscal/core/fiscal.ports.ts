import type { CursorPage, PageRequest, PeriodSpans } from '#libs/kernel';

import type {
  CancelOutcome,
  DocumentLinks,
  DocumentRef,
  DownloadedFile,
  DownloadOutcome,
  FetchOutcome,
  FileKind,
  IssueOutcome,
} from './model/authority-state.js';
import type { ConsumerDanfe } from './model/danfe.js';
import type { FiscalDocument, FiscalStatus } from './model/fiscal-document.js';
import type { FiscalInstallation, SavedFiscalSettings } from './model/fiscal-settings.js';
import type { FiscalEnvironment, FiscalModel, Invoice } from './model/invoice.js';

export interface FiscalFilter {
  readonly outletId?: string;
  readonly orderId?: string;
  readonly status?: FiscalStatus;
  readonly model?: FiscalModel;
  readonly period?: PeriodSpans;
}

/** Documents of all outlets, to be shown. */
export abstract class FiscalQueries {
  /** Newest first. */
  abstract page(filter: FiscalFilter, page: PageRequest): Promise<CursorPage<FiscalDocument>>;
}

/** Documents, one per order. Writing joins the ambient transaction. */
export abstract class FiscalDocumentRepository {
  /** False when the order has one already. */
  abstract insert(document: FiscalDocument): Promise<boolean>;

  abstract find(outletId: string, id: string): Promise<FiscalDocument | null>;

  abstract ofOrder(outletId: string, orderId: string): Promise<FiscalDocument | null>;

  abstract byReference(provider: string, reference: string): Promise<FiscalDocument | null>;

  /** Writes what it became from the version before. False when somebody else changed it since. */
  abstract save(document: FiscalDocument): Promise<boolean>;

  abstract ofCustomer(customerId: string): Promise<FiscalDocument[]>;

  /** Forgets the buyer in documents that never became fiscal ones. */
  abstract forgetBuyer(customerId: string): Promise<void>;

  /** Deletes documents, and their files, that were last changed before this instant; answers how many, `limit` at most. */
  abstract deleteBefore(instant: Date, limit: number): Promise<number>;
}

/** A row of numbers without gaps: the law counts by issuer, model and series, the authority by its environment too. */
export interface Series {
  readonly cnpj: string;
  readonly environment: FiscalEnvironment;
  readonly model: FiscalModel;
  readonly series: number;
}

/** Joins the ambient transaction, whose end frees the series for the next. */
export abstract class FiscalNumbers {
  /** The lowest number that was given back, or the next one. Locks the series until the transaction ends. */
  abstract take(series: Series): Promise<number>;

  /** A number that no document was authorised under. */
  abstract giveBack(series: Series, number: number): Promise<void>;
}

export abstract class FiscalFiles {
  /** Keeping one again changes nothing. */
  abstract keep(document: Pick<FiscalDocument, 'outletId' | 'id'>, file: DownloadedFile, at: Date): Promise<void>;

  abstract find(document: Pick<FiscalDocument, 'outletId' | 'id'>, kind: FileKind): Promise<DownloadedFile | null>;
}

export abstract class FiscalSettingsRepository {
  /** The outlet's, or the defaults with version 0. */
  abstract get(outletId: string): Promise<SavedFiscalSettings>;

  /** Writes what follows the version before; false when somebody else changed it since. */
  abstract save(settings: SavedFiscalSettings): Promise<boolean>;
}

/**
 * A provider that speaks to the tax authority for us. Every outcome is a typed result; it throws only for our own mistakes. Every call goes
 * through the provider's circuit breaker, has a deadline, and is made outside any unit of work.
 */
export abstract class FiscalAuthority {
  /** As `NFE_PROVIDER` names it; also its breaker's name. */
  abstract readonly name: string;
  /** Whether it issues under the number that we give. */
  abstract readonly takesOurNumbers: boolean;
  /** Whether it must be told its own id of the issuer. */
  abstract readonly needsCompanyId: boolean;

  abstract issue(invoice: Invoice): Promise<IssueOutcome>;
  abstract fetch(ref: DocumentRef): Promise<FetchOutcome>;
  abstract cancel(ref: DocumentRef): Promise<CancelOutcome>;
  abstract download(ref: DocumentRef, kind: FileKind, links: DocumentLinks): Promise<DownloadOutcome>;
}

/** The provider that this installation is configured for; null where no documents are issued. */
export abstract class FiscalProvider {
  abstract readonly authority: FiscalAuthority | null;
  abstract readonly installation: FiscalInstallation | null;

  /** Who has a document that was sent: null when this installation speaks to another provider by now, or to its other environment. */
  holderOf({ provider, environment }: { provider: string; environment: FiscalEnvironment }): FiscalAuthority | null {
    const isThere = this.authority?.name === provider && this.installation?.environment === environment;
    return isThere ? this.authority : null;
  }
}

/** Lays a consumer's document out as a PDF of 80 mm. Throws `DOCUMENTS_BUSY` when too many are being made. */
export abstract class DanfePrinter {
  abstract print(danfe: ConsumerDanfe): Promise<Uint8Array>;
}

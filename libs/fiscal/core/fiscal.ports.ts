import type { Page, PageRequest, PeriodSpans } from '#libs/kernel';

import type { DownloadedFile, FileKind } from './fiscal-authority.js';
import type { FiscalDocument, FiscalStatus } from './fiscal-document.js';
import type { SavedFiscalSettings } from './fiscal-settings.js';
import type { FiscalEnvironment, FiscalModel } from './invoice.js';

export interface FiscalFilter {
  readonly outletId?: string;
  readonly orderId?: string;
  readonly status?: FiscalStatus;
  readonly model?: FiscalModel;
  readonly period?: PeriodSpans;
}

/** Documents, one per order. Writing joins the ambient transaction. */
export abstract class FiscalDocuments {
  /** False when the order has one already. */
  abstract insert(document: FiscalDocument): Promise<boolean>;

  abstract find(outletId: string, id: string): Promise<FiscalDocument | null>;

  abstract ofOrder(outletId: string, orderId: string): Promise<FiscalDocument | null>;

  abstract byReference(provider: string, reference: string): Promise<FiscalDocument | null>;

  /** Writes what it became from the version before. False when somebody else changed it since. */
  abstract save(document: FiscalDocument): Promise<boolean>;

  /** Newest first. */
  abstract list(filter: FiscalFilter, page: PageRequest): Promise<Page<FiscalDocument>>;

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

export abstract class FiscalSettingsStore {
  /** The outlet's, or the defaults with version 0. */
  abstract get(outletId: string): Promise<SavedFiscalSettings>;

  /** Writes what follows the version before; false when somebody else changed it since. */
  abstract save(settings: SavedFiscalSettings): Promise<boolean>;
}

import type { FiscalStatus } from './model/fiscal-document.js';
import type { FiscalModel } from './model/invoice.js';

/** What neighbours may show of an order's document. */
export interface FiscalSummary {
  readonly id: string;
  readonly orderId: string;
  readonly model: FiscalModel;
  readonly status: FiscalStatus;
  readonly series: number | null;
  readonly number: number | null;
  /** Forty-four characters. */
  readonly accessKey: string | null;
  /** Where anybody may look the document up at the authority. */
  readonly lookupUrl: string | null;
}

export abstract class FiscalApi {
  /** The document of an order; null when it has none. */
  abstract ofOrder(outletId: string, orderId: string): Promise<FiscalSummary | null>;

  /**
   * A provider says that something happened to the document of this reference: it is asked for, whatever the webhook says. False when we know
   * of no such document. Joins the ambient transaction.
   */
  abstract documentChanged(provider: string, reference: string): Promise<boolean>;
}

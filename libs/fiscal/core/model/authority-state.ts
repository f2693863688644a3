import type { FiscalModel } from './invoice.js';

/** Where a document is to be found there again. */
export interface DocumentRef {
  readonly reference: string;
  readonly model: FiscalModel;
  /** The issuer's id at a provider that has one. */
  readonly companyId: string | null;
}

export const AUTHORITY_STATUSES = [
  'PROCESSING',
  'AUTHORIZED',
  'REJECTED',
  'DENIED',
  'CANCELLING',
  'CANCELLED',
  'CANCEL_REFUSED',
] as const;
export type AuthorityStatus = (typeof AUTHORITY_STATUSES)[number];

/** What the provider says of a document, in our words. `reason` names no person: numbers that look like a CPF are blotted out. */
export interface AuthorityState {
  readonly status: AuthorityStatus;
  /** The authority's own code, such as SEFAZ' 100 or 591. */
  readonly code: string | null;
  readonly reason: string | null;
  readonly number: number | null;
  readonly series: number | null;
  /** Forty-four characters, without a prefix. */
  readonly accessKey: string | null;
  readonly protocol: string | null;
  readonly authorizedAt: Date | null;
  readonly links: DocumentLinks;
}

/** Where people may look the document up. Files are kept here; these are the provider's own addresses. */
export interface DocumentLinks {
  readonly xml: string | null;
  readonly danfe: string | null;
  /** The content of a consumer document's QR code. */
  readonly qrCode: string | null;
  readonly lookup: string | null;
  readonly cancellationXml: string | null;
}

/** No usable answer: it may have arrived all the same, so it is asked for, not sent again. */
export interface NoAnswer {
  readonly kind: 'no_answer';
  /** A stable word of ours, for staff and logs. */
  readonly reason: string;
}

export type IssueOutcome =
  | { readonly kind: 'state'; readonly state: AuthorityState }
  /** There is one by this reference already, or it is being processed: fetch it. */
  | { readonly kind: 'exists' }
  /** Not taken in: a fault of the document, of its issuer's register or of our key. Nothing exists there. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | NoAnswer;

export type FetchOutcome =
  | { readonly kind: 'state'; readonly state: AuthorityState }
  /** Never heard of. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | NoAnswer;

export type CancelOutcome =
  /** CANCELLED, CANCELLING or CANCEL_REFUSED. */
  | { readonly kind: 'state'; readonly state: AuthorityState }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | NoAnswer;

export const FILE_KINDS = ['XML', 'DANFE', 'CANCELLATION_XML'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export interface DownloadedFile {
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export type DownloadOutcome =
  | { readonly kind: 'file'; readonly file: DownloadedFile }
  /** It is not to be had there (yet). */
  | { readonly kind: 'absent' }
  | NoAnswer;

export const NO_LINKS: DocumentLinks = { xml: null, danfe: null, qrCode: null, lookup: null, cancellationXml: null };

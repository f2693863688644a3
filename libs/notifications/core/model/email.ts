import type { Locale } from '#libs/identity';

export interface Row {
  readonly label: string;
  readonly value: string;
  readonly isTotal?: boolean;
}

/** What a mail says, before it is text or HTML. Nothing in it is markup: what people wrote stays what they wrote. */
export interface Email {
  readonly locale: Locale;
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly table?: { readonly caption: string; readonly rows: readonly Row[] };
  readonly link?: { readonly label: string; readonly url: string };
  readonly closing?: string;
  /** Who writes: the outlet's name and where it is. */
  readonly signature: readonly string[];
}

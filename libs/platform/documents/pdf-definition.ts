import type { createPdf } from 'pdfmake';

/** A document as plain data: it is laid out in another thread, where functions do not cross. */
export type PdfDefinition = Omit<Parameters<typeof createPdf>[0], 'header' | 'footer'> & {
  /** The foot of every page: `left` as it is, `right` with `{page}` and `{pages}`. */
  readonly pageFoot?: { readonly left: string; readonly right: string; readonly margin: number };
};

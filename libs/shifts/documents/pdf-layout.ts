import type { Content, TableCell } from 'pdfmake';

/** What the thread that lays pages out needs: plain data, since functions do not cross to it. */
export interface PagesToLayOut {
  readonly title: string;
  readonly content: Content[];
  /** Left foot of every page. */
  readonly foot: string;
  /** Right foot, with `{page}` and `{pages}`. */
  readonly pageFoot: string;
  readonly language: string;
}

export const GREY = '#666666';

export const heading = (text: string): Content => ({ text, bold: true, fontSize: 12, margin: [0, 14, 0, 4] });

export const head = (text: string, isNumber = false): TableCell => ({
  text,
  color: GREY,
  fontSize: 8,
  alignment: isNumber ? 'right' : 'left',
});

export const right = (text: string): TableCell => ({ text, alignment: 'right' });

export const bold = (text: string): TableCell => ({ text, bold: true });

export const table = (widths: string[], body: TableCell[][], layout = 'lightHorizontalLines'): Content => ({
  table: { widths, body, dontBreakRows: true },
  layout,
});

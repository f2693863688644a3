import type { Content, TableCell } from 'pdfmake';

export const GREY = '#666666';

export const heading = (text: string): Content => ({ text, bold: true, fontSize: 12, margin: [0, 10, 0, 3] });

export const head = (text: string, isNumber = false): TableCell => ({
  text,
  color: GREY,
  fontSize: 8,
  alignment: isNumber ? 'right' : 'left',
});

export const right = (text: string): TableCell => ({ text, alignment: 'right' });

export const bold = (text: string): TableCell => ({ text, bold: true });

/** A table below a row of heads. */
export const table = (widths: string[], body: TableCell[][]): Content => ({
  table: { widths, body, headerRows: 1, dontBreakRows: true },
  layout: 'lightHorizontalLines',
});

/** Names on the left, what they name on the right; no heads. */
export const pairs = (
  widths: string[],
  body: TableCell[][],
  layout: 'noBorders' | 'lightHorizontalLines',
): Content => ({
  table: { widths, body, headerRows: 0, dontBreakRows: true },
  layout,
});

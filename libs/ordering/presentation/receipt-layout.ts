import { displayWidth, graphemesOf } from './display-width.js';
import type { PrintedBlock, Weight } from './receipt-page.js';

/** Characters that fit on 58 mm paper, and on 80 mm paper by the two fonts in use. */
export const RECEIPT_COLUMNS = [32, 42, 48] as const;
export type ReceiptColumns = (typeof RECEIPT_COLUMNS)[number];

export interface PrintedLine {
  readonly text: string;
  readonly weight: Weight;
}

/** A name that has fewer columns than this beside its amount gets lines of its own. */
const NARROWEST_NAME = 10;

/** Lays blocks out for a fixed-width font. No line is ever wider than `columns`, whatever the texts are. */
export const layOut = (blocks: readonly PrintedBlock[], columns: number): PrintedLine[] =>
  blocks.flatMap((block) => linesOf(block, columns));

function linesOf(block: PrintedBlock, columns: number): PrintedLine[] {
  const as = (weight: Weight) => (text: string) => ({ text, weight });
  switch (block.kind) {
    case 'rule':
      return ['-'.repeat(columns)].map(as('normal'));
    case 'centred':
      return wrap(block.text, columns)
        .map((line) => centre(line, columns))
        .map(as(block.weight));
    case 'text':
      return indented(block.text, block.indent, columns).map(as('normal'));
    case 'pair':
      return pair(block.left, block.right, columns).map(as(block.weight));
  }
}

/** The amount stands at the right of the name's first line; one that leaves the name no room goes below it. */
function pair(left: string, right: string, columns: number): string[] {
  const room = columns - displayWidth(right) - 1;
  if (room < Math.min(NARROWEST_NAME, displayWidth(left))) {
    return [...wrap(left, columns), ...wrap(right, columns).map((line) => padStart(line, columns))];
  }
  const [first = '', ...rest] = wrap(left, room);
  return [first + padStart(right, columns - displayWidth(first)), ...rest];
}

function indented(text: string, indent: number, columns: number): string[] {
  return wrap(text, columns - indent).map((line) => ' '.repeat(indent) + line);
}

/** Breaks at spaces, and inside a word only where it is wider than a line. At least one line. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => broken(long, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= columns) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function broken(word: string, columns: number): string[] {
  if (displayWidth(word) <= columns) return [word];
  const parts: string[] = [];
  let part = '';
  for (const grapheme of graphemesOf(word)) {
    if (displayWidth(part + grapheme) > columns) {
      parts.push(part);
      part = '';
    }
    part += grapheme;
  }
  return [...parts, part];
}

const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;

const centre = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, Math.floor((columns - displayWidth(text)) / 2))) + text;

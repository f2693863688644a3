import { chosenAgain, keyOfChoice } from '#libs/catalog';
import type { MinorUnits } from '#libs/kernel';

import type { OrderLine, WantedLine } from './order-line.js';
import { lineIdTaken } from './ordering.errors.js';

/** What somebody asked for, to be held against what they ask for. */
interface Content {
  readonly said: string;
  /** Absent of a barcode that is no product's any more. */
  readonly productId?: string;
  /** Of one piece; absent where nobody said one. */
  readonly price?: MinorUnits;
}

/**
 * What a bill lacks of what is wanted, each in its place; null in the place of a line whose id somebody has named and that is there with the same
 * content: it was sent before, and is not ordered twice. The catalogue has no part in it: what was sold may be sold out since. Throws
 * `LINE_ID_TAKEN` (409) for an id that is there, or in the request, with other content.
 */
export function linesThatAreNew(
  wanted: readonly WantedLine[],
  there: readonly OrderLine[],
): readonly (WantedLine | null)[] {
  const known = new Map(there.map((line) => [line.id, contentOf(line)]));
  return wanted.map((line) => {
    if (line.lineId === undefined) return line;
    const content = { said: said(line), productId: line.productId, price: line.openPrice };
    const same = known.get(line.lineId);
    if (same && !isSame(same, content)) throw lineIdTaken(line.lineId);
    known.set(line.lineId, same ?? content);
    return same ? null : line;
  });
}

/** A catalogue price may have changed since; a price that was said is content. */
const isSame = (there: Content, { said: wanted, productId = there.productId, price = there.price }: Content): boolean =>
  there.said === wanted && there.productId === productId && there.price === price;

const contentOf = ({ terms, unitPrice, modifiers, ...line }: OrderLine): Content => ({
  said: said({ ...line, modifiers: chosenAgain(modifiers) }),
  productId: line.productId,
  price: terms?.price?.menuPrice ?? unitPrice,
});

type Said = Pick<WantedLine, 'quantity' | 'modifiers'> & {
  readonly [of in 'note' | 'seat' | 'course']?: OrderLine[of];
};

const said = ({ quantity, note = null, seat = null, course = null, modifiers = [] }: Said): string =>
  JSON.stringify([quantity, note, seat, course, keyOfChoice(modifiers)]);

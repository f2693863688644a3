import type { JSX } from 'preact';

import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';
import { ChoicesSheet } from './choices-sheet.js';
import { FactsSheet } from './facts-sheet.js';
import type { PartProps } from './part-props.js';
import { PricesSheet } from './prices-sheet.js';

/** What of a product is edited apart from it. */
export type ProductPart = 'choices' | 'facts' | 'prices';

const SHEETS = { choices: ChoicesSheet, facts: FactsSheet, prices: PricesSheet };

export function PartSheet({ part, ...props }: PartProps & { readonly part: ProductPart }): JSX.Element {
  const Shown = SHEETS[part];
  return <Shown {...props} />;
}

/** The ways from a product to its choices, to what is in it, and to its prices. */
export function PartButtons({ onPart }: { readonly onPart: (part: ProductPart) => void }): JSX.Element {
  const { dishes } = t.value;
  return (
    <div class="row">
      <Button onPress={() => onPart('choices')}>{dishes.choices}</Button>
      <Button onPress={() => onPart('facts')}>{dishes.facts}</Button>
      <Button onPress={() => onPart('prices')}>{dishes.prices}</Button>
    </div>
  );
}

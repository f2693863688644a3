import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { BinIcon, PlusIcon } from '../shared/icons.js';
import { parseMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { typedAmount } from './form-values.js';

type Variant = Schemas['VariantResponse'];
type VariantRequest = Schemas['VariantRequest'];

/** A size of a product while it is edited: its name and its price as typed, and the one that it was before. */
export interface VariantRow {
  readonly key: string;
  readonly name: string;
  readonly price: string;
  readonly before: Variant | null;
}

export const rowsOf = (variants: readonly Variant[], currency: string): readonly VariantRow[] =>
  variants.map((one) => ({ key: one.id, name: one.name, price: typedAmount(one.price, currency), before: one }));

/** What the API is sent, with everything that a variant had and this page does not show; null when a row lacks its name or its price. */
export function variantsIn(rows: readonly VariantRow[], currency: string): VariantRequest[] | null {
  const sent: VariantRequest[] = [];
  for (const { name, price, before } of rows) {
    const amount = parseMoney(price, currency);
    if (name.trim() === '' || amount === null) return null;
    const position = sent.length;
    sent.push({ ...(before && kept(before)), name: name.trim(), price: amount, position });
  }
  return sent;
}

const kept = ({ id, options, sku, barcode, plu, cost, weight_grams, track_stock, active }: Variant) => ({
  id,
  options: options as Record<string, string>,
  sku,
  barcode,
  weight_grams,
  track_stock,
  active,
  ...(plu !== undefined && { plu }),
  ...(cost !== undefined && { cost }),
});

interface VariantRowsProps {
  readonly rows: readonly VariantRow[];
  readonly currency: string;
  readonly onChange: (rows: readonly VariantRow[]) => void;
}

/** Sizes, each with its own price: without one, the product has a single price. */
export function VariantRows({ rows, onChange }: VariantRowsProps): JSX.Element {
  const { admin: words } = t.value;
  const change = (key: string, part: Partial<VariantRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <fieldset class="stack tight">
      <legend>{words.variants}</legend>
      <p class="quiet">{words.variantsHint}</p>
      {rows.map((row) => (
        <div key={row.key} class="variant">
          <label>
            <span class="unseen">{words.name}</span>
            <input
              value={row.name}
              placeholder={words.name}
              maxLength={60}
              onInput={(event) => change(row.key, { name: event.currentTarget.value })}
            />
          </label>
          <label>
            <span class="unseen">{words.price}</span>
            <input
              value={row.price}
              placeholder={words.price}
              inputMode="decimal"
              onInput={(event) => change(row.key, { price: event.currentTarget.value })}
            />
          </label>
          <Button
            kind="quiet"
            label={words.remove(row.name)}
            onPress={() => onChange(rows.filter(({ key }) => key !== row.key))}
          >
            <BinIcon size={20} />
          </Button>
        </div>
      ))}
      <Button onPress={() => onChange([...rows, { key: newId(), name: '', price: '', before: null }])}>
        <PlusIcon size={20} /> {words.addVariant}
      </Button>
    </fieldset>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { Sheet } from '../shared/ui/sheet.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import type { Admin, Outlet } from './admin.js';
import { Form } from './form.js';
import { finish } from './finish.js';
import { amountIn, type FormField, numberIn, textIn, textOrNull, typedAmount, type Values } from './form-values.js';
import type { Category, Product } from './shapes.js';
import { PartButtons, type ProductPart } from './product-parts.js';
import { rowsOf, VariantRows, variantsIn } from './variant-rows.js';

interface ProductSheetProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
  readonly categories: readonly Category[];
  /** Null for a new one. */
  readonly product: Product | null;
  readonly categoryId: string | null;
  readonly onClose: () => void;
  readonly onDone: () => void | Promise<void>;
  readonly onPart: (part: ProductPart) => void;
}

/** A product with the sizes that it is sold in. */
export function ProductSheet(props: ProductSheetProps): JSX.Element {
  const { admin, outlet, categories, product, onClose, onDone } = props;
  const { admin: words } = t.value;
  const { currency } = outlet;
  const [variants, setVariants] = useState(rowsOf(product?.variants ?? [], currency));
  const path = product && { path: { id: product.id } };

  const fields: readonly FormField[] = [
    { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 200 },
    { kind: 'money', name: 'price', label: words.price, currency, required: true },
    {
      kind: 'choice',
      name: 'category_id',
      label: words.category,
      options: [
        { value: '', label: words.noCategory },
        ...categories.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    { kind: 'text', name: 'description', label: words.description, rows: 2, maxLength: 2000 },
    { kind: 'text', name: 'station', label: words.station, hint: words.stationHint, maxLength: 40 },
    { kind: 'money', name: 'cost', label: words.cost, currency },
    { kind: 'text', name: 'tax_rate', label: words.taxRate, hint: words.taxRateHint, inputmode: 'decimal' },
    { kind: 'text', name: 'barcode', label: words.barcode, maxLength: 64 },
    { kind: 'check', name: 'open_price', label: words.openPrice },
    { kind: 'check', name: 'track_stock', label: words.trackStock },
    ...(product ? [] : [{ kind: 'text' as const, name: 'stock', label: words.stock, inputmode: 'numeric' as const }]),
  ];

  async function save(values: Values) {
    const sizes = variantsIn(variants, currency);
    if (sizes === null) {
      return { status: 0, code: 'VARIANTS', title: '', detail: words.variantsIncomplete, errors: [], more: {} };
    }
    const trackStock = values['track_stock'] === true;
    const body = {
      name: textIn(values, 'name'),
      price: amountIn(values, 'price', currency) ?? 0,
      category_id: textOrNull(values, 'category_id'),
      description: textOrNull(values, 'description'),
      cost: amountIn(values, 'cost', currency),
      tax_rate: numberIn(values, 'tax_rate'),
      barcode: textOrNull(values, 'barcode'),
      open_price: values['open_price'] === true,
      track_stock: trackStock,
      // Left out, it is the category's.
      ...((textIn(values, 'station') || product) && { station: textOrNull(values, 'station') }),
      ...((sizes.length > 0 || product?.variants) && { variants: sizes }),
    };
    const stock = trackStock && !product ? { stock: numberIn(values, 'stock') ?? 0 } : {};
    const told = path
      ? await admin.api.patch('/api/v1/products/{id}', { params: path, body: { ...body, version: product.version } })
      : await admin.api.post('/api/v1/products', { key: newId(), body: { ...body, ...stock, outlet_id: outlet.id } });
    return finish(told, onDone);
  }

  return (
    <Sheet title={product ? words.edit(product.name) : words.addProduct} onClose={onClose}>
      {product && <PartButtons onPart={props.onPart} />}
      <Form
        fields={fields}
        submit={words.save}
        values={{
          name: product?.name ?? '',
          price: typedAmount(product?.price, currency),
          category_id: props.categoryId ?? '',
          description: product?.description ?? '',
          station: product?.station ?? '',
          cost: typedAmount(product?.cost, currency),
          tax_rate: product?.tax_rate == null ? '' : String(product.tax_rate),
          barcode: product?.barcode ?? '',
          open_price: product?.open_price ?? false,
          track_stock: product?.track_stock ?? false,
          stock: '',
        }}
        onSubmit={save}
        {...(product && {
          onDelete: async () => {
            const told = await admin.api.del('/api/v1/products/{id}', { params: asSeen(product) });
            return finish(told, onDone);
          },
        })}
      >
        <VariantRows rows={variants} currency={currency} onChange={setVariants} />
      </Form>
    </Sheet>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { PlusIcon } from '../shared/icons.js';
import { formatMoney } from '../shared/money.js';
import { Button } from '../shared/ui/button.js';
import { Empty, problemText } from '../shared/ui/states.js';
import { toast } from '../shared/ui/toast.js';
import { language, t } from '../shared/words/index.js';
import type { Outlet, ScreenProps } from './admin.js';
import { CategorySheet } from './category-sheet.js';
import { EditButton } from './edit-button.js';
import { everything, PAGE } from '../shared/everything.js';
import { PartSheet, type ProductPart } from './product-parts.js';
import { ProductSheet } from './product-sheet.js';
import type { Category, Product } from './shapes.js';
import { Shown, useTold } from './told.js';

type Editing =
  | { readonly kind: 'product'; readonly product: Product | null; readonly categoryId: string | null }
  | { readonly kind: 'category'; readonly category: Category | null }
  | { readonly kind: 'part'; readonly product: Product; readonly part: ProductPart };

/** What is sold, by category: who may change the menu edits it, a supervisor says what is there today. */
export function MenuScreen({ admin, outlet }: ScreenProps): JSX.Element {
  const { admin: words } = t.value;
  const [editing, edit] = useState<Editing | null>(null);
  const query = { outlet_id: outlet.id, limit: PAGE };
  const told = useTold(async () => {
    const [categories, products] = await Promise.all([
      everything((offset) => admin.api.get('/api/v1/categories', { params: { query: { ...query, offset } } })),
      everything((offset) => admin.api.get('/api/v1/products', { params: { query: { ...query, offset } } })),
    ]);
    if (!categories.ok) return categories;
    return products.ok ? { ...products, data: { categories: categories.data, products: products.data } } : products;
  }, [outlet.id]);
  const done = async () => {
    await told.reload();
    edit(null);
  };
  const isOwner = admin.isOwner.value;
  return (
    <Shown told={told}>
      {({ categories, products }) => (
        <>
          {isOwner && (
            <div class="row">
              <Button kind="main" onPress={() => edit({ kind: 'product', product: null, categoryId: null })}>
                <PlusIcon size={20} /> {words.addProduct}
              </Button>
              <Button onPress={() => edit({ kind: 'category', category: null })}>
                <PlusIcon size={20} /> {words.addCategory}
              </Button>
            </div>
          )}
          {products.length === 0 && categories.length === 0 && (
            <Empty title={words.noProducts}>
              <p>{words.noProductsHint}</p>
            </Empty>
          )}
          {[...categories, null].map((category) => (
            <Group
              key={category?.id ?? ''}
              category={category}
              outlet={outlet}
              products={products.filter((one) => one.category_id === (category?.id ?? null))}
              isOwner={isOwner}
              onEdit={edit}
              onAvailable={async (product, available) => {
                const answer = await admin.api.patch('/api/v1/products/{id}/availability', {
                  params: { path: { id: product.id } },
                  body: { available, outlet_id: outlet.id },
                });
                if (!answer.ok) toast(problemText(answer.problem), { kind: 'bad' });
                await told.reload();
              }}
            />
          ))}
          {editing?.kind === 'product' && (
            <ProductSheet
              admin={admin}
              outlet={outlet}
              categories={categories}
              product={editing.product}
              categoryId={editing.categoryId}
              onClose={() => edit(null)}
              onDone={done}
              onPart={(part) => editing.product && edit({ kind: 'part', product: editing.product, part })}
            />
          )}
          {editing?.kind === 'part' && (
            <PartSheet
              admin={admin}
              outlet={outlet}
              product={editing.product}
              part={editing.part}
              onClose={() => edit(null)}
              onDone={done}
            />
          )}
          {editing?.kind === 'category' && (
            <CategorySheet
              admin={admin}
              outlet={outlet}
              category={editing.category}
              onClose={() => edit(null)}
              onDone={done}
            />
          )}
        </>
      )}
    </Shown>
  );
}

interface GroupProps {
  readonly category: Category | null;
  readonly outlet: Outlet;
  readonly products: readonly Product[];
  readonly isOwner: boolean;
  readonly onEdit: (editing: Editing) => void;
  readonly onAvailable: (product: Product, available: boolean) => Promise<void>;
}

function Group({ category, outlet, products, isOwner, onEdit, onAvailable }: GroupProps): JSX.Element | null {
  const { admin: words } = t.value;
  if (!category && products.length === 0) return null;
  const name = category?.name ?? words.noCategory;
  return (
    <section class="stack tight">
      <div class="row between">
        <h3>{name}</h3>
        {isOwner && category && (
          <span class="row">
            <Button
              kind="quiet"
              label={words.addTo(name)}
              onPress={() => onEdit({ kind: 'product', product: null, categoryId: category.id })}
            >
              <PlusIcon size={20} />
            </Button>
            <EditButton name={name} onPress={() => onEdit({ kind: 'category', category })} />
          </span>
        )}
      </div>
      {products.length === 0 && <p class="quiet">{words.nothingHere}</p>}
      <ul class="lines">
        {products.map((product) => (
          <li key={product.id}>
            <span>
              <strong>{product.name}</strong>
              {product.variants && (
                <span class="quiet"> {product.variants.map((variant) => variant.name).join(', ')}</span>
              )}
              {product.station && <span class="quiet"> · {product.station}</span>}
            </span>
            <span class="number">{formatMoney(product.price, outlet.currency, language.value)}</span>
            <label class="check">
              <input
                type="checkbox"
                checked={product.available}
                onChange={(event) => void onAvailable(product, event.currentTarget.checked)}
              />
              {words.available}
              <span class="unseen">{product.name}</span>
            </label>
            <EditButton
              name={product.name}
              onPress={() =>
                onEdit(
                  isOwner
                    ? { kind: 'product', product, categoryId: product.category_id }
                    : { kind: 'part', product, part: 'prices' },
                )
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

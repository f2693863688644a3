import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { BagIcon, SearchIcon } from '../shared/icons.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { variantsOf } from '../shared/variants.js';
import { t } from '../shared/words/index.js';
import { CartPanel } from './cart-panel.js';
import { piecesOf } from './cart.js';
import { ChoicesSheet } from './choices-sheet.js';
import { mayHaveDrawer } from './drawer.js';
import { found } from './finding.js';
import { OpenShift } from './open-shift.js';
import { choosing, pick } from './picking.js';
import { useSettled } from './settled.js';
import type { Product } from './shop.js';
import type { Till } from './till.js';

/**
 * Somebody who takes cash says first what is in the drawer; then products at the left, and the sale at the right. On a phone the sale is behind a bar
 * that tells what it comes to.
 */
export function SellScreen({ till }: { readonly till: Till }): JSX.Element {
  const { drawer, session } = till;
  const withoutCash = useSignal(false);
  const isCartOpen = useSignal(false);
  // What was sent, paid or cleared needs no looking at.
  useSignalEffect(() => {
    if (till.selling.cart.value.lines.length === 0) isCartOpen.value = false;
  });
  const needsShift = mayHaveDrawer(session.user.value?.role) && drawer.shift.value === null && !withoutCash.value;
  if (needsShift) return <OpenShift till={till} onLater={() => (withoutCash.value = true)} />;
  return (
    <div class={isCartOpen.value ? 'sell with-cart' : 'sell'}>
      <Catalogue till={till} />
      <CartPanel till={till} onProducts={() => (isCartOpen.value = false)} />
      <CartBar till={till} isOpen={isCartOpen} />
      {choosing.value && <ChoicesSheet till={till} product={choosing.value} />}
    </div>
  );
}

interface CartBarProps {
  readonly till: Till;
  readonly isOpen: Signal<boolean>;
}

/** On a phone alone: how much is in the sale, and the way to it. */
function CartBar({ till, isOpen }: CartBarProps): JSX.Element | null {
  const { till: words } = t.value;
  const { cart, quote, last } = till.selling;
  const { lines, addTo } = cart.value;
  if (isOpen.value) return null;
  if (lines.length === 0) {
    if (last.value?.change == null) return null;
    return (
      <p class="cart-bar row between" role="status">
        <span>{words.lastSale(last.value.number)}</span>
        <span>
          {words.change} <strong class="number">{till.money(last.value.change)}</strong>
        </span>
      </p>
    );
  }
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <p class="cart-bar">
      <button
        type="button"
        class="button main"
        onClick={() => {
          isOpen.value = true;
          scrollTo(0, 0);
          setTimeout(() => document.querySelector<HTMLElement>('#cart-title')?.focus());
        }}
      >
        <BagIcon size={20} />
        <span class="grow">
          {addTo ? words.bill(addTo.number) : words.showSale} · {words.piecesIn(pieces)}
        </span>
        <strong class="number">{quote.value ? till.money(quote.value.total_amount) : '…'}</strong>
      </button>
    </p>
  );
}

function Catalogue({ till }: { readonly till: Till }): JSX.Element {
  const { till: words } = t.value;
  const query = useSignal('');
  const category = useSignal('all');
  const search = useRef<HTMLInputElement>(null);
  const isSettled = useSettled();
  const { menu, problem, products } = till.shop;
  // A scanner types into whatever has the focus: its code is no search.
  useEffect(() => {
    const field = search.current;
    const empty = () => (query.value = '');
    field?.addEventListener('scanned', empty);
    return () => field?.removeEventListener('scanned', empty);
  }, []);

  const categories = menu.value?.categories.filter((one) => one.products.length > 0) ?? [];
  const shown =
    query.value.trim() !== ''
      ? found(products.value, query.value)
      : category.value === 'all'
        ? categories.flatMap((one) => one.products)
        : (categories.find(({ id }) => (id ?? '') === category.value)?.products ?? []);

  const takeFirst = () => {
    const first = shown.find(({ available }) => available);
    if (query.value.trim() === '' || !first) return;
    query.value = '';
    search.current?.blur();
    pick(till, first);
  };

  return (
    <section class="catalogue" aria-label={words.sell}>
      <div class="find">
        <label class="search">
          <SearchIcon size={20} />
          <span class="unseen">{words.search}</span>
          <input
            id="till-search"
            ref={search}
            type="search"
            placeholder={`${words.search} (F2)`}
            autocomplete="off"
            value={query.value}
            onInput={(event) => (query.value = event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') takeFirst();
              else if (event.key === 'Escape') {
                query.value = '';
                event.currentTarget.blur();
              } else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        </label>
        <div class="categories" role="group" aria-label={words.all}>
          {[{ id: 'all', name: words.all }, ...categories].map(({ id, name }) => (
            <button
              key={id ?? ''}
              type="button"
              class="button quiet"
              aria-pressed={query.value === '' && category.value === (id ?? '')}
              onClick={() => {
                query.value = '';
                category.value = id ?? '';
              }}
            >
              {name ?? '—'}
            </button>
          ))}
        </div>
      </div>
      {!menu.value && problem.value && <Broken problem={problem.value} onRetry={() => void till.shop.loadMenu()} />}
      {!menu.value && !problem.value && <Loading rows={4} />}
      {menu.value && products.value.length === 0 && <Empty title={words.noProducts} />}
      {menu.value && products.value.length > 0 && shown.length === 0 && <Empty title={words.nothingFound} />}
      <ul class="tiles">
        {shown.map((product) => (
          <li key={product.id}>
            <Tile till={till} product={product} isSettled={isSettled} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly till: Till;
  readonly product: Product;
  readonly isSettled: () => boolean;
}

function Tile({ till, product, isSettled }: TileProps): JSX.Element {
  const { till: words } = t.value;
  const { name, price, available, stock, variants } = product;
  const taken = variantsOf(product).reduce((sum, { id }) => sum + piecesOf(till.selling.cart.value, id), 0);
  return (
    <button
      type="button"
      class="tile"
      aria-disabled={!available}
      onClick={(event) => {
        if (isSettled()) pick(till, product);
        // Enter goes on with the sale after a touch; whoever came by Tab stays where they are.
        if (event.detail > 0) event.currentTarget.blur();
      }}
    >
      <span class="tile-name">{name}</span>
      <span class="tile-foot">
        <span class="number">{variants ? words.from(till.money(price)) : till.money(price)}</span>
        {available ? (
          stock != null && <span class="quiet number">{words.pieces(stock)}</span>
        ) : (
          <span class="sold-out">{words.soldOut}</span>
        )}
      </span>
      {taken > 0 && <span class="taken number">{taken}</span>}
    </button>
  );
}

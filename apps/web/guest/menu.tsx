import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { SearchIcon } from '../shared/icons.js';
import { Broken, Empty, Loading } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import type { Product } from './choice.js';
import { money } from './format.js';
import { loadMenu } from './load.js';
import { type Menu, menu, menuProblem, opened } from './state.js';

type Category = Menu['categories'][number];

const wanted = signal('');
const shownPart = signal<string | null>(null);

const idOf = ({ id }: Category): string => `part-${id ?? 'other'}`;
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function MenuView(): JSX.Element {
  const { guest } = t.value;
  if (!menu.value) {
    const problem = menuProblem.value;
    return problem ? (
      <Broken problem={problem} title={guest.broken} onRetry={() => void loadMenu()} />
    ) : (
      <Loading rows={5} />
    );
  }
  const { categories, outlet } = menu.value;
  if (categories.length === 0) return <Empty title={guest.emptyMenu} />;
  const words = fold(wanted.value.trim());
  const found =
    words === ''
      ? categories
      : categories.map((one) => matching(one, words)).filter(({ products }) => products.length > 0);
  return (
    <>
      <div class="menu-head">
        <label class="search">
          <SearchIcon size={20} />
          <span class="unseen">{guest.search}</span>
          <input
            type="search"
            placeholder={guest.search}
            value={wanted.value}
            onInput={(event) => (wanted.value = event.currentTarget.value)}
          />
        </label>
        {words === '' && categories.length > 1 && <Parts categories={categories} />}
      </div>
      {found.length === 0 && <Empty title={guest.nothingFound(wanted.value.trim())} />}
      {found.map((category) => (
        <section
          key={category.id ?? 'other'}
          id={idOf(category)}
          class="part"
          aria-labelledby={`${idOf(category)}-name`}
        >
          <h2 id={`${idOf(category)}-name`} lang={category.name === null ? undefined : outlet.locale}>
            {category.name ?? guest.otherProducts}
          </h2>
          <ul class="dishes">
            {category.products.map((product) => (
              <Dish key={product.id} product={product} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function matching(category: Category, words: string): Category {
  const isIn = ({ name, description }: Product) => fold(`${name} ${description ?? ''}`).includes(words);
  return { ...category, products: category.products.filter(isIn) };
}

/** The parts of the menu, and which of them is on the screen. */
function Parts({ categories }: { readonly categories: readonly Category[] }): JSX.Element {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const seen = new Set<string>();
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target.id);
          else seen.delete(target.id);
        }
        shownPart.value = categories.map(idOf).find((id) => seen.has(id)) ?? shownPart.value;
      },
      { rootMargin: '-120px 0px -55% 0px' },
    );
    for (const category of categories) {
      const section = document.getElementById(idOf(category));
      if (section) watch.observe(section);
    }
    return () => watch.disconnect();
  }, [categories]);
  useEffect(() => {
    const chip = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && chip) row.current.scrollLeft = chip.offsetLeft - 16;
  }, [shownPart.value]);
  return (
    <nav ref={row} class="parts" aria-label={t.value.guest.categories}>
      {categories.map((category) => (
        <a
          key={idOf(category)}
          href={`#${idOf(category)}`}
          lang={category.name === null ? undefined : menu.value?.outlet.locale}
          aria-current={shownPart.value === idOf(category) ? 'true' : undefined}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(idOf(category))?.scrollIntoView({ block: 'start' });
            shownPart.value = idOf(category);
          }}
        >
          {category.name ?? t.value.guest.otherProducts}
        </a>
      ))}
    </nav>
  );
}

function Dish({ product }: { readonly product: Product }): JSX.Element {
  const { guest } = t.value;
  const { name, description, image_url: image, available, price } = product;
  const isFrom =
    product.variants ||
    product.modifier_groups.some(({ min, options }) => min > 0 && options.every((one) => one.price_delta > 0));
  return (
    <li>
      <button
        type="button"
        class={`dish${available ? '' : ' gone'}`}
        aria-disabled={!available}
        onClick={() => available && (opened.value = product)}
      >
        <span class="dish-text" lang={menu.value?.outlet.locale}>
          <span class="dish-name">{name}</span>
          {description && <span class="dish-about">{description}</span>}
          <span class="dish-price number" lang={document.documentElement.lang}>
            {available ? isFrom ? guest.from(money(price)) : money(price) : <strong>{guest.soldOut}</strong>}
          </span>
        </span>
        {image && <img src={image} alt="" loading="lazy" width={96} height={96} decoding="async" />}
      </button>
    </li>
  );
}

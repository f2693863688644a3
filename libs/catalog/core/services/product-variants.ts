import type { ActorRef } from '#libs/kernel';

import type { ProductRepository } from '../catalog.ports.js';
import type { Product } from '../model/product.js';
import type { VariantPlan } from '../model/variant.js';
import type { ProductStock } from './product-stock.js';

/** Whether a plan writes anything. */
export const changesVariants = ({ created, changed, removed, stock }: VariantPlan): boolean =>
  created.length + changed.length + removed.length + stock.size > 0;

/** The variants that a plan touches, by id. */
export const touchedBy = ({ created, changed, removed, stock }: VariantPlan): string[] => [
  ...new Set([
    ...[...created, ...removed].map(({ id }) => id),
    ...changed.map(({ after }) => after.id),
    ...stock.keys(),
  ]),
];

/** Writes what becomes of a product's variants. In the ambient transaction, with all of them locked. Those that go leave their codes first. */
export async function writeVariants(
  { created, changed, removed }: VariantPlan,
  products: Pick<ProductRepository, 'insert' | 'remove' | 'update'>,
  at: Date,
): Promise<void> {
  for (const { id } of removed) await products.remove(id, at);
  await products.update(changed.map(({ after }) => after));
  await products.insert(created);
}

/** Counts the variants whose draft says how many there are, and marks below which number they are low. */
export async function stockVariants(
  { created, changed, stock: counts }: VariantPlan,
  known: readonly Product[],
  stock: Pick<ProductStock, 'set' | 'watch'>,
  at: { readonly outletId: string | undefined; readonly actor: ActorRef },
): Promise<void> {
  const isNew = new Set(created.map(({ id }) => id));
  const states = new Map([...created, ...changed.map(({ after }) => after)].map((product) => [product.id, product]));
  for (const [id, quantity] of counts) {
    const product = states.get(id) ?? known.find((one) => one.id === id);
    if (!product) continue;
    await stock.set(product, quantity, { ...at, isFirst: isNew.has(id) });
  }
  const marks = changed.filter(
    ({ before, after }) =>
      before.lowStockThreshold !== after.lowStockThreshold || before.trackStock !== after.trackStock,
  );
  const watched = created.filter(({ lowStockThreshold }) => lowStockThreshold !== null);
  for (const product of [...watched, ...marks.map(({ after }) => after)]) await stock.watch(product);
}

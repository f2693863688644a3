import { type FieldFault, invalid, type MinorUnits, newId } from '#libs/kernel';

import { fault } from './fault.js';
import { cheapestChoices, listFaults } from './modifiers.js';
import { inOrder, type Translations, translationsOfVariant } from './product-facts.js';
import { type Product, type ProductChanges, productDifference } from './product.js';
import type { VariantOptions, VariantTraits } from './variant-traits.js';

/** A variant as an administrator sends it. Without an `id`, it is the one of the same name that the product had, or a new one. */
export interface VariantDraft {
  readonly id?: string;
  readonly name: string;
  readonly options?: VariantOptions;
  readonly sku?: string | null;
  readonly barcode?: string | null;
  readonly plu?: string | null;
  readonly price: MinorUnits;
  readonly cost?: MinorUnits | null;
  /** Stays as it is when left out; a new one takes its parent's, and is counted when `stock` says how much there is. */
  readonly trackStock?: boolean;
  /** A count, at the parent's outlet. */
  readonly stock?: number;
  readonly weightGrams?: number | null;
  readonly position?: number;
  readonly active?: boolean;
  /** What guests read in place of its name. Stay when left out. */
  readonly translations?: Translations | null;
}

export const MOST_VARIANTS = 100;

/** What becomes of a product's variants, worked out without touching anything. */
export interface VariantPlan {
  readonly created: readonly Product[];
  /** Each in its next version. */
  readonly changed: readonly { readonly before: Product; readonly after: Product }[];
  readonly removed: readonly Product[];
  /** How many there will be. */
  readonly count: number;
  /** New counts, of variants by id. */
  readonly stock: ReadonlyMap<string, number>;
}

/**
 * The variants of `parent`, which is in its new state: those of the drafts, or those that it has when there are none. Whatever a variant has not
 * of its own is its parent's. Throws `VALIDATION_FAILED` with every fault.
 */
export function planVariants(
  parent: Product,
  known: readonly Product[],
  drafts: readonly VariantDraft[] | undefined,
  now: Date,
): VariantPlan {
  const claimed = drafts
    ? adopted(drafts, known)
    : known.map((variant) => ({ before: variant, draft: draftOf(variant) }));
  if (drafts) assertFit(parent, known, drafts);
  const kept = new Set(claimed.flatMap(({ before }) => before?.id ?? []));
  const created: Product[] = [];
  const changed: { before: Product; after: Product }[] = [];
  const stock = new Map<string, number>();
  for (const [index, { before, draft }] of claimed.entries()) {
    const after = variantOf(parent, draft, before, index, now);
    if (draft.stock !== undefined) stock.set(after.id, draft.stock);
    if (!before) created.push(after);
    else if (isDifferent(before, after)) changed.push({ before, after });
  }
  return { created, changed, stock, count: claimed.length, removed: known.filter(({ id }) => !kept.has(id)) };
}

/** What a variant has of its own after a change; null goes back to its parent's. */
export function reviseTraits(
  { variant }: Product,
  parent: Product,
  { cost, weightGrams }: ProductChanges,
): Pick<Product, 'variant' | 'cost' | 'weightGrams'> {
  const traits = {
    ...(variant as VariantTraits),
    ...(cost !== undefined && { cost }),
    ...(weightGrams !== undefined && { weightGrams }),
  };
  return {
    variant: traits,
    cost: traits.cost ?? parent.cost,
    weightGrams: traits.weightGrams ?? parent.weightGrams,
  };
}

/** The fields that a variant has of its own; every other one is its parent's, and is changed there. */
const OWN_FIELDS: readonly string[] = ['sku', 'barcode', 'plu', 'price', 'cost', 'trackStock', 'weightGrams'];

/** A field that the changes would set on a variant and that is its parent's, as the request calls it. */
export function foreignField(variant: Product, changes: ProductChanges): string | undefined {
  const found = Object.entries(changes).find(([name, value]) => {
    if (OWN_FIELDS.includes(name)) return false;
    return JSON.stringify(value) !== JSON.stringify(variant[name as keyof Product]);
  });
  return found?.[0].replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function variantOf(
  parent: Product,
  draft: VariantDraft,
  before: Product | undefined,
  index: number,
  now: Date,
): Product {
  const traits: VariantTraits = {
    name: draft.name,
    options: draft.options ?? {},
    position: draft.position ?? index,
    active: draft.active ?? true,
    cost: draft.cost ?? null,
    weightGrams: draft.weightGrams ?? null,
    ...textsOf(draft, before),
  };
  const tracked = draft.trackStock ?? (draft.stock !== undefined || (before ?? parent).trackStock);
  const { hasVariants: _, ...inherited } = parent;
  return {
    ...inherited,
    id: before?.id ?? newId(),
    parentId: parent.id,
    variant: traits,
    name: `${parent.name}, ${traits.name}`,
    sku: draft.sku ?? null,
    barcode: draft.barcode ?? null,
    price: draft.price,
    cost: traits.cost ?? parent.cost,
    weightGrams: traits.weightGrams ?? parent.weightGrams,
    trackStock: tracked,
    plu: draft.plu ?? null,
    translations: translationsOfVariant(parent, traits),
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

function textsOf({ translations }: VariantDraft, before: Product | undefined): Pick<VariantTraits, 'translations'> {
  const texts = translations === undefined ? before?.variant?.translations : translations;
  return texts ? { translations: texts } : {};
}

/** A variant as the draft that leaves it as it is. */
export const draftOf = (variant: Product): VariantDraft => ({
  ...(variant.variant ?? { name: variant.name }),
  id: variant.id,
  sku: variant.sku,
  barcode: variant.barcode,
  plu: variant.plu,
  price: variant.price,
});

/** Each draft with the variant that it changes: that of its id, else the one of its name that no draft claims by id. */
function adopted(drafts: readonly VariantDraft[], known: readonly Product[]) {
  const byId = new Map(known.map((variant) => [variant.id, variant]));
  const claimed = new Set(drafts.map(({ id }) => id));
  const byName = new Map(known.filter(({ id }) => !claimed.has(id)).map((one) => [one.variant?.name, one]));
  return drafts.map((draft) => ({
    draft,
    before: draft.id === undefined ? byName.get(draft.name) : byId.get(draft.id),
  }));
}

function isDifferent(before: Product, after: Product): boolean {
  if (JSON.stringify(traitsIn(before)) !== JSON.stringify(traitsIn(after))) return true;
  return Object.keys(productDifference(before, after)).length > 0;
}

const traitsIn = ({ variant }: Product) =>
  variant && [
    variant.name,
    Object.entries(variant.options).sort(([a], [b]) => (a < b ? -1 : 1)),
    variant.position,
    variant.active,
    variant.cost,
    variant.weightGrams,
    inOrder(variant.translations ?? null),
  ];

function assertFit(parent: Product, known: readonly Product[], drafts: readonly VariantDraft[]): void {
  const cheapest = cheapestChoices(parent.modifierGroups);
  const faults: FieldFault[] = [
    ...listFaults(drafts, new Set(known.map(({ id }) => id)), '/variants'),
    ...drafts.flatMap(({ price }, index) =>
      price + cheapest < 0
        ? [
            fault(
              `/variants/${index}/price`,
              'PRICE_BELOW_ZERO',
              'with the cheapest choices the price must not fall below zero',
            ),
          ]
        : [],
    ),
  ];
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
}

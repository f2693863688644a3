import { type BasisPoints, invalid, type MinorUnits, newId } from '#libs/kernel';

import { adoptGroups, groupFaults, type ModifierGroup, type ModifierGroupDraft } from './modifiers.js';
import { assertBounds, inOrder, NO_FACTS, type ProductFacts, type Translations } from './product-facts.js';
import type { VariantTraits } from './variant-traits.js';

/** A part of a product that a station of its own makes. */
export interface ProductComponent {
  readonly station: string;
  readonly name: string;
  /** What a piece of it takes; null for the product's. */
  readonly prepSeconds: number | null;
}

/** What an administrator edits. */
export interface ProductFields extends ProductFacts {
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly price: MinorUnits;
  /** What one piece costs the business. Never shown to guests and customers. */
  readonly cost: MinorUnits | null;
  readonly categoryId: string | null;
  readonly imageUrl: string | null;
  readonly featured: boolean;
  readonly trackStock: boolean;
  readonly lowStockThreshold: number | null;
  /** Where it is made: `kitchen`, `bar`, …; null for what nobody prepares. */
  readonly station: string | null;
  /** What a piece takes at its station; null for what the station says. */
  readonly prepSeconds: number | null;
  /** What several stations make of it, each its own part; empty for what its station makes whole. */
  readonly components: readonly ProductComponent[];
  readonly modifierGroups: readonly ModifierGroup[];
  readonly weightGrams: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly lengthMm: number | null;
  readonly ncm: string | null;
  readonly cfop: string | null;
  /** Null for the outlet's. */
  readonly taxRate: BasisPoints | null;
}

/** Sold at `outletId` alone or, when that is null, at every outlet of its currency. */
export interface Product extends ProductFields {
  readonly id: string;
  readonly outletId: string | null;
  readonly currency: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The product that it is a variant of, and what makes it one. */
  readonly parentId?: string;
  readonly variant?: VariantTraits;
  /** It is not sold: its variants are. */
  readonly hasVariants?: boolean;
}

/** Fields to change; what is absent stays as it is. */
export type ProductChanges = Partial<Omit<ProductFields, 'modifierGroups'>> & {
  readonly modifierGroups?: readonly ModifierGroupDraft[];
};
export type ProductDraft = ProductChanges & Pick<ProductFields, 'name' | 'price'>;

/** Bounds that keep every sum over an order a safe integer. */
export const LARGEST_PRICE = 1_000_000_000_000;
export const LARGEST_COUNT = 1_000_000_000;
export const MOST_COMPONENTS = 8;
/** A day. */
export const LONGEST_PREP_SECONDS = 86_400;
const BLANK = {
  ...NO_FACTS,
  sku: null,
  barcode: null,
  description: null,
  cost: null,
  categoryId: null,
  imageUrl: null,
  featured: false,
  trackStock: false,
  lowStockThreshold: null,
  station: null,
  prepSeconds: null,
  components: [],
  modifierGroups: [],
  weightGrams: null,
  widthMm: null,
  heightMm: null,
  lengthMm: null,
  ncm: null,
  cfop: null,
  taxRate: null,
} as const satisfies Omit<ProductFields, 'name' | 'price'>;

export interface ProductHome {
  readonly outletId: string | null;
  readonly currency: string;
}

export function newProduct(home: ProductHome, draft: ProductDraft, now: Date): Product {
  const fields = fieldsFrom(BLANK, draft, []);
  return { id: newId(), ...home, ...fields, version: 1, createdAt: now, updatedAt: now };
}

/**
 * Every field as the draft has it, and the default where it says nothing. Modifiers and the keeping of stock are left out unless the draft
 * names them: they stay as they are.
 */
export function withDefaults(draft: ProductDraft): ProductChanges {
  const { modifierGroups: _, trackStock: __, ...defaults } = BLANK;
  return { ...defaults, ...draft };
}

/** The product with some fields changed, in its next version. */
export const reviseProduct = (product: Product, changes: ProductChanges, now: Date): Product => ({
  ...product,
  ...fieldsFrom(product, { ...product, ...changes }, product.modifierGroups),
  version: product.version + 1,
  updatedAt: now,
});

/** Whoever sends a count wants the product counted, unless they say otherwise. */
export const counting = (changes: ProductChanges, stock: number | undefined): ProductChanges =>
  stock !== undefined && changes.trackStock === undefined ? { ...changes, trackStock: true } : changes;

function fieldsFrom(
  base: Omit<ProductFields, 'name' | 'price'>,
  draft: ProductDraft,
  known: readonly ModifierGroup[],
): ProductFields {
  const { modifierGroups = base.modifierGroups, ...given } = draft;
  const groups = adoptGroups(modifierGroups, known);
  const fields = { ...base, ...given, modifierGroups: groups };
  assertBounds(fields);
  const faults = groupFaults(fields.price, modifierGroups, known);
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
  return fields;
}

const COMPARED = [
  'modifierGroups',
  ...Object.keys(BLANK).filter((key) => key !== 'modifierGroups'),
  'name',
  'price',
] as (keyof ProductFields)[];

/** The fields in which two states differ, each with both values: what the audit log tells. */
export function productDifference(
  before: ProductFields,
  after: ProductFields,
): Record<string, { from: unknown; to: unknown }> {
  const different = COMPARED.filter((name) => told(before, name) !== told(after, name));
  return Object.fromEntries(different.map((name) => [name, { from: before[name], to: after[name] }]));
}

/** A field as a text that does not depend on the order of an object's members. */
function told(fields: ProductFields, name: keyof ProductFields): string {
  if (name !== 'modifierGroups') return JSON.stringify(fields[name]);
  return JSON.stringify(toldGroups(fields.modifierGroups));
}

const toldGroups = (groups: readonly ModifierGroup[]): unknown[] =>
  groups.map(({ id, name, min, max, options, pre = [], translations }) => [
    ...[id, name, min, max],
    options.map((option) => [
      ...[option.id, option.name, option.priceDelta, option.available, option.byDefault ?? false],
      ...[option.allergens ?? [], toldTexts(option.translations), toldGroups(option.modifierGroups ?? [])],
    ]),
    pre.map((word) => [word.code, word.name, word.multiply, word.add, word.after, toldTexts(word.translations)]),
    toldTexts(translations),
  ]);

const toldTexts = (translations: Translations | undefined): unknown => inOrder(translations ?? null);

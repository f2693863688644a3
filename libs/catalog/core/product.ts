import { type BasisPoints, type FieldFault, invalid, type MinorUnits, newId } from '#libs/kernel';

export interface ModifierOption {
  readonly id: string;
  readonly name: string;
  /** Added to the price for each one chosen; may be negative. */
  readonly priceDelta: MinorUnits;
  readonly available: boolean;
}

/** A choice that goes with a product: at least `min` and at most `max` options, counted with their quantities. */
export interface ModifierGroup {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly options: readonly ModifierOption[];
}

/** What an administrator edits. */
export interface ProductFields {
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
}

/** Without an `id`, it is the one of the same name that the product had, or a new one. */
export type ModifierOptionDraft = Omit<ModifierOption, 'id'> & { readonly id?: string };
export interface ModifierGroupDraft extends Omit<ModifierGroup, 'id' | 'options'> {
  readonly id?: string;
  readonly options: readonly ModifierOptionDraft[];
}

/** Fields to change; what is absent stays as it is. */
export type ProductChanges = Partial<Omit<ProductFields, 'modifierGroups'>> & {
  readonly modifierGroups?: readonly ModifierGroupDraft[];
};
export type ProductDraft = ProductChanges & Pick<ProductFields, 'name' | 'price'>;

/** Bounds that keep every sum over an order a safe integer. */
export const LARGEST_PRICE = 1_000_000_000_000;
export const LARGEST_COUNT = 1_000_000_000;
export const MOST_GROUPS = 20;
export const MOST_OPTIONS = 100;
export const MOST_CHOICES = 99;

const BLANK = {
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

/** The product with all editable fields from the draft, and the default where it says nothing: what a PUT means. */
export const replaceProduct = (product: Product, draft: ProductDraft, now: Date): Product =>
  nextVersion(product, fieldsFrom(BLANK, draft, product.modifierGroups), now);

/** The product with some fields changed: what a PATCH means. */
export const reviseProduct = (product: Product, changes: ProductChanges, now: Date): Product =>
  nextVersion(product, fieldsFrom(product, { ...product, ...changes }, product.modifierGroups), now);

/** Whoever sends a count wants the product counted, unless they say otherwise. */
export const counting = (changes: ProductChanges, stock: number | undefined): ProductChanges =>
  stock !== undefined && changes.trackStock === undefined ? { ...changes, trackStock: true } : changes;

const nextVersion = (product: Product, fields: ProductFields, now: Date): Product => ({
  ...product,
  ...fields,
  version: product.version + 1,
  updatedAt: now,
});

function fieldsFrom(
  base: Omit<ProductFields, 'name' | 'price'>,
  draft: ProductDraft,
  known: readonly ModifierGroup[],
): ProductFields {
  const { modifierGroups = base.modifierGroups, ...given } = draft;
  const groups = adoptGroups(modifierGroups, known);
  const fields = { ...base, ...given, modifierGroups: groups };
  const faults = groupFaults(fields.price, modifierGroups, known);
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
  return fields;
}

/** Groups and options with their ids: the one sent, else that of the same name, else a new one. */
function adoptGroups(drafts: readonly ModifierGroupDraft[], known: readonly ModifierGroup[]): ModifierGroup[] {
  const groupIds = idsByName(drafts, known);
  return drafts.map((draft) => {
    const id = draft.id ?? groupIds.get(draft.name) ?? newId();
    const before = known.find((group) => group.id === id)?.options ?? [];
    const optionIds = idsByName(draft.options, before);
    return {
      id,
      name: draft.name,
      min: draft.min,
      max: draft.max,
      options: draft.options.map((option) => ({
        id: option.id ?? optionIds.get(option.name) ?? newId(),
        name: option.name,
        priceDelta: option.priceDelta,
        available: option.available,
      })),
    };
  });
}

/** Ids by name of those that no draft claims by its id. */
function idsByName(
  drafts: readonly { id?: string }[],
  known: readonly { id: string; name: string }[],
): Map<string, string> {
  const claimed = new Set(drafts.map(({ id }) => id));
  return new Map(known.filter(({ id }) => !claimed.has(id)).map(({ id, name }) => [name, id]));
}

/** Every fault of the groups against each other, the price, and the ids that the product has. */
function groupFaults(
  price: MinorUnits,
  drafts: readonly ModifierGroupDraft[],
  known: readonly ModifierGroup[],
): FieldFault[] {
  const faults: FieldFault[] = [
    ...listFaults(drafts, new Set(known.map(({ id }) => id)), '/modifier_groups'),
    ...drafts.flatMap((group, index) => {
      const before = known.find(({ id }) => id === group.id)?.options ?? [];
      const pointer = `/modifier_groups/${index}`;
      return [
        ...(group.max < group.min ? [fault(`${pointer}/max`, 'MAX_BELOW_MIN', 'max must not be less than min')] : []),
        ...listFaults(group.options, new Set(before.map(({ id }) => id)), `${pointer}/options`),
      ];
    }),
  ];
  const cheapest = drafts.reduce(
    (sum, group) => sum + group.max * Math.min(0, ...group.options.map((o) => o.priceDelta)),
    price,
  );
  if (cheapest < 0) {
    faults.push(
      fault('/modifier_groups', 'PRICE_BELOW_ZERO', 'with the cheapest choices the price must not fall below zero'),
    );
  }
  return faults;
}

function listFaults(
  drafts: readonly { id?: string; name: string }[],
  ids: ReadonlySet<string>,
  pointer: string,
): FieldFault[] {
  return drafts.flatMap(({ id, name }, index) => {
    const earlier = drafts.slice(0, index);
    const found: FieldFault[] = [];
    if (id !== undefined && !ids.has(id)) {
      found.push(
        fault(
          `${pointer}/${index}/id`,
          'UNKNOWN_ID',
          'id must be one that this product has; leave it out for a new one',
        ),
      );
    }
    if (id !== undefined && earlier.some((other) => other.id === id)) {
      found.push(fault(`${pointer}/${index}/id`, 'DUPLICATE_ID', 'id must be different from the others'));
    }
    if (earlier.some((other) => other.name === name)) {
      found.push(fault(`${pointer}/${index}/name`, 'DUPLICATE_NAME', 'name must be different from the others'));
    }
    return found;
  });
}

const fault = (pointer: string, code: string, message: string): FieldFault => ({ pointer, code, message });

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
  return JSON.stringify(
    fields.modifierGroups.map(({ id, min, max, options, ...group }) => [
      id,
      group.name,
      min,
      max,
      options.map((option) => [option.id, option.name, option.priceDelta, option.available]),
    ]),
  );
}

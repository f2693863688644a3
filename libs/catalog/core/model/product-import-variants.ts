import { DomainError, type FieldFault } from '#libs/kernel';

import type { ImportedProduct, ImportGround, ImportLine } from './import-plan.js';
import { type Product, reviseProduct } from './product.js';
import { draftOf, planVariants, type VariantDraft } from './variant.js';

interface Family {
  readonly parent: Product;
  /** The draft of each variant, and the line that it comes from; one that the file does not name stays as it is. */
  readonly drafts: { draft: VariantDraft; line?: ImportLine }[];
}

/** What a variant takes of a line; whatever else the line says is the product's. */
const OWN: ReadonlySet<string> = new Set(['name', 'sku', 'barcode', 'price', 'cost', 'trackStock', 'weightGrams']);

/**
 * The products of a file with their variants: a line with the sku of a product is a variant of it. It changes the one with its own sku or, without one,
 * the one of its name. Variants that the file does not name follow what the file changes of their product.
 */
export function withVariants(
  products: readonly ImportedProduct[],
  lines: readonly ImportLine[],
  ground: ImportGround,
): { readonly products: readonly ImportedProduct[]; readonly faults: readonly FieldFault[] } {
  const known = ground.products.filter(({ parentId }) => parentId !== undefined);
  const touched = products.filter(({ before, after }) => before?.hasVariants && before !== after);
  if (lines.length === 0 && touched.length === 0) return { products, faults: [] };
  const faults: FieldFault[] = [];
  const states = new Map(ground.products.map((product) => [product.id, product]));
  for (const { after } of products) states.set(after.id, after);
  const families = new Map<string, Family>();
  const familyOf = (parent: Product): Family => {
    const kept = families.get(parent.id);
    if (kept) return kept;
    const own = known.filter(({ parentId }) => parentId === parent.id);
    const family = { parent, drafts: own.map((variant) => ({ draft: draftOf(variant) })) };
    families.set(parent.id, family);
    return family;
  };
  for (const { after } of touched) familyOf(after);
  for (const line of lines) {
    const parent = parentOf(line, [...states.values()], ground);
    const wrong = parent ? joinFamily(line, familyOf(parent)) : column(line, 'parent_sku', 'PARENT_UNKNOWN', UNKNOWN);
    faults.push(...wrong);
  }
  if (faults.length > 0) return { products, faults };
  return planFamilies(products, families, known, ground);
}

const UNKNOWN = 'no product here has this sku, nor this name without one';

const column = ({ line }: ImportLine, name: string, code: string, message: string): FieldFault[] => [
  { pointer: `/lines/${line}/${name}`, code, message },
];

/** An outlet's own product goes before a shared one. */
function parentOf(line: ImportLine, products: readonly Product[], { homes }: ImportGround): Product | undefined {
  const home = homes.get(line.outletId);
  const named = products.filter(
    ({ parentId, sku, name }) => parentId === undefined && (sku === null ? name : sku) === line.parentSku,
  );
  return (
    named.find(({ outletId, currency }) => outletId === line.outletId && currency === home?.currency) ??
    named.find(({ outletId, currency }) => outletId === null && currency === home?.currency)
  );
}

/** Puts the line's variant into the family, and answers what is wrong with it. */
function joinFamily(line: ImportLine, { drafts }: Family): FieldFault[] {
  const { fields, stock } = line;
  const foreign = Object.entries({ ...fields, category: line.category }).find(
    ([name, value]) => !OWN.has(name) && !isEmpty(value),
  );
  if (foreign) {
    const field = foreign[0].replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return column(
      line,
      field,
      'FIELD_OF_PARENT',
      `${field} is the product's for all its variants: leave the cell empty`,
    );
  }
  const { sku = null, name } = fields;
  const entry = drafts.find(({ draft }) => (sku === null ? draft.name === name : draft.sku === sku));
  if (entry?.line) {
    const message = `the same product is on line ${entry.line.line} already`;
    return column(line, sku === null ? 'name' : 'sku', 'DUPLICATE_LINE', message);
  }
  const draft = { ...entry?.draft, ...fields, ...(stock !== undefined && { stock }) };
  const missing = (['name', 'price'] as const).flatMap((field) =>
    draft[field] === undefined ? column(line, field, 'REQUIRED', `a new product must have a ${field}`) : [],
  );
  if (missing.length > 0) return missing;
  const joined = { draft: draft as VariantDraft, line };
  if (entry) Object.assign(entry, joined);
  else drafts.push(joined);
  return [];
}

/** What an empty cell says. */
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);

function planFamilies(
  products: readonly ImportedProduct[],
  families: ReadonlyMap<string, Family>,
  known: readonly Product[],
  { now }: ImportGround,
) {
  const faults: FieldFault[] = [];
  const imported = new Map(products.map((product) => [product.after.id, product]));
  for (const { parent, drafts } of families.values()) {
    const own = known.filter(({ parentId }) => parentId === parent.id);
    const lineAt = (index: number) => drafts[index]?.line?.line ?? 0;
    try {
      const all = drafts.map(({ draft }) => draft);
      const plan = planVariants(parent, own, all, now);
      const changed = new Map(plan.changed.map(({ before, after }) => [before.id, after]));
      if (plan.created.length + plan.changed.length > 0)
        imported.set(parent.id, bumped(parent, imported, lineAt(0), now));
      const made = [...plan.created];
      for (const { draft, line } of drafts) {
        const before =
          own.find(({ id, variant }) => (draft.id === undefined ? variant?.name === draft.name : id === draft.id)) ??
          null;
        const after = before ? (changed.get(before.id) ?? before) : made.shift();
        if (!after || (!line && after === before)) continue;
        const stock = line?.stock;
        imported.set(after.id, { before, after, stock, offSale: false, line: line?.line ?? lineAt(0) });
      }
    } catch (error) {
      if (!(error instanceof DomainError) || error.faults.length === 0) throw error;
      faults.push(...error.faults.map((fault) => ({ ...fault, pointer: inFile(fault.pointer, lineAt) })));
    }
  }
  return { products: [...imported.values()], faults };
}

/** The parent, in its next version when the file has not changed it already. */
function bumped(
  parent: Product,
  imported: ReadonlyMap<string, ImportedProduct>,
  line: number,
  now: Date,
): ImportedProduct {
  const entry = imported.get(parent.id) ?? { before: parent, after: parent, stock: undefined, offSale: false, line };
  const isOld = entry.before !== null && entry.before === entry.after;
  return { ...entry, after: { ...(isOld ? reviseProduct(parent, {}, now) : entry.after), hasVariants: true } };
}

const inFile = (pointer: string, lineAt: (index: number) => number): string =>
  pointer.replace(/^\/variants\/(\d+)/, (_, index: string) => `/lines/${lineAt(Number(index))}`);

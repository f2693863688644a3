import { newId } from '#libs/kernel';

import type { Translations } from './product-facts.js';

export interface CategoryFields {
  readonly name: string;
  /** Menus show categories by it, lowest first. */
  readonly position: number;
  /** Where new products of the category are made unless they say otherwise. Null: where those of the one above it are. */
  readonly station: string | null;
  /** The category that it is below; absent at the top. */
  readonly parentId?: string;
  /** What guests read; absent where it is called the same in every language. */
  readonly translations?: Translations;
}

/** Belongs to one outlet or, when `outletId` is null, to all of them. */
export interface Category extends CategoryFields {
  readonly id: string;
  readonly outletId: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** `parentId: null` takes it to the top. */
export type CategoryChanges = Partial<Omit<CategoryFields, 'parentId' | 'translations'>> & {
  readonly parentId?: string | null;
  readonly translations?: Translations | null;
};
export type CategoryDraft = CategoryChanges & Pick<CategoryFields, 'name'>;

const BLANK = { position: 0, station: null } as const;

export const newCategory = (outletId: string | null, draft: CategoryDraft, now: Date): Category => ({
  id: newId(),
  outletId,
  ...BLANK,
  ...placed(draft),
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** Every field as the draft has it, and the default where it says nothing. */
export const withDefaults = (draft: CategoryDraft): CategoryChanges => ({
  ...BLANK,
  parentId: null,
  translations: null,
  ...draft,
});

/** Changes without a parent where they take it to the top, and without texts where they take these away. */
function placed<T extends CategoryChanges>({
  parentId,
  translations,
  ...changes
}: T): Omit<T, 'parentId' | 'translations'> & Pick<CategoryFields, 'parentId' | 'translations'> {
  return { ...changes, ...(parentId != null && { parentId }), ...(translations != null && { translations }) };
}

/** The category with some fields changed, in its next version. */
export const reviseCategory = (category: Category, changes: CategoryChanges, now: Date): Category => ({
  ...placed({ ...category, ...changes }),
  version: category.version + 1,
  updatedAt: now,
});

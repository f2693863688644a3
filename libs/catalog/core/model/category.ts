import { newId } from '#libs/kernel';

export interface CategoryFields {
  readonly name: string;
  /** Menus show categories by it, lowest first. */
  readonly position: number;
  /** Where new products of the category are made unless they say otherwise. */
  readonly station: string | null;
}

/** Belongs to one outlet or, when `outletId` is null, to all of them. */
export interface Category extends CategoryFields {
  readonly id: string;
  readonly outletId: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type CategoryChanges = Partial<CategoryFields>;
export type CategoryDraft = CategoryChanges & Pick<CategoryFields, 'name'>;

const BLANK = { position: 0, station: null } as const;

export const newCategory = (outletId: string | null, draft: CategoryDraft, now: Date): Category => ({
  id: newId(),
  outletId,
  ...BLANK,
  ...draft,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** Every field as the draft has it, and the default where it says nothing. */
export const withDefaults = (draft: CategoryDraft): CategoryFields => ({ ...BLANK, ...draft });

/** The category with some fields changed, in its next version. */
export const reviseCategory = (category: Category, changes: CategoryChanges, now: Date): Category => ({
  ...category,
  ...changes,
  version: category.version + 1,
  updatedAt: now,
});

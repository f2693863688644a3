import { Injectable } from '@nestjs/common';

import { type CategoryDraft, withDefaults } from '../model/category.js';
import { UpdateCategory, type UpdateCategoryInput } from './update-category.js';

export interface ReplaceCategoryInput extends Omit<UpdateCategoryInput, 'changes'> {
  readonly draft: CategoryDraft;
}

/** Sets every field: what the draft leaves out goes back to its default. */
@Injectable()
export class ReplaceCategory {
  constructor(private readonly update: UpdateCategory) {}

  /** Throws as {@link UpdateCategory} does. */
  execute({ draft, ...request }: ReplaceCategoryInput): Promise<void> {
    return this.update.execute({ ...request, changes: withDefaults(draft) });
  }
}

import { Injectable } from '@nestjs/common';

import { actorRef, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { CategoryRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { type CategoryDraft, newCategory } from '../model/category.js';
import { assertPlace } from '../model/category-tree.js';

export interface CreateCategoryInput {
  readonly actor: UserActor;
  /** Null: of every outlet. */
  readonly outletId: string | null;
  readonly draft: CategoryDraft;
}

@Injectable()
export class CreateCategory {
  constructor(
    private readonly categories: CategoryRepository,
    private readonly scopes: CatalogScopes,
    private readonly changes: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Answers the new category's id. Throws `CATEGORY_NOT_FOUND`, `CATEGORY_ELSEWHERE` or `CATEGORY_TOO_DEEP` for where it shall be. */
  async execute({ actor, outletId, draft }: CreateCategoryInput): Promise<string> {
    if (outletId !== null) await this.scopes.of(actor, outletId);
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const category = newCategory(outletId, draft, now);
      if (category.parentId !== undefined) assertPlace(category, await this.categories.lockTree());
      await this.categories.insert([category]);
      await this.changes.record({
        actor: actorRef(actor),
        action: 'category.created',
        subjectType: 'category',
        subjectId: category.id,
        outletId,
        productIds: [],
        details: { name: category.name },
      });
      return category.id;
    });
  }
}

import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor } from '#libs/kernel';

import { CategoryRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../catalog-change-log.js';
import { CatalogViews } from '../catalog-views.js';
import { CatalogWork } from '../catalog-work.js';
import { type CategoryDraft, newCategory } from '../category.js';

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
    private readonly views: CatalogViews,
    private readonly changes: CatalogChangeLog,
    private readonly work: CatalogWork,
  ) {}

  /** Answers the new category's id. */
  async execute({ actor, outletId, draft }: CreateCategoryInput): Promise<string> {
    if (outletId !== null) await this.views.of(actor, outletId);
    return this.work.run(async (now) => {
      const category = newCategory(outletId, draft, now);
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

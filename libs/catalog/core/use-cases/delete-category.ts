import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { categoryElsewhere, categoryNotEmpty, categoryNotFound } from '../model/catalog.errors.js';
import { CategoryRepository, ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';

export interface DeleteCategoryInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The category that takes its products. */
  readonly reassignTo?: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A category with products goes only when another takes them. Those below it move up to where it was. */
@Injectable()
export class DeleteCategory {
  constructor(
    private readonly categories: CategoryRepository,
    private readonly products: ProductRepository,
    private readonly scopes: CatalogScopes,
    private readonly changes: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, id, reassignTo, version }: DeleteCategoryInput): Promise<void> {
    const scope = await this.scopes.of(actor);
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const category = await this.categories.lock(scope, id);
      if (!category) throw categoryNotFound();
      assertVersion(version, category.version);
      let moved: string[] = [];
      if (reassignTo !== undefined) {
        const heir = reassignTo === id ? null : await this.categories.hold(scope, reassignTo);
        if (!heir) throw categoryNotFound();
        if (heir.outletId !== null && heir.outletId !== category.outletId) throw categoryElsewhere();
        moved = await this.products.reassign(id, heir.id, now);
      }
      const left = await this.products.leaveCategory(id);
      if (left > 0) throw categoryNotEmpty(left);
      await this.categories.moveUp(id, category.parentId ?? null, now);
      await this.categories.remove(id, now);
      await this.changes.record({
        actor: actorRef(actor),
        action: 'category.deleted',
        subjectType: 'category',
        subjectId: id,
        outletId: category.outletId,
        productIds: moved,
        details: { name: category.name, reassigned_to: reassignTo ?? null },
      });
    });
  }
}
